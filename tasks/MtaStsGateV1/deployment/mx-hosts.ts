// MX hosts as senders meet them: what the probes mean. A part of the deployment.
import type {
  CertificateFacts,
  Observation,
  ProbeError,
  SmtpExchange,
  SmtpReply,
} from "../evidence/types";

/** An MX host and what its probe saw. */
export interface MxHostSight {
  /** Lower-case without the root dot. */
  readonly host: string;
  /** Only `plannedMx` names it, DNS does not yet. */
  readonly isPlanned: boolean;
  /** absent: the host has no address. failed: its addresses could not be had, or the time was over. */
  readonly probe: Observation<SmtpSight>;
}

/** An MX host that has addresses, as a sender meets it. */
export interface SmtpSight {
  readonly host: string;
  readonly isPlanned: boolean;
  /** What the name is an alias of. */
  readonly aliasOf?: string;
  /** Its internal addresses, which the gate does not connect to. */
  readonly internalAddresses: readonly string[];
  /** Internal addresses that only the agent's own resolver gives. */
  readonly splitFrom: readonly string[];
  /** The conversation that counts; undefined where every address is internal. */
  readonly exchange?: SmtpExchange;
  /** All that is wrong; empty: STARTTLS and the certificate are sound. */
  readonly faults: readonly SmtpFault[];
}

/** An unfit reply of an SMTP server, or why there was none. */
export type UnfitAnswer = { readonly reply: SmtpReply } | { readonly error: ProbeError };

/** Why a sender finds no sound STARTTLS at an MX host, in the order in which it meets the fault. */
export type SmtpFault =
  | { readonly kind: "internal-address"; readonly addresses: readonly string[] }
  | {
      readonly kind: "connection";
      readonly error: ProbeError;
      /** An IPv6 address and an agent without IPv6. */
      readonly isBeyondAgent: boolean;
    }
  | {
      readonly kind: "greeting";
      /** What the server should have answered. */
      readonly to: "connection" | "EHLO";
      readonly answer: UnfitAnswer;
    }
  | { readonly kind: "no-starttls" }
  | { readonly kind: "starttls-refused"; readonly answer: UnfitAnswer }
  | { readonly kind: "tls"; readonly error: ProbeError }
  | {
      readonly kind: "certificate-trust";
      readonly code: string;
      readonly certificate: CertificateFacts;
    }
  | { readonly kind: "certificate-name"; readonly dnsNames: readonly string[] };
