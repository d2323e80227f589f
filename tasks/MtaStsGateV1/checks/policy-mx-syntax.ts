import { MAX_LABEL_OCTETS, MAX_NAME_LENGTH } from "../mta-sts/limits";
import { invisibleCharacterAt, type MxPatternDefect } from "../mta-sts/mx-pattern";
import { type BadMxValue, badMxValues, type MxFault } from "./bad-mx-values";
import { defineCheck } from "./check";
import { isNoHost } from "./policy-mx-placeholder";
import { VOID_POLICY } from "./policy-phrases";

const DEFECTS: readonly MxPatternDefect[] = [
  "empty",
  "mail-address",
  "invisible-character",
  "label-too-long",
  "name-too-long",
  "syntax",
];

export const policyMxSyntax = defineCheck({
  id: "policy-mx-syntax",
  title: "mx value that is not a host name",
  severity: "error",
  area: "policyText",
  citation: { rfc: 8461, section: "3.2" },
  why: `An mx field holds the name of an MX host, or "*." and the name that several share. One bad mx field is enough. ${VOID_POLICY}`,
  fix: "Write the name of the MX host as DNS has it, without the dot at its end.",
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) =>
    badMxValues(text, DEFECTS, (bad) => (isNoHost(bad.value) ? undefined : faultOf(bad))),
});

function faultOf({ value, defect }: BadMxValue): MxFault {
  switch (defect) {
    case "empty":
      return { seen: "is empty", expected: "a host name" };
    case "mail-address":
      return { seen: "has an @, as in a mail address", expected: "the name of the MX host" };
    case "invisible-character":
      return {
        seen: `has the invisible character ${codePointIn(value)}`,
        expected: "visible ASCII",
      };
    case "label-too-long":
      return {
        seen: "has a label that is too long",
        expected: `at most ${MAX_LABEL_OCTETS} characters between dots`,
      };
    case "name-too-long":
      return { seen: "is too long", expected: `at most ${MAX_NAME_LENGTH} characters` };
    default:
      return {
        seen: "is not a host name",
        expected: "labels of letters, digits and inner hyphens with single dots between",
      };
  }
}

function codePointIn(value: string): string {
  const code = value.charCodeAt(invisibleCharacterAt(value));
  return `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}
