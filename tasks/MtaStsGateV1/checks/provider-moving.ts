import { canBeSame, labelsAbove, nameOf } from "../mta-sts/provider-match";
import { EXCHANGE_ONLINE_KINDS } from "../mta-sts/providers";
import { quote, quoteName } from "../quote";
import { defineCheck } from "./check";
import type { LegalMxLine } from "./legal-mx-lines";
import { knownMxHosts, providerLines, uncovered } from "./provider-hosts";

const MOVES = [
  { to: "newer", from: "older" },
  { to: "older", from: "newer" },
] as const;

export const providerMoving = defineCheck({
  id: "provider-moving",
  title: "Policy and MX records disagree about a move inside Exchange Online",
  severity: "warning",
  area: "policyText",
  citation: { rfc: 8461, section: "8.1" },
  why: "Exchange Online gives a domain that turns DNSSEC on another MX host, below mx.microsoft instead of mail.protection.outlook.com. During the move both stand in DNS, and senders keep the policy that they have until its max_age is over.",
  fix: "Cover both hosts while the move lasts.",
  needs: ["policyFile", "mx"],
  judge: ({ policyFile: { text } }, deployment) => {
    const lines = providerLines(text);
    /* c8 ignore next -- the check needs them */
    const open = uncovered(knownMxHosts(deployment) ?? [], lines);
    return MOVES.flatMap(({ to, from }) => {
      const moved = open.filter((host) => isOfKind(to, host));
      const [first] = lines.filter(({ pattern }) => isOfKind(from, nameOf(pattern)));
      // A pattern of the other kind is there, but wrong: other checks say how.
      const isTried = lines.some((line) => isAbout(to, line));
      if (moved.length === 0 || first === undefined || isTried) return [];
      return moved.map((host) => ({
        message: `MX host ${quoteName(host)} is of the ${to} kind at Exchange Online, and ${quote(first.pattern.text)} covers only the ${from} kind, expected both during a move`,
        line: first.number,
        column: first.column,
        fix: `Add ${quote(`mx: ${host}`)}; remove ${quote(`mx: ${first.pattern.text}`)} only when no MX record of its kind is left`,
      }));
    });
  },
});

type Kind = keyof typeof EXCHANGE_ONLINE_KINDS;

function isOfKind(kind: Kind, name: string): boolean {
  return EXCHANGE_ONLINE_KINDS[kind].hosts.some((host) => canBeSame(host, name));
}

function isAbout(kind: Kind, { pattern }: LegalMxLine): boolean {
  return EXCHANGE_ONLINE_KINDS[kind].hosts.some(
    (host) => labelsAbove(host, pattern.base) !== undefined,
  );
}
