import { quote } from "../quote";
import { defineCheck, type Finding } from "./check";
import { VOID_POLICY } from "./policy-phrases";

export const policyNotAPolicy = defineCheck({
  id: "policy-not-a-policy",
  title: "Something else instead of a policy",
  severity: "error",
  area: "policyText",
  citation: { rfc: 8461, section: "3.2" },
  why: VOID_POLICY,
  fix: 'Write the policy: "version: STSv1", a mode, a max_age and one "mx:" line for each MX host, each on its own line.',
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) => {
    const line = text.lines.find(({ defect }) => defect !== "blank");
    if (text.kind !== "other" || line === undefined) return [];
    if (isLink(text.lines.map((one) => one.text))) return [link(line.text, line.number)];
    const looks = /^[[{]/.test(line.text.trimStart()) ? " (it looks like JSON)" : "";
    const message = `no line is a policy field${looks}, the text starts with ${quote(line.text.trim())}, expected "version: STSv1"`;
    return [{ message, line: line.number, column: 1 }];
  },
});

/** git writes the target of a link, and no line end behind it, into a file where it may make no links. */
function isLink(lines: readonly string[]): boolean {
  const [path = "", ...others] = lines;
  return others.length === 0 && /^[^\s:<>"|?*]*\/[^\s:<>"|?*/]*\.\w+$/.test(path);
}

function link(path: string, line: number): Finding {
  return {
    message: `no line is a policy field, the text is ${quote(path)}, as a symbolic link is checked out without core.symlinks (on Windows), expected "version: STSv1"`,
    fix: "Commit the policy itself in place of the link, or let the agent's git check out links: core.symlinks=true.",
    line,
    column: 1,
  };
}
