import { homoglyphIn } from "../mta-sts/homoglyphs";
import { quote } from "../quote";
import { type BadMxValue, badMxValues, type MxFault } from "./bad-mx-values";
import { defineCheck } from "./check";
import { VOID_POLICY, writeLine } from "./policy-phrases";

export const policyMxULabel = defineCheck({
  id: "policy-mx-u-label",
  title: "mx pattern that is not ASCII",
  severity: "error",
  area: "policyText",
  citation: { rfc: 8461, section: "3.2" },
  why: `MX records carry A-labels (xn--…), and senders compare names octet by octet. A letter of another script that only looks Latin makes another name. ${VOID_POLICY}`,
  fix: "Write the name with its A-labels (xn--…), as DNS has it.",
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) => badMxValues(text, ["u-label"], faultOf),
});

function faultOf({ value, suggestion }: BadMxValue): MxFault {
  const homoglyph = homoglyphIn(value);
  if (homoglyph !== undefined) {
    const { codePoint, latin } = homoglyph;
    return {
      seen: `has ${codePoint}, which only looks like a Latin letter`,
      expected: quote(latin),
      fix: writeLine("mx", latin),
    };
  }
  const expected =
    suggestion === undefined ? "a name in ASCII" : `its A-labels ${quote(suggestion)}`;
  return { seen: "is not ASCII", expected };
}
