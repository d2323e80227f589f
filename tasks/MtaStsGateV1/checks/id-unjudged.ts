import type { IdReading } from "../deployment";
import { defineCheck } from "./check";
import { isGitReported } from "./git-wants";

/** Why the id alone says nothing. */
const REASONS: { readonly [S in IdReading["scheme"]]?: string } = {
  contentHash: "it is no hash of the policy text, and recordFile computes it otherwise",
  timestamp: "it is a time, and when the policy last changed is unknown",
  opaque: "it is neither a hash of the policy text nor a time",
};

export const idUnjudged = defineCheck({
  id: "id-unjudged",
  title: "Whether the id is in step cannot be judged",
  severity: "note",
  area: "remark",
  citation: { rfc: 8461, section: "3.1" },
  why: "The RFC ties id and policy by nothing. A forgotten id change would go unnoticed.",
  fix: "Use the content hash as id (input idScheme), or give the id in expectedId or recordFile.",
  needs: ["record"],
  judge: ({ record }, deployment) => {
    const { id, options, policyFile, policyChanged } = deployment;
    const isOpen = record.reading.kind === "valid" && id.inStep === "unknown";
    const isForeign = record.delegatedTo !== undefined;
    const isPolicy = policyFile.status === "found" && policyFile.value.text.policy !== undefined;
    // Before a changed policy is deployed the id is due to be old, whatever it is.
    const isDue = isPolicy && policyChanged !== true && options.stage !== "monitor";
    const reason = REASONS[id.scheme] ?? "no expected id is given";
    // Where only history is missing, that is what is reported.
    const isReported = id.scheme === "timestamp" && isGitReported(deployment);
    return isOpen && !isForeign && isDue && !isReported
      ? [
          {
            /* c8 ignore next -- where no id is live there is nothing to judge */
            message: `whether the id ${id.live ?? ""} is in step with the policy cannot be judged: ${reason}`,
          },
        ]
      : [];
  },
});
