import { MAX_MAX_AGE_SECONDS } from "../mta-sts/limits";
import { defineCheck } from "./check";

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
    const bound = `safe when the largest earlier max_age has passed: unknown here, at most ${MAX_MAX_AGE_SECONDS} seconds`;
    if (live?.mode === "none") {
      return [
        {
          message: `the policy file is gone and mode none is served, ${bound} after mode none came`,
          severity: "warning" as const,
        },
      ];
    }
    const seen =
      live === undefined
        ? "the policy file is gone, but the domain is still announced"
        : `the policy file is gone, but a policy of mode ${live.mode} is still served`;
    return [{ message: `${seen}, ${bound}` }];
  },
});
