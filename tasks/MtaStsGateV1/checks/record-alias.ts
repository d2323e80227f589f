import { quoteName } from "../quote";
import { defineCheck } from "./check";

export const recordAlias = defineCheck({
  id: "record-alias",
  title: "The TXT record is a provider's",
  severity: "note",
  area: "remark",
  citation: { rfc: 8461, section: "8.2" },
  why: "The id then changes where the alias leads to, so the gate proposes no record to publish.",
  fix: "Let the provider change the id whenever the policy changes.",
  needs: ["record"],
  judge: ({ record: { name, aliases } }) =>
    aliases.length === 0
      ? []
      : [
          {
            message: `${name} is an alias of ${aliases.map((target) => quoteName(target)).join(", an alias of ")}`,
          },
        ],
});
