import { MAX_POLICY_OCTETS } from "../mta-sts/limits";
import { CHASQUID_POLICY_OCTETS } from "../mta-sts/sender-limits";
import { defineCheck } from "./check";

export const interopPolicySize = defineCheck({
  id: "interop-policy-size",
  title: "Policy larger than 10 KiB",
  severity: "warning",
  area: "policyText",
  citation: { practice: "chasquid; RFC 8461 section 3.3 suggests 64 KiB" },
  why: "chasquid reads 10 KiB of a policy and takes that for the whole: mx lines behind it are unknown to it, so under enforce it refuses those hosts; without max_age it has no policy.",
  fix: "Shorten the policy: name MX hosts by a wildcard such as *.mail.example.com, remove what is no field.",
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) => {
    const { kind, octets, lines } = text;
    // Without the end of its last line a policy is whole.
    const beyond = lines.find(({ stop }) => stop > CHASQUID_POLICY_OCTETS);
    if (kind !== "policy" || beyond === undefined || octets > MAX_POLICY_OCTETS) return [];
    return [
      {
        message: `the policy has ${octets} octets, chasquid reads only the first ${CHASQUID_POLICY_OCTETS} (10 KiB), which end here`,
        line: beyond.number,
        column: 1,
      },
    ];
  },
});
