// The report: what every output is made from. Fields of `Report` are the file of docs/report.md; none is ever renamed.
import type { Severity } from "../checks/check";
import type { UpdateState } from "../deployment";
import type { Mode } from "../mta-sts/policy";
import type { Stage } from "../options";

/** The worst that a run or a domain has: errors, warnings, or notes at most. */
export type Result = "passed" | "warnings" | "failed";

/** How an observation stands: `unverified` is a question without a usable answer, never a pass. */
export type SeenStatus = "valid" | "invalid" | "absent" | "skipped" | "unverified";

/** A policy as seen in the repository or at the policy host. */
export interface SeenPolicy {
  readonly status: SeenStatus;
  /** Why, in one word: NXDOMAIN, CERT_HAS_EXPIRED, HTTP_STATUS, … */
  readonly code?: string;
  readonly mode?: Mode;
  /** Seconds. */
  readonly maxAge?: number;
  readonly mx?: readonly string[];
}

/** What was seen of a domain, before any judgment. */
export interface Seen {
  readonly policyFile: SeenPolicy & { readonly path?: string };
  readonly record: {
    readonly status: SeenStatus;
    readonly code?: string;
    readonly id?: string;
    /** Seconds. */
    readonly ttl?: number;
    readonly detail?: string;
  };
  readonly policyResource: SeenPolicy & {
    readonly httpStatus?: number;
    readonly seconds?: number;
    readonly detail?: string;
  };
  readonly mx: {
    readonly status: SeenStatus;
    readonly code?: string;
    readonly hosts: readonly {
      readonly host: string;
      readonly preference: number;
      /** By the committed policy, in `monitor` by the served one; left out where there is none. */
      readonly covered?: boolean;
      /** STARTTLS and the certificate, as a sender under enforce asks for them; left out for the null MX. */
      readonly startTls?: { readonly status: SeenStatus; readonly code?: string };
    }[];
  };
  readonly tlsrpt: {
    readonly status: SeenStatus;
    readonly code?: string;
    /** URIs that reports go to. */
    readonly rua?: readonly string[];
  };
}

/** One thing wrong, somewhere. */
export interface Problem {
  readonly check: string;
  readonly severity: Severity;
  readonly message: string;
  readonly fix: string;
  /** Relative to the repository root, forward slashes. */
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
  readonly column?: number;
  /** The line itself, where it belongs to the policy file and is short enough to show. */
  readonly excerpt?: string;
  /** What it means for mail. */
  readonly why: string;
}

/** How each check came out. */
export type Outcome = "passed" | "problems" | "unverified" | "skipped";

/** How many problems of each severity there are, and checks without one. */
export interface Counts {
  readonly error: number;
  readonly warning: number;
  readonly note: number;
  /** Checks, not problems, from here on. */
  readonly passed: number;
  readonly unverified: number;
  readonly skipped: number;
}

/** The report on one Policy Domain. */
export interface DomainReport {
  /** "" where `lint` was given none. */
  readonly domain: string;
  readonly result: Result;
  readonly seen: Seen;
  readonly id: {
    readonly live?: string;
    readonly expected?: string;
    readonly next?: string;
    readonly scheme: string;
    readonly inStep: true | false | "unknown";
  };
  readonly update: {
    readonly state: UpdateState;
    readonly policyChanged: true | false | "unknown";
    readonly nextStep: string;
    /** The record set to publish, replacing the old one; left out where there is none to publish. */
    readonly record?: string;
  };
  readonly problems: readonly Problem[];
  readonly correctedPolicy?: string;
  readonly counts: Counts;
}

/** The report on a run. */
export interface Report {
  readonly schema: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly stage: Stage;
  readonly startedAt: string;
  readonly finishedAt: string;
  /** The worst of all domains; `failOn` does not touch it. */
  readonly result: Result;
  readonly domains: readonly DomainReport[];
}
