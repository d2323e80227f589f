import { isAddressPattern, mxPatternMatches, parseMxPattern } from "../mta-sts/mx-pattern";
import { type Policy, patternsOfVoid } from "../mta-sts/policy";
import { quoteName } from "../quote";
import { defineCheck, type Finding } from "./check";
import { softenedByMode } from "./severity";

/** The part of a policy that decides about MX hosts. */
type Covering = Pick<Policy, "mode" | "mx">;

/** The sentence of an MX host that a policy does not cover. */
export function notCovered(what: string, host: string, whose: string, policy: Covering): Finding {
  const outcome =
    policy.mode === "enforce"
      ? "so conforming senders refuse to deliver there (Exchange Online: NDR 5.4.8)"
      : `so conforming senders would refuse to deliver there if the mode were enforce instead of ${policy.mode}`;
  return {
    message: `${what} ${quoteName(host)} matches no mx pattern of the ${whose} ${policy.mode} policy, ${outcome}`,
    severity: softenedByMode("error", policy.mode),
  };
}

/** True for a withdrawn policy without patterns: RFC 8461 section 3.2 asks for none there, so no host is missing. */
export function needsNoPattern(policy: Covering): boolean {
  return policy.mode === "none" && policy.mx.length === 0;
}

/** True where a pattern of the policy covers the host (RFC 8461 section 4.1). */
export function isCovered(policy: Covering, host: string): boolean {
  return policy.mx.some((pattern) => mxPatternMatches(pattern, host));
}

/** The fix for a name that no mx field can hold (RFC 8461 section 3.2), or that no host on the internet has. */
export function cureOfOddName(host: string): Pick<Finding, "fix"> {
  const reading = parseMxPattern(host);
  const isPlain = reading.ok && !isAddressPattern(reading.pattern) && host.includes(".");
  return isPlain
    ? {}
    : { fix: "Let the MX record name a full host name such as mail.example.com, and add that" };
}

export const mxNotCovered = defineCheck({
  id: "mx-not-covered",
  title: "MX host not covered by the committed policy",
  severity: "error",
  area: "mxCommitted",
  citation: { rfc: 8461, section: "4.1" },
  why: "Under enforce, senders must not deliver to an MX host whose name no mx pattern matches. Mail waits and then bounces.",
  fix: "Add a line mx: with the host to the policy, or remove the MX record.",
  needs: ["policyFile", "mx"],
  judge: ({ policyFile, mx }) => {
    const policy = policyFile.text.policy ?? patternsOfVoid(policyFile.text);
    if (policy === undefined || needsNoPattern(policy)) return [];
    return mx
      .filter(({ host }) => host !== "" && !isCovered(policy, host))
      .map(({ host }) => ({
        ...notCovered("MX host", host, "committed", policy),
        fix: `Add the line mx: ${host} to the policy, or remove the MX record`,
        ...cureOfOddName(host),
      }));
  },
});
