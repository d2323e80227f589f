import type { ServedPolicy } from "../deployment";
import { SENDER_PATIENCE } from "../mta-sts/sender-limits";
import { defineCheck } from "./check";
import { enumeration } from "./enumeration";

/** From here on more senders give up than one. */
const SLOW_SECONDS = 4;

export const interopSlow = defineCheck({
  id: "interop-slow",
  title: "Policy served slower than known senders wait",
  severity: "warning",
  area: "hostResponse",
  citation: {
    practice: "timeouts of known senders; RFC 8461 section 3.3 suggests one minute",
  },
  why: "Senders that give up sooner than the suggested minute have no policy then: their mail goes out as if MTA-STS were off, or by an older policy until that expires.",
  fix: "Serve the policy as a static file, close to senders and without a cold start.",
  needs: ["policyResource"],
  judge: ({ policyResource }) => {
    const seconds = secondsToServe(policyResource);
    const gone = SENDER_PATIENCE.filter((sender) => seconds > sender.seconds);
    if (policyResource.policy === undefined || gone.length === 0) return [];
    const names = enumeration(gone.map((one) => `${one.sender} (${one.seconds} s)`));
    return [
      {
        message: `${policyResource.host} took ${Math.round(seconds * 100) / 100} s to serve the policy, longer than ${names} ${gone.length === 1 ? "waits" : "wait"}`,
        severity: seconds > SLOW_SECONDS ? "warning" : "note",
      },
    ];
  },
});

/**
 * Seconds from the connection to the last octet, on the address whose answer counts. Without the look-up and the connection:
 * a lost packet there is no fault of the policy host, and other addresses may be dead. Nor is it one that the agent was
 * busy, with hundreds of other domains say.
 */
export function secondsToServe({ fetch }: ServedPolicy): number {
  const answered = fetch.exchanges.find(({ failure }) => failure === undefined);
  const { tcp = 0, body = 0 } = answered?.timings ?? {};
  return Math.max(0, body - tcp - (fetch.busySeconds ?? 0));
}
