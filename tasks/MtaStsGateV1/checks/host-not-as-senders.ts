import { defineCheck } from "./check";

export const hostNotAsSenders = defineCheck({
  id: "host-not-as-senders",
  title: "The policy host was not seen as senders see it",
  severity: "error",
  area: "unverified",
  citation: { rfc: 8461, section: "3.3" },
  why: "Senders use no proxy of yours and trust no private authority. What came through them says nothing of what senders get.",
  fix: "Let the agent reach the policy host as senders do: an entry in the proxy's bypass list, an exception from TLS inspection, or IPv6 where there is no other address.",
  needs: ["policyResource"],
  judge: ({ policyResource: { host, notAsSenders } }) =>
    notAsSenders === undefined
      ? []
      : [{ message: `${host} was not seen as senders see it: ${notAsSenders}` }],
});
