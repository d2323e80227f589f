import { quote } from "../quote";
import { defineCheck } from "./check";

export const idExpression = defineCheck({
  id: "id-expression",
  title: "The id in recordFile is computed",
  severity: "note",
  area: "remark",
  citation: { practice: "keeping the TXT record in the repository" },
  why: "The gate runs no Terraform, Bicep or script. It compares the live id with the hash of the policy text, which only fits an expression that makes the same hash.",
  fix: 'Make the id the first 32 hex digits of the SHA-256 of the policy text without CR, in Terraform substr(sha256(replace(file(p), "\\r", "")), 0, 32), or give its value in expectedId.',
  needs: [],
  judge: (_seen, { id }) =>
    id.expression === undefined
      ? []
      : [
          {
            message: `the id is the expression ${quote(id.expression)}, so the live id is compared with the content hash of the policy`,
            ...id.place,
          },
        ],
});
