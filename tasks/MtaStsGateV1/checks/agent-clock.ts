import type { ServedPolicy } from "../deployment";
import { quoteName } from "../quote";
import { utc } from "../utc";
import { defineCheck, type Finding } from "./check";

const DAY_MS = 86_400_000;

export const agentClock = defineCheck({
  id: "agent-clock",
  title: "The clock of the agent is wrong",
  severity: "warning",
  area: "clock",
  citation: { practice: "dates of certificates, ids and max_age" },
  why: "By a wrong clock a certificate seems expired or valid when it is not, and ids and dates that the gate proposes are wrong.",
  fix: "Set the clock of the agent, or let it follow a time server.",
  needs: ["policyResource"],
  judge: ({ policyResource }, { deployedSite, gatheredAt }) => {
    const sites = [
      policyResource,
      ...(deployedSite.status === "found" ? [deployedSite.value] : []),
    ];
    return sites.flatMap((site) => difference(site, gatheredAt) ?? []).slice(0, 1);
  },
});

/** What the server's Date header (RFC 9110 section 6.6.1) says against the agent's clock. */
function difference({ host, fetch }: ServedPolicy, gatheredAt: string): Finding | undefined {
  const headers = fetch.exchanges.flatMap((exchange) => exchange.headers ?? []);
  const theirs = Date.parse(headers.find(([name]) => name === "date")?.[1] ?? "");
  const apart = Date.parse(gatheredAt) - theirs;
  // An invalid date makes this NaN, which compares as false.
  if (!(Math.abs(apart) > DAY_MS)) return undefined;
  const days = Math.round(Math.abs(apart) / DAY_MS);
  const way = apart > 0 ? "ahead" : "behind";
  return {
    message: `the agent's clock says ${utc(gatheredAt)}, but ${quoteName(host)} says ${utc(new Date(theirs).toISOString())}: it is about ${days} ${days === 1 ? "day" : "days"} ${way}`,
  };
}
