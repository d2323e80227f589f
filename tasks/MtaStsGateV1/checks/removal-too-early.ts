import { MAX_MAX_AGE_SECONDS } from "../mta-sts/limits";
import { defineCheck } from "./check";

// Without the history of the file nobody knows what senders may have kept.
const SAFE = `removal is safe once mode none has been served for as long as the largest max_age before it, which is unknown here and at most ${MAX_MAX_AGE_SECONDS} seconds (a year)`;

const WITHDRAWN =
  "Remove file and record only when mode none has been served for as long as the largest max_age before it.";

export const removalTooEarly = defineCheck({
  id: "removal-too-early",
  title: "The policy is removed while senders may still hold it",
  severity: "error",
  area: "removal",
  citation: { rfc: 8461, section: "8.3" },
  why: "Senders keep the last policy until its max_age is over. Without a policy to fetch they cannot learn that it was withdrawn and may refuse mail.",
  fix: "Commit a policy with mode none and a small max_age, publish a new id, and remove file and record only when the largest earlier max_age has passed.",
  needs: [],
  judge: (_seen, { policyFile, state, policyResource }) => {
    if (policyFile.status !== "absent" || state !== "removal too early") return [];
    const live = policyResource.status === "found" ? policyResource.value.text?.policy : undefined;
    if (live === undefined) {
      return [{ message: `the policy file is gone, but the domain is still announced; ${SAFE}` }];
    }
    const seen = `the policy file is gone, but a policy of mode ${live.mode} is still served`;
    return live.mode === "none"
      ? [{ message: `${seen}; ${SAFE}`, fix: WITHDRAWN, severity: "warning" as const }]
      : [{ message: `${seen}; ${SAFE}` }];
  },
});
