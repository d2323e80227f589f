import type { Deployment } from "../deployment";
import { meantMode } from "../mta-sts/near-lines";
import { quote } from "../quote";
import { defineCheck } from "./check";
import { missingField } from "./missing-field";
import { VOID_POLICY } from "./policy-phrases";

const MAX_HOSTS_NAMED = 5;

export const policyMxMissing = defineCheck({
  id: "policy-mx-missing",
  title: "No mx field",
  severity: "error",
  area: "policyText",
  citation: { rfc: 8461, section: "3.2" },
  why: `In every mode but none a policy names the MX hosts that mail may go to. ${VOID_POLICY}`,
  fix: 'Add one line "mx: <host>" for each MX host of the domain.',
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }, deployment) =>
    meantMode(text) === "none" ? [] : missingField(text, "mx", fixFor(deployment)),
});

function fixFor({ mx }: Deployment): string {
  const hosts = mx.status === "found" ? mx.value.map(({ host }) => host).filter(Boolean) : [];
  const lines = hosts.slice(0, MAX_HOSTS_NAMED).map((host) => quote(`mx: ${host}`));
  return lines.length === 0
    ? 'Add one line "mx: <host>" for each MX host of the domain'
    : `Add one line for each MX host that DNS has now: ${lines.join(", ")}${hosts.length > lines.length ? ", …" : ""}`;
}
