import { judgedLines } from "../mta-sts/judged-lines";
import { defineCheck } from "./check";

export const policyMixedLineEndings = defineCheck({
  id: "policy-mixed-line-endings",
  title: "LF and CRLF mixed",
  severity: "note",
  area: "policyText",
  citation: { practice: "one kind of line ending in a file; RFC 8461 section 3.2 allows both" },
  why: "Senders accept both, mixed as well; some checkers do not, and an editor may add a third kind.",
  fix: "Save the file with one kind of line ending; a line in .gitattributes keeps it.",
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) => {
    const lines = judgedLines(text).filter(({ end }) => end !== "none");
    const crlf = lines.filter(({ end }) => end === "CRLF");
    const lf = lines.filter(({ end }) => end === "LF");
    const isMixed = crlf.length > 0 && lf.length > 0 && crlf.length + lf.length === lines.length;
    if (!isMixed) return [];
    const odd = lines.find(({ end }) => end !== lines[0]?.end);
    return [
      {
        message: `line endings are mixed, CRLF: ${crlf.length}, LF: ${lf.length}, expected one kind`,
        /* c8 ignore next -- there are two kinds of line ends */
        line: odd?.number ?? 1,
        /* c8 ignore next -- there are two kinds of line ends */
        column: (odd?.text.length ?? 0) + 1,
      },
    ];
  },
});
