// Limits of senders that are stricter than RFC 8461 section 3.3 suggests, as their sources have them.

/** How long senders wait for the whole policy, in seconds; the shortest first. */
export const SENDER_PATIENCE: readonly { readonly sender: string; readonly seconds: number }[] = [
  { sender: "postfix-tlspol", seconds: 2 },
  { sender: "postfix-mta-sts-resolver", seconds: 4 },
  { sender: "Halon", seconds: 5 },
  { sender: "rest-mail", seconds: 10 },
  { sender: "mailauth", seconds: 15 },
];

/** Octets of a policy that chasquid reads: 10 KiB. It takes what it has read for the whole. */
export const CHASQUID_POLICY_OCTETS = 10_240;
