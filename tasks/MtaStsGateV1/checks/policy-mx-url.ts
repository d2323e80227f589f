import { badMxValues } from "./bad-mx-values";
import { defineCheck } from "./check";
import { VOID_POLICY } from "./policy-phrases";

export const policyMxUrl = defineCheck({
  id: "policy-mx-url",
  title: "URL, port or path as mx pattern",
  severity: "error",
  area: "policyText",
  citation: { rfc: 8461, section: "3.2" },
  why: `An mx field names a host, nothing of a URL. ${VOID_POLICY}`,
  fix: "Write the bare host name.",
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) =>
    badMxValues(text, ["url"], () => ({
      seen: "has parts of a URL",
      expected: "a bare host name",
    })),
});
