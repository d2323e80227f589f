import { defineCheck } from "./check";

export const idUnjudged = defineCheck({
  id: "id-unjudged",
  title: "Whether the id is in step cannot be judged",
  severity: "note",
  area: "remark",
  citation: { rfc: 8461, section: "3.1" },
  why: "The RFC ties id and policy by nothing. A forgotten id change would go unnoticed.",
  fix: "Use the content hash as id (see idScheme), or name the id in expectedId or recordFile.",
  needs: ["record"],
  judge: ({ record }, { id, options, policyChanged }) => {
    const isOpen = record.reading.kind === "valid" && id.inStep === "unknown";
    const isForeign = record.delegatedTo !== undefined;
    // Before a changed policy is deployed the id is due to be old, whatever it is.
    const isDue = policyChanged !== true && options.stage !== "monitor";
    return isOpen && !isForeign && isDue
      ? [
          {
            message: `whether the id ${id.live ?? ""} (scheme ${id.scheme}) is in step with the policy cannot be judged`,
          },
        ]
      : [];
  },
});
