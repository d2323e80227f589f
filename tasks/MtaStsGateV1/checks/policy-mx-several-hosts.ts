import { intendedValue } from "../mta-sts/intended-value";
import { isPlausibleValue } from "../mta-sts/near-miss";
import { quote } from "../quote";
import { type BadMxValue, badMxValues, type MxFault } from "./bad-mx-values";
import { defineCheck } from "./check";
import { VOID_POLICY, writeLine } from "./policy-phrases";

const MAX_HOSTS_NAMED = 5;
const MAX_VALUE_LENGTH = 1000;

export const policyMxSeveralHosts = defineCheck({
  id: "policy-mx-several-hosts",
  title: "Several hosts in one mx field",
  severity: "error",
  area: "policyText",
  citation: { rfc: 8461, section: "3.2" },
  why: `Each MX host has its own mx field on its own line. ${VOID_POLICY}`,
  fix: 'Write one line "mx: <host>" for each host.',
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) => badMxValues(text, ["several-hosts"], faultOf),
});

function faultOf({ value }: BadMxValue): MxFault {
  const host = /^[0-9]{1,5}[ \t]+([^ \t]+)$/.exec(value)?.[1];
  const bare = host === undefined ? undefined : intendedValue("mx", host);
  return bare === undefined
    ? { seen: "is not one host name", expected: "one host in each mx field", fix: fixFor(value) }
    : {
        seen: "starts with the preference of an MX record",
        expected: "the host name alone",
        fix: writeLine("mx", bare),
      };
}

function fixFor(value: string): string | undefined {
  const words = value.slice(0, MAX_VALUE_LENGTH).split(/[ \t,;"'[\]]+/);
  const hosts = words
    .flatMap((word) => intendedValue("mx", word) ?? [])
    .filter((host) => isPlausibleValue("mx", host))
    .slice(0, MAX_HOSTS_NAMED);
  if (hosts.length < 2) return undefined;
  return `Write each on its own line: ${hosts.map((host) => quote(`mx: ${host}`)).join(", ")}`;
}
