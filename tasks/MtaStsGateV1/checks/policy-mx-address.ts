import { mxLines } from "../mta-sts/judged-lines";
import { isAddressPattern } from "../mta-sts/mx-pattern";
import { quote } from "../quote";
import { defineCheck } from "./check";
import { byRun } from "./line-places";

export const policyMxAddress = defineCheck({
  id: "policy-mx-address",
  title: "IP address as mx pattern",
  severity: "error",
  area: "policyText",
  citation: { rfc: 8461, section: "4.1" },
  why: "MX records hold names, never addresses. An IPv4 address passes the grammar but matches nothing, so under enforce no mail goes there; any other form spoils the whole text.",
  fix: "Write the name of the MX host as DNS has it.",
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) => {
    const addresses = mxLines(text)
      .filter(({ reading }) =>
        reading.ok ? isAddressPattern(reading.pattern) : reading.defect === "address-literal",
      )
      .map(({ line, value }) => ({ ...line, value }));
    return byRun(addresses).map(({ first, likewise }) => ({
      message: `mx value ${quote(first.value)} is an IP address, expected a host name${likewise}`,
      line: first.number,
      column: first.field.valueColumn,
    }));
  },
});
