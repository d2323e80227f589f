import { linesWith } from "../mta-sts/judged-lines";
import type { PolicyText } from "../mta-sts/policy";
import type { PolicyLine } from "../mta-sts/policy-lines";
import { defineCheck } from "./check";
import { asOneGroup } from "./line-places";
import { VOID_POLICY } from "./policy-phrases";

export const policyBlankLine = defineCheck({
  id: "policy-blank-line",
  title: "Blank line in the policy",
  severity: "error",
  area: "policyText",
  citation: { rfc: 8461, section: "3.2" },
  why: `The grammar has a field on every line; one line ending after the last field is allowed, a second is a blank line. Many senders are lenient, strict ones are not. ${VOID_POLICY}`,
  fix: "Remove the blank lines.",
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) => {
    const belowFrontMatter = linesBelowFrontMatter(text);
    const blank = linesWith(text, "blank").filter((line) => !belowFrontMatter.has(line));
    const written = text.lines.filter(({ defect }) => defect !== "blank");
    const [top, bottom] = [written[0]?.number ?? 0, written.at(-1)?.number ?? 0];
    return [
      ...told(
        "before the first field",
        blank.filter(({ number }) => number < top),
      ),
      ...told(
        "between fields",
        blank.filter(({ number }) => top < number && number < bottom),
      ),
      ...told(
        "after the last field",
        blank.filter(({ number }) => number > bottom),
      ),
    ];
  },
});

function told(where: string, lines: readonly PolicyLine[]) {
  const group = asOneGroup(lines);
  if (group === undefined) return [];
  const { first, place, isOne } = group;
  const message = `${place} ${isOne ? "is" : "are"} blank (${where}), expected a field on every line`;
  return [{ message, line: first.number, column: 1 }];
}

// Site generators drop the blank lines below front matter together with it.
function linesBelowFrontMatter({ lines }: PolicyText): ReadonlySet<PolicyLine> {
  const last = lines.findLastIndex(({ defect }) => defect === "front-matter");
  const next = lines.findIndex(({ defect }, at) => at > last && defect !== "blank");
  return new Set(last < 0 ? [] : lines.slice(last + 1, next < 0 ? lines.length : next));
}
