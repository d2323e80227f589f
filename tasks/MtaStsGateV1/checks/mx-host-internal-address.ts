import type { SmtpSight } from "../deployment/mx-hosts";
import { defineCheck, type Severity } from "./check";
import { hostWords, weighed } from "./smtp-findings";

export const mxHostInternalAddress = defineCheck({
  id: "mx-host-internal-address",
  title: "MX host with an internal address",
  severity: "error",
  area: "mxHost",
  citation: { practice: "the special-purpose address registries of RFC 6890" },
  why: "Senders on the internet cannot reach a private, loopback or link-local address.",
  fix: "Publish public addresses only. The gate does not connect to internal ones unless connectTo says so.",
  needs: ["mxHosts"],
  judge: ({ mxHosts }, deployment) =>
    mxHosts.flatMap(({ probe }) => {
      if (probe.status !== "found") return [];
      return sentencesOf(probe.value).map(({ message, severity }) => ({
        message,
        severity: weighed(severity, probe.value, deployment),
      }));
    }),
});

interface Sentence {
  readonly message: string;
  readonly severity: Severity;
}

function sentencesOf(sight: SmtpSight): readonly Sentence[] {
  const { internalAddresses: internal, splitFrom, exchange } = sight;
  const sentences: Sentence[] = [];
  if (internal.length > 0) {
    sentences.push({
      message: `${hostWords(sight)} has the internal address ${internal.join(", ")}, expected public ones only`,
      severity: exchange === undefined ? "error" : "warning",
    });
  }
  if (splitFrom.length > 0) {
    sentences.push({
      message: `the agent's own resolver gives ${hostWords(sight)} the internal address ${splitFrom.join(", ")}; the name servers give public ones, which the gate went by`,
      severity: "note",
    });
  }
  return sentences;
}
