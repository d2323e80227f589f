// What the evidence means: each observation read once. Interpretation fills it in, checks only look at it.

import type { MxHostSight, SmtpSight } from "./deployment/mx-hosts";
import type { Site, StaticWebApp } from "./deployment/site";
import type { CertificateFacts, Observation, PolicyFetch, ProbeError } from "./evidence/types";
import type { Functions } from "./interpret/functions";
import type { Policy, PolicyText } from "./mta-sts/policy";
import type { RecordReading } from "./mta-sts/record";
import type { TlsRptReading } from "./mta-sts/tls-rpt";
import type { Options } from "./options";
import type { PipelineTexts } from "./pipelines/view";

/** The committed policy. */
export interface PolicyFile {
  /** Relative to the repository root, forward slashes. */
  readonly path: string;
  readonly text: PolicyText;
  /** Where each of its lines stands in the file, where that is code which holds it as a text. */
  readonly places?: readonly { readonly line: number; readonly column: number }[];
}

/** The TXT record as the authoritative servers say it, or the resolver where they could not be asked. */
export interface Record {
  readonly name: string;
  readonly reading: RecordReading;
  /** Seconds. */
  readonly ttl: number;
  readonly source: "authoritative" | "resolver";
  /** Final owner name where `_mta-sts` is a CNAME. */
  readonly delegatedTo?: string;
  /** Every name that the alias chain leads over, the final one last. */
  readonly aliases: readonly string[];
  /** Name servers that answer otherwise than the one whose answer counts, each with what it gives. */
  readonly dissenting: readonly ServerSight[];
  /** Their ids. */
  readonly otherIds: readonly string[];
  /** Texts beside the record, as senders discard them. */
  readonly unrelated: readonly string[];
  /** A wildcard of the zone gives the same answer for any name. */
  readonly isWildcard: boolean;
  /** Why no authoritative name server was heard; undefined where one was. */
  readonly authorityMissing?: string;
}

/** What one address of an authoritative name server says to one question. */
export interface ServerSight {
  readonly host: string;
  /** "" where the host has none. */
  readonly address: string;
  /** In words that can be compared: `id 20260101000000Z`, `no record`. */
  readonly says?: string;
  /** Seconds that a positive answer took. */
  readonly seconds?: number;
  /** Why its answer is of no use to a resolver; then it says nothing. */
  readonly fault?: ProbeError;
}

/** What the resolver still answers where no authoritative server does; `ttl` in seconds, not known for a no. */
export interface StaleAnswer {
  readonly says: string;
  readonly ttl?: number;
}

/** The TLSRPT record (RFC 8460 section 3). */
export interface TlsRpt {
  readonly name: string;
  readonly reading: TlsRptReading;
  /** Wall time of the question. */
  readonly seconds: number;
  /** Mail domains that reports are sent to. */
  readonly reportDomains: readonly ReportDomain[];
}

/** A mail domain that TLSRPT reports are sent to. */
export interface ReportDomain {
  readonly domain: string;
  readonly receives: true | false | "unknown";
  /** Why it does not, or why that is unknown: NULL_MX, NXDOMAIN, SERVFAIL, … */
  readonly code?: string;
}

/** One MX record. */
export interface MxHost {
  /** Lower-case without the root dot; "" for the null MX. */
  readonly host: string;
  readonly preference: number;
}

/** Why a served policy is of no use to a sender, in the order a sender meets it. */
export type FetchFault =
  | { readonly kind: "private-address"; readonly addresses: readonly string[] }
  | {
      readonly kind: "connect" | "tls" | "timeout" | "reset";
      readonly error: ProbeError;
      readonly phase: "connect" | "tls" | "headers" | "body";
    }
  | { readonly kind: "certificate-name"; readonly dnsNames: readonly string[] }
  | {
      readonly kind: "certificate-trust";
      /** OpenSSL's name of the fault. */
      readonly code: string;
      readonly certificate: CertificateFacts;
    }
  | {
      readonly kind: "certificate-weak";
      /** In words that follow "the certificate". */
      readonly weakness: string;
    }
  | { readonly kind: "redirect"; readonly status: number; readonly location: string }
  | { readonly kind: "status"; readonly status: number }
  | { readonly kind: "media-type"; readonly mediaType: string | undefined }
  | { readonly kind: "content-encoding"; readonly encoding: string }
  | { readonly kind: "body-too-large"; readonly octets: number }
  | { readonly kind: "policy"; readonly text: PolicyText };

/** An address of the policy host that does not give what most senders get. */
export interface DissentingAddress {
  readonly address: string;
  /** In words: `status 404`, `ECONNREFUSED in phase connect`. */
  readonly says: string;
  /** It gives no response at all although another address does. */
  readonly isDead: boolean;
}

/** The policy resource as a sender sees it. */
export interface ServedPolicy {
  readonly host: string;
  readonly url: string;
  readonly fetch: PolicyFetch;
  /** All that is wrong on the address whose answer counts; empty: a sender gets the policy. */
  readonly faults: readonly FetchFault[];
  /** The body's reading where there was a complete body with status 200, whatever else was wrong. */
  readonly text?: PolicyText;
  /** The body's octets, for content hashes. */
  readonly body?: Uint8Array;
  /** Present exactly where a conforming sender would take the policy. */
  readonly policy?: Policy;
  readonly httpStatus?: number;
  readonly certificate?: CertificateFacts;
  /** Seconds that the fetch took. */
  readonly seconds: number;
  /** Set where the connection was not as a sender's: proxy or agent CA. The one reason, in words. */
  readonly notAsSenders?: string;
  /** Addresses that answered otherwise than the one that counts. */
  readonly dissenting: readonly DissentingAddress[];
}

/** How the live id stands to the committed policy (docs/architecture.md). */
export interface IdReading {
  readonly scheme: "explicit" | "contentHash" | "timestamp" | "opaque" | "none";
  readonly live?: string;
  readonly expected?: string;
  /** The id to publish next; the live one while the policy does not change its meaning. */
  readonly next?: string;
  readonly inStep: true | false | "unknown";
  /** The live id is a hash of a text with the committed policy's meaning, whatever the scheme. */
  readonly isContentHash: boolean;
  /** Place of the expected id where it comes from `recordFile`. */
  readonly place?: { readonly file: string; readonly line: number; readonly column: number };
  /** What makes the id in `recordFile`, where it is no literal there. */
  readonly expression?: string;
  /** The live id is a time before this commit changed the meaning of the policy, and no other way to judge it. */
  readonly olderThan?: Moment;
}

/** A commit and when it was made. */
export interface Moment {
  /** Abbreviated hash. */
  readonly commit: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

/** What git knows of the policy's past. */
export interface PolicyPast {
  readonly isShallow: boolean;
  /** False where there may be older versions than those that are known. */
  readonly isComplete: boolean;
  readonly wasCommitted: boolean;
  /** One of the versions that are known has mode testing. */
  readonly wasTesting: boolean;
  /** Where the last commit moved the file, relative to the pipeline's folder. */
  readonly movedTo?: string;
  /** Committed files whose path differs from the policy file's in case only; left out where there are none. */
  readonly doubles?: readonly string[];
  /** The first-parent commit that last changed the meaning of the committed policy. */
  readonly lastChange?: Moment;
  /** In its place where the history ends too early: the oldest commit known to have had this meaning. */
  readonly unchangedSince?: Moment;
  /** The commit that brought mode none, after which no other mode came. */
  readonly withdrawnBy?: Moment;
  /** The commit after which no policy was offered: mode none, or no file. */
  readonly goneSince?: Moment;
  /** Seconds: of the versions with another mode than none. */
  readonly largestMaxAge?: number;
}

/** The way to the removal of MTA-STS (RFC 8461 section 8.3). */
export interface Removal {
  /** Seconds that senders may keep a policy at most; undefined: the history does not tell. */
  readonly largestMaxAge?: number;
  /** When the offer ended; undefined: it has not, or the history does not tell. */
  readonly since?: Moment;
  /** ISO 8601 in UTC; undefined where one of the two is. */
  readonly safeFrom?: string;
  /** No later than this it is safe, if mode none is served by now. */
  readonly latest: string;
  readonly isSafe: boolean;
}

/** The target branch of a pull request, read. */
export interface Target {
  /** For messages: the branch, or else the commit. */
  readonly name: string;
  readonly hasPolicyFile: true | false | "unknown";
  readonly policy?: Policy;
  /** The id in its version of `recordFile`. */
  readonly recordId?: string;
}

/** Where the domain stands on the way of an update (RFC 8461 section 8.1). */
export type UpdateState =
  | "not judged"
  | "first deployment"
  | "unchanged"
  | "changed, not deployed"
  | "deployed, id old"
  | "deployed, id spreading"
  | "id before body"
  | "id changed alone"
  | "removal announced"
  | "removal too early"
  | "removed"
  | "unknown";

/** Everything a check may look at. */
export interface Deployment {
  readonly options: Options;
  readonly policyDomain: string;
  readonly gatheredAt: string;
  /** A TXT record exists or may exist, or a policy is served (docs/stages.md). */
  readonly announced: boolean;
  readonly policyFile: Observation<PolicyFile>;
  /** The folder that is deployed; skipped where another kind of project lies there. */
  readonly site: Observation<Site>;
  /** The same where it is known to be deployed to Static Web Apps. */
  readonly staticWebApp: Observation<StaticWebApp>;
  /** absent: NXDOMAIN or NODATA. */
  readonly record: Observation<Record>;
  /** The Azure Functions apps that serve a policy. */
  readonly functions: Observation<Functions>;
  /** The repository's Azure Pipelines, as texts: they are parsed where a check wants them. */
  readonly pipelines: Observation<PipelineTexts>;
  /** The id that was live before this deployment, as far as that is known. */
  readonly previousId?: string;
  readonly recordServers: readonly ServerSight[];
  readonly staleRecord?: StaleAnswer;
  /** The questions to which the resolver says SERVFAIL and the name servers give an answer. */
  readonly unresolved: readonly ("record" | "mx")[];
  /** Records of MTA-STS at names where no sender looks. */
  readonly misplaced: readonly { readonly name: string; readonly text: string }[];
  readonly tlsRpt: Observation<TlsRpt>;
  readonly mxServers: readonly ServerSight[];
  readonly staleMx?: StaleAnswer;
  readonly mx: Observation<readonly MxHost[]>;
  /** Every MX host that was probed, planned ones behind the others. */
  readonly mxHosts: Observation<readonly MxHostSight[]>;
  /** Those that accept a connection on port 25. failed: not one says a word there. */
  readonly smtp: Observation<readonly SmtpSight[]>;
  /** The committed policy has mode enforce, and the one before this deployment has not; false in lint and monitor. */
  readonly bringsEnforce: boolean;
  readonly policyResource: Observation<ServedPolicy>;
  /** Internal addresses that only the agent's own resolver gives for the policy host. */
  readonly splitDns: readonly string[];
  /** Every name that the policy host's alias chain leads over, the final one last; empty where it is no alias. */
  readonly hostAliases: readonly string[];
  readonly deployedSite: Observation<ServedPolicy>;
  /** The committed policy differs in meaning from the served one. */
  readonly policyChanged: true | false | "unknown";
  /** The policy that was served before this deployment, as far as it was seen; left out in lint and monitor. */
  readonly policyBefore?: Policy;
  readonly history: Observation<PolicyPast>;
  /** skipped outside pull requests. */
  readonly targetBranch: Observation<Target>;
  /** The pull request changes the meaning of the policy; undefined outside pull requests. */
  readonly changedInPullRequest?: true | false | "unknown";
  /** Set where the policy file is gone or has mode none. */
  readonly removal?: Removal;
  readonly id: IdReading;
  /** The id changes, though the one before belonged to this policy already. */
  readonly isIdAlone: boolean;
  readonly state: UpdateState;
}
