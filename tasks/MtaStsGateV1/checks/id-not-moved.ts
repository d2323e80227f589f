import { quoteName } from "../quote";
import { defineCheck } from "./check";

export const idNotMoved = defineCheck({
  id: "id-not-moved",
  title: "The policy changes but the expected id does not",
  severity: "error",
  area: "idNotMoved",
  citation: { rfc: 8461, section: "8.1" },
  why: "Senders that hold the old policy fetch a new one only when the id changes. They would apply the old policy until its max_age is over.",
  fix: "Give recordFile or expectedId a new id.",
  needs: ["policyFile", "record"],
  judge: (_seen, deployment) => {
    const { id, policyChanged, changedInPullRequest, state, targetBranch } = deployment;
    const { scheme, live, expected, next, place } = id;
    const isChanged =
      policyChanged === true || (changedInPullRequest === true && policyChanged !== false);
    if (scheme !== "explicit" || expected === undefined || !isChanged) return [];
    if (state === "id before body") return [];
    const source = place === undefined ? "expectedId" : "recordFile";
    // At a provider that makes its own id none is proposed.
    const isProposed = next !== undefined && next !== live;
    const more = {
      ...(isProposed ? { fix: `Set a new id in ${source}, for example ${next}` } : {}),
      ...place,
    };
    if (live === expected) {
      const message = `the policy changes its meaning, but ${source} still gives the live id ${live}, expected a new one`;
      // The fault was there before: who proposes something else is warned only.
      return changedInPullRequest === false
        ? [
            {
              ...more,
              message: `${message}; the target branch has this already`,
              severity: "warning",
            },
          ]
        : [{ ...more, message }];
    }
    const target = targetBranch.status === "found" ? targetBranch.value : undefined;
    const isKept = place !== undefined && target?.recordId === expected;
    return changedInPullRequest === true && isKept
      ? [
          {
            ...more,
            message: `the policy changes its meaning, but recordFile gives the id ${expected} as it does on ${quoteName(target.name)}, expected a new one`,
            severity: "warning",
          },
        ]
      : [];
  },
});
