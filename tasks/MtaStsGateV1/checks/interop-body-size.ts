import { CHASQUID_POLICY_OCTETS } from "../mta-sts/sender-limits";
import { defineCheck } from "./check";

export const interopBodySize = defineCheck({
  id: "interop-body-size",
  title: "Served policy larger than 10 KiB",
  severity: "warning",
  area: "hostResponse",
  citation: { practice: "chasquid; RFC 8461 section 3.3 suggests 64 KiB" },
  why: "chasquid reads 10 KiB of a policy and takes that for the whole: mx lines behind it are unknown to it, so under enforce it refuses those hosts; without max_age it has no policy.",
  fix: "Serve a shorter policy.",
  needs: ["policyResource"],
  judge: ({ policyResource }, { options, policyFile }) => {
    /* c8 ignore next -- a policy has a text */
    const octets = policyResource.policy === undefined ? 0 : (policyResource.text?.octets ?? 0);
    // The committed text is judged by itself, but in stage monitor.
    const isTold =
      options.stage !== "monitor" &&
      policyFile.status === "found" &&
      policyFile.value.text.octets > CHASQUID_POLICY_OCTETS;
    if (octets <= CHASQUID_POLICY_OCTETS || isTold) return [];
    return [
      {
        message: `the body of ${policyResource.url} has ${octets} octets, chasquid reads only the first ${CHASQUID_POLICY_OCTETS} (10 KiB)`,
      },
    ];
  },
});
