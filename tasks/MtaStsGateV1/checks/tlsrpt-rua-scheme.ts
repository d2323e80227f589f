import type { UnusableUri } from "../mta-sts/tls-rpt";
import { quote } from "../quote";
import { defineCheck } from "./check";
import { judgedMode } from "./judged-mode";
import { softenedByMode } from "./severity";

/** What is wrong, after the URI. */
const FAULTS: { readonly [F in UnusableUri["fault"]]: string } = {
  "no-scheme": "has no scheme, expected mailto: or https: before it",
  "other-scheme": "has another scheme than mailto: or https:",
  "no-uri": "holds characters that no URI may have, expected them percent-encoded",
  "no-address": "names no mail address, expected mailto:name@domain",
  "no-host": "names no host, expected https://host/path",
};

export const tlsrptRuaScheme = defineCheck({
  id: "tlsrpt-rua-scheme",
  title: "Destination of TLSRPT reports that no sender uses",
  severity: "warning",
  area: "tlsrpt",
  citation: { rfc: 8460, section: "3" },
  why: "Senders know reports by mail (mailto:) and by POST (https:) only, so none goes to this destination.",
  fix: "Write each destination as mailto:name@domain or https://host/path.",
  needs: ["tlsRpt"],
  judge: ({ tlsRpt: { name, reading } }, deployment) => {
    const unusable =
      reading.kind === "valid" || reading.kind === "no-endpoint" ? reading.unusable : [];
    return unusable.map(({ uri, fault }) => ({
      message: `rua ${quote(uri)} of the TLSRPT record at ${name} ${FAULTS[fault]}`,
      severity: softenedByMode("warning", judgedMode(deployment)),
    }));
  },
});
