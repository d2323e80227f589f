// Ways in which a DNS server misbehaves, as data.
import type { RecordType } from "dns-packet";

/** What goes wrong. */
export type FaultKind =
  | { readonly kind: "servfail" | "refused" | "formerr" | "notimp" }
  /** No answer; with `times` lost packets, with `transport: "udp"` a server that is heard over TCP only. */
  | { readonly kind: "silence" }
  | { readonly kind: "delay"; readonly seconds: number }
  /** TC and no records, over UDP only. */
  | { readonly kind: "truncate" }
  /** Octets that are no DNS message. */
  | { readonly kind: "garbage" }
  /** A whole answer to another question, or one that is cut off inside its last record. */
  | { readonly kind: "wrong-id" | "wrong-question" | "wrong-owner" | "cut-off" }
  /** FORMERR, with the header alone, to whoever uses EDNS. */
  | { readonly kind: "no-edns" }
  /** Nothing in the authority section. */
  | { readonly kind: "no-authority" }
  /** AA clear, whatever the role. */
  | { readonly kind: "not-authoritative" }
  /** Only the first link of a CNAME chain. */
  | { readonly kind: "half-chain" }
  /** All names in capitals. */
  | { readonly kind: "upper-case" }
  /** Ends a TCP connection instead of answering. */
  | { readonly kind: "close" };

/** A fault and the questions that it hits; a field that is left out hits all. */
export type Fault = FaultKind & {
  readonly name?: string;
  readonly type?: RecordType;
  readonly transport?: "udp" | "tcp";
  /** Only the first so many of these questions are hit. */
  readonly times?: number;
};

/** A question as it arrived. `name` lower-case. */
export interface AskedQuestion {
  readonly name: string;
  readonly type: RecordType;
  readonly transport: "udp" | "tcp";
  /** RD. */
  readonly recursionDesired: boolean;
  readonly edns: boolean;
  /** Address of who asked, and the port it was sent from. */
  readonly from: string;
  readonly fromPort: number;
  readonly id: number;
  /** When it came, in milliseconds of the clock `performance`. */
  readonly at: number;
}

/** True where the fault is meant for the question. */
export function isHit(fault: Fault, asked: AskedQuestion): boolean {
  return (
    (fault.name === undefined || fault.name.toLowerCase() === asked.name) &&
    (fault.type === undefined || fault.type === asked.type) &&
    (fault.transport === undefined || fault.transport === asked.transport)
  );
}
