import { judgedField, judgedLines } from "../mta-sts/judged-lines";
import { defineCheck } from "./check";

export const interopVersionNotFirst = defineCheck({
  id: "interop-version-not-first",
  title: "Version not on the first line",
  severity: "warning",
  area: "policyText",
  citation: {
    practice: "Google Workspace help; RFC 8461 section 3.2 leaves the order of fields free",
  },
  why: "Google documents that the version field must be on the first line of a policy. A sender that holds to it takes no policy from another order.",
  fix: 'Move "version: STSv1" to the first line.',
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) => {
    const line = judgedField(text, "version");
    // Blank lines, comments and the like before it have checks of their own.
    const [first] = judgedLines(text).filter(({ field }) => field !== undefined);
    if (line === undefined || first === undefined || first === line) return [];
    return [
      {
        message: `version is on line ${line.number}, expected on the first line, where Google asks for it`,
        line: line.number,
        column: line.field.nameColumn,
      },
    ];
  },
});
