import { isEndedByCr, judgedLines } from "../mta-sts/judged-lines";
import type { PolicyText } from "../mta-sts/policy";
import type { LineEnd, PolicyLine } from "../mta-sts/policy-lines";
import { defineCheck, type Finding } from "./check";
import { byRun } from "./line-places";
import { VOID_POLICY } from "./policy-phrases";

const NAMES: { readonly [E in LineEnd]?: string } = { CR: "a bare CR", CRCRLF: "CR CR LF" };

export const policyLineEnding = defineCheck({
  id: "policy-line-ending",
  title: "Line ending that is neither LF nor CRLF",
  severity: "error",
  area: "policyText",
  citation: { rfc: 8461, section: "3.2" },
  why: `To a sender a line ends with LF or CRLF; a CR elsewhere is a control character inside the line. ${VOID_POLICY}`,
  fix: "Save the file with LF or CRLF line endings.",
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) => [...badEnds(text, "CR"), ...badEnds(text, "CRCRLF")],
});

function badEnds(text: PolicyText, end: LineEnd): readonly Finding[] {
  const lines = judgedLines(text).filter((line) => line.end === end);
  if (end === "CR" && lines.length > 1 && isEndedByCr(text)) return [everyLine(lines)];
  return byRun(lines).map(({ first, place, isOne }) => ({
    message: `${place} ${isOne ? "ends" : "end"} with ${NAMES[end]}, expected LF or CRLF`,
    line: first.number,
    column: first.text.length + 1,
  }));
}

function everyLine(lines: readonly PolicyLine[]): Finding {
  return {
    message: `all ${lines.length} line endings are a bare CR, as on old Macs, expected LF or CRLF`,
    line: 1,
    /* c8 ignore next -- there is more than one line */
    column: (lines[0]?.text.length ?? 0) + 1,
  };
}
