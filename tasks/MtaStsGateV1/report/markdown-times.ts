// Times of the look-ups in the summary, held against what senders allow. Pure.
import { secondsToServe } from "../checks/interop-slow";
import type { Conclusion } from "../conclude";
import { SENDER_PATIENCE } from "../mta-sts/sender-limits";
import { serverWords } from "./log-dns";
import { addressRows } from "./log-host";
import { prose, table } from "./markdown-text";

/** Seconds that RFC 8461 section 3.3 suggests. */
const SUGGESTED = { sender: "RFC 8461 section 3.3", seconds: 60 };

/** The section about times; empty where nothing was fetched. */
export function timeSection({ deployment }: Conclusion): readonly string[] {
  const { policyResource } = deployment;
  const servers = serverWords(deployment);
  const rows = [
    ...addressRows(deployment).map((row) => `- policy host ${prose(row)}`),
    ...(servers === "" ? [] : [`- name servers ${prose(servers)}`]),
  ];
  if (rows.length === 0) return [];
  const answered = policyResource.status === "found" && policyResource.value.policy !== undefined;
  return [
    "### Times",
    rows.join("\n"),
    ...(answered ? [budgets(secondsToServe(policyResource.value))] : []),
  ];
}

function budgets(seconds: number): string {
  const rows = [...SENDER_PATIENCE, SUGGESTED].map((one) => [
    one.sender,
    `${one.seconds} s`,
    seconds > one.seconds ? `**too slow** (${seconds.toFixed(2)} s)` : `${seconds.toFixed(2)} s`,
  ]);
  return table(["Sender", "Waits", "The policy took"], rows);
}
