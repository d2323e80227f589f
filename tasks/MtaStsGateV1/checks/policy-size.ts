import { MAX_POLICY_OCTETS } from "../mta-sts/limits";
import { defineCheck } from "./check";
import { VOID_POLICY } from "./policy-phrases";

export const policySize = defineCheck({
  id: "policy-size",
  title: "Policy larger than 64 KiB",
  severity: "error",
  area: "policyText",
  citation: { rfc: 8461, section: "3.3" },
  why: `Senders stop reading at 64 KiB. ${VOID_POLICY}`,
  fix: "Shorten the policy: name MX hosts by a wildcard such as *.mail.example.com, remove what is no field.",
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) => {
    if (text.kind !== "policy" || text.octets <= MAX_POLICY_OCTETS) return [];
    const beyond = text.lines.find(({ stop }) => stop > MAX_POLICY_OCTETS);
    const message = `the policy has ${text.octets} octets, more than the ${MAX_POLICY_OCTETS} (64 KiB) that senders read`;
    return [{ message, line: beyond?.number ?? text.lines.length, column: 1 }];
  },
});
