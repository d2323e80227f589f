import { defineCheck } from "./check";

export const hostSplitDns = defineCheck({
  id: "host-split-dns",
  title: "The agent's resolver gives an internal address for the policy host",
  severity: "warning",
  area: "unverified",
  citation: { practice: "split DNS: one answer inside a network, another outside" },
  why: "Senders get the public address. The gate used that one, as the authoritative name servers give it.",
  fix: "Set dnsServers to a public resolver, so that every question is answered as for senders.",
  needs: [],
  judge: (_seen, { splitDns }) =>
    splitDns.length === 0
      ? []
      : [
          {
            message: `the resolver gives the internal address ${splitDns.join(", ")} for the policy host, its name servers give others`,
          },
        ],
});
