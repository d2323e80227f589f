import { parseMxPattern } from "../mta-sts/mx-pattern";
import { type BadMxValue, badMxValues, type MxFault } from "./bad-mx-values";
import { defineCheck } from "./check";
import { VOID_POLICY, writeLine } from "./policy-phrases";

export const policyMxWildcard = defineCheck({
  id: "policy-mx-wildcard",
  title: "Wildcard in the wrong place",
  severity: "error",
  area: "policyText",
  citation: { rfc: 8461, section: "3.2" },
  why: `A wildcard stands for exactly the whole first label of a host name: "*." before a name. ${VOID_POLICY}`,
  fix: 'Write "*." and the rest of the host name, or each host by its full name.',
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) => badMxValues(text, ["wildcard"], faultOf),
});

function faultOf({ value }: BadMxValue): MxFault {
  if (/^\*\.?$/.test(value)) {
    const expected = 'a host name, or "*." before the name that the hosts share';
    return { seen: "would allow every host", expected };
  }
  // Behind a star alone stands a name whose dot was forgotten; in a label with letters the star counts others off.
  const widened = value.replace(/^(?:\*+(?=[^.*])|[^.]*\*[^.]*\.)/, "*.");
  const isPartial = /^\*\.[^.]+\./.test(widened) && parseMxPattern(widened).ok;
  return {
    seen: "has a wildcard that is not the whole first label",
    expected: '"*." before a host name, or the full name',
    fix: isPartial ? `${writeLine("mx", widened)}, or each host by its full name` : undefined,
  };
}
