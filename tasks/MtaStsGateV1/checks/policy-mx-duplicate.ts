import { quote } from "../quote";
import { defineCheck } from "./check";
import { legalMxLines } from "./legal-mx-lines";
import { byRun } from "./line-places";

export const policyMxDuplicate = defineCheck({
  id: "policy-mx-duplicate",
  title: "mx pattern that is repeated",
  severity: "note",
  area: "policyText",
  citation: {
    practice: "each pattern once; a repeated one often stands where another host was meant",
  },
  why: "A repeated pattern does no harm, but the host that was meant in its place may be missing.",
  fix: "Remove the line, or write the host that was meant.",
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) => {
    const firstLines = new Map<string, number>();
    const repeated = legalMxLines(text).flatMap((line) => {
      const key = `${line.pattern.wildcard ? "*." : ""}${line.pattern.base}`;
      const firstLine = firstLines.get(key);
      if (firstLine === undefined) firstLines.set(key, line.number);
      return firstLine === undefined ? [] : [{ ...line, firstLine }];
    });
    return byRun(repeated).map(({ first, likewise }) => ({
      message: `mx pattern ${quote(first.pattern.text)} stands in line ${first.firstLine} already, expected once${likewise}`,
      line: first.number,
      column: first.column,
    }));
  },
});
