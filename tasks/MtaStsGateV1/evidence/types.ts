// The raw evidence: what every look-up said, as plain JSON with its own clock, so that any run can be judged again.
// A probe reports, it does not judge: a 404 or a bad certificate is "found", only "no usable answer" is "failed".
import type { FunctionsApps } from "./functions-apps";
import type { PipelineFiles } from "./pipeline-files";
import type { SiteFolder } from "./site-folder";

/** Why a question got no usable answer. `code` is one word: SERVFAIL, TIMEOUT, ECONNREFUSED, CERT_HAS_EXPIRED, … */
export interface ProbeError {
  readonly code: string;
  readonly message: string;
  /** Of a TIMEOUT at an address that never answered any host of the run: it was waited for so briefly. */
  readonly withinSeconds?: number;
}

/** One answer from the world. "Not seen" is never "fine": the four kinds stay apart to the report. */
export type Observation<T> =
  | { readonly status: "found"; readonly value: T }
  /** An authoritative no: `code` is NXDOMAIN, NODATA or ENOENT. */
  | { readonly status: "absent"; readonly code: string; readonly detail: string }
  | { readonly status: "failed"; readonly error: ProbeError }
  | { readonly status: "skipped"; readonly reason: string };

/** A file of the repository. */
export interface RepositoryFile {
  /** Relative to the repository root, forward slashes. */
  readonly path: string;
  /** Size on disk in octets; larger than the decoded bytes where only the first MAX_FILE_OCTETS were kept. */
  readonly octets: number;
  readonly bytesBase64: string;
}

/** One step of a CNAME chain. Names are lower-case without the root dot; `ttl` in seconds. */
export interface CnameLink {
  readonly owner: string;
  readonly target: string;
  readonly ttl: number;
}

/** A positive DNS answer of one server. */
export interface Answer<T> {
  readonly records: readonly T[];
  /** Seconds; the smallest of the record set and of the CNAME chain before it. */
  readonly ttl: number;
  readonly chain: readonly CnameLink[];
  /** The AA bit (RFC 1035 section 4.1.1). */
  readonly authoritative: boolean;
  /** `address:port` that answered. */
  readonly server: string;
  /** Wall time of the question, retries included, in seconds. */
  readonly seconds: number;
}

/** What one authoritative name server said. `absent` is its NXDOMAIN or NODATA. */
export interface NameServerAnswer<T> {
  /** Host name from the NS record, lower-case without the root dot. */
  readonly host: string;
  /** The address asked; "" where the host has none (failed with NO_ADDRESS). */
  readonly address: string;
  readonly answer: Observation<Answer<T>>;
}

/** One question (name and type) put to the resolver and, where asked for, to every authoritative name server. */
export interface Lookup<T> {
  readonly name: string;
  readonly type: "TXT" | "MX" | "A" | "AAAA";
  readonly resolver: Observation<Answer<T>>;
  /** Apex of the zone that holds the final name of the CNAME chain. */
  readonly zone?: string;
  /** skipped: not asked, or all at internal addresses; failed: they could not be found or reached at all. */
  readonly nameServers: Observation<readonly NameServerAnswer<T>[]>;
}

/** The character-strings of one TXT record; each character is one octet (latin-1), so nothing is lost. */
export type TxtStrings = readonly string[];

/** One MX record; `exchange` is lower-case without the root dot, "" for the null MX (RFC 7505). */
export interface MxRecord {
  readonly preference: number;
  readonly exchange: string;
}

/** A certificate as the server presented it. Times are ISO 8601 in UTC. */
export interface CertificateFacts {
  readonly subject: string;
  readonly issuer: string;
  /** dNSName entries of the subjectAltName. */
  readonly dnsNames: readonly string[];
  readonly notBefore: string;
  readonly notAfter: string;
  readonly serialNumber: string;
  readonly fingerprint256: string;
  /** Number of certificates presented, the leaf included. */
  readonly chainLength: number;
  /** Kind of its public key as Node names it (`rsa`, `ec`, `ed25519`, …); left out where Node does not know it. */
  readonly keyType?: string;
  /** Size of the key: of the modulus, or of the curve. */
  readonly keyBits?: number;
  /** What it is signed with, e.g. `sha256WithRSAEncryption`; the object identifier where it is an uncommon one. */
  readonly signatureAlgorithm?: string;
  /** A SAN dNSName matches the host asked for (RFC 8461 sections 3.3 and 4.2: never the common name). */
  readonly matchesHost: boolean;
  /** OpenSSL's verdict on chain and dates against the trust anchors in force, e.g. CERT_HAS_EXPIRED; undefined: trusted. */
  readonly trustError?: string;
  /** Trusted only with the agent's own CA file added to the anchors. */
  readonly trustedOnlyByAgentCa: boolean;
}

/** What happened on one address. Seconds count from the start of the whole fetch. */
export interface HttpsExchange {
  readonly address: string;
  readonly port: number;
  /** How the connection was made: straight, by a `connectTo` line, or through the agent's proxy. */
  readonly via: "direct" | "connectTo" | "proxy";
  readonly timings: {
    readonly tcp?: number;
    readonly tls?: number;
    readonly headers?: number;
    readonly body?: number;
  };
  readonly tlsProtocol?: string;
  readonly certificate?: CertificateFacts;
  readonly httpStatus?: number;
  /** In order, names lower-case, values as latin-1 octets. */
  readonly headers?: readonly (readonly [string, string])[];
  readonly bodyBase64?: string;
  /** Octets of the body as far as they were read: at most one more than the limit. */
  readonly bodyOctets?: number;
  /** Set where the exchange broke off; what was seen before stays in the fields above. */
  readonly failure?: ProbeError & { readonly phase: "connect" | "tls" | "headers" | "body" };
}

/** One fetch of a policy resource under one clock. */
export interface PolicyFetch {
  readonly url: string;
  /** One per address tried, in the order of the addresses; empty where every address was refused. */
  readonly exchanges: readonly HttpsExchange[];
  /** Addresses that were not connected to because they are private, loopback or link-local. */
  readonly refusedAddresses: readonly string[];
  /** Seconds from the first DNS question to the last octet. */
  readonly seconds: number;
  /** The longest of them at a stretch in which the gate's own process was busy elsewhere; left out where it is short. */
  readonly busySeconds?: number;
  /** Where the trust anchors came from. */
  readonly anchors: "public" | "file";
}

/** The addresses of a host. */
export interface HostAddresses {
  readonly a: Lookup<string>;
  readonly aaaa: Lookup<string>;
  /** Internal addresses that the agent's resolver gives but the name servers do not. */
  readonly splitFrom: readonly string[];
}

/** A reply of an SMTP server (RFC 5321 section 4.2). */
export interface SmtpReply {
  readonly code: number;
  /** The text of each line, each character one octet (latin-1). */
  readonly lines: readonly string[];
}

/** Steps of the SMTP probe, in their order. */
export type SmtpPhase = "connect" | "greeting" | "ehlo" | "startTls" | "tls";

/** What happened on one address of an MX host. Seconds count from the start of the probe, DNS included. */
export interface SmtpExchange {
  readonly address: string;
  readonly port: number;
  /** How the connection was made: straight, or by a `connectTo` line. */
  readonly via: "direct" | "connectTo";
  readonly timings: { readonly [P in SmtpPhase]?: number };
  readonly greeting?: SmtpReply;
  /** As whom the probe greeted. */
  readonly clientName?: string;
  /** The replies to EHLO and STARTTLS. */
  readonly ehlo?: SmtpReply;
  readonly startTls?: SmtpReply;
  readonly tlsProtocol?: string;
  readonly certificate?: CertificateFacts;
  /** Set where the conversation broke off; what was seen before stays in the fields above. */
  readonly failure?: ProbeError & { readonly phase: SmtpPhase };
}

/** One SMTP probe of an MX host. No mail is sent. */
export interface SmtpSession {
  readonly addresses: HostAddresses;
  /** Addresses that were not connected to because they are private, loopback or link-local. */
  readonly refusedAddresses: readonly string[];
  /** One per address tried: all but the last did not accept the connection. */
  readonly exchanges: readonly SmtpExchange[];
  /** Seconds from the first DNS question to the end of the conversation. */
  readonly seconds: number;
}

/** What an earlier step of the same job saw before the deployment. */
export interface EarlierSight {
  readonly gatheredAt: string;
  readonly liveId?: string;
  /** The policy body that was served then. */
  readonly servedBodyBase64?: string;
}

/** One version of the policy file in the history of first parents. */
export interface CommittedVersion {
  /** Abbreviated hash of the commit that made it. */
  readonly commit: string;
  /** ISO 8601 in UTC, by the committer's clock. */
  readonly committedAt: string;
  /** Path at that time, relative to the pipeline's folder. */
  readonly path: string;
  /** Left out where the commit removed the file. */
  readonly bytesBase64?: string;
}

/** What git knows of the policy file. */
export interface PolicyHistory {
  /** Abbreviated hash of what is checked out. */
  readonly commit: string;
  readonly isShallow: boolean;
  /** False where there may be older versions than the last one: the clone is shallow, or there are too many. */
  readonly isComplete: boolean;
  /** Newest first; empty where the file was never committed, so far as is known. */
  readonly versions: readonly CommittedVersion[];
  /** Where the newest version removed the file by a move: its new path, relative to the pipeline's folder. */
  readonly movedTo?: string;
  /** Committed files whose path differs from this one's in case only, relative to the pipeline's folder. */
  readonly doubles?: readonly string[];
}

/** The target branch of a pull request. */
export interface TargetBranch {
  /** Abbreviated hash of the commit that was looked at. */
  readonly commit: string;
  /** Without `refs/heads/`. */
  readonly name?: string;
  /** absent: the branch has no such file, also not under the name that this pull request changes. */
  readonly policyFile: Observation<RepositoryFile>;
  readonly recordFile: Observation<RepositoryFile>;
}

/** Whether mail to a domain can arrive: its addresses are asked for only where it has no MX record. */
export interface MailDomain {
  readonly domain: string;
  readonly mx: Lookup<MxRecord>;
  readonly a?: Lookup<string>;
  readonly aaaa?: Lookup<string>;
}

/** All that was seen for one Policy Domain. */
export interface Evidence {
  readonly policyDomain: string;
  /** ISO 8601 in UTC: the only clock that interpretation and checks know. */
  readonly gatheredAt: string;
  readonly policyFile: Observation<RepositoryFile>;
  readonly recordFile: Observation<RepositoryFile>;
  /** The folder that is deployed, with the hosting files in and around it. */
  readonly site: Observation<SiteFolder>;
  /** absent: no Azure Functions app in the repository has to do with a policy. */
  readonly functions: Observation<FunctionsApps>;
  /** absent: the repository has none that runs the gate or deploys something. */
  readonly pipelines: Observation<PipelineFiles>;
  readonly record: Lookup<TxtStrings>;
  /** TXT at a label that nobody publishes: what comes back is a wildcard's. */
  readonly wildcard: Lookup<TxtStrings>;
  /** TXT where the record is put by mistake; asked only where the right name has no valid record. */
  readonly misplaced: readonly Lookup<TxtStrings>[];
  readonly tlsRpt: Lookup<TxtStrings>;
  /** Domains of the mailto addresses in the TLSRPT record. */
  readonly reportDomains: readonly MailDomain[];
  readonly mx: Lookup<MxRecord>;
  readonly policyHost: HostAddresses;
  readonly policyResource: Observation<PolicyFetch>;
  readonly deployedSite: Observation<PolicyFetch>;
  /** The SMTP probe of each MX host, planned ones included, by name; hosts beyond the limit are skipped. */
  readonly smtp: Readonly<Record<string, Observation<SmtpSession>>>;
  readonly earlier: Observation<EarlierSight>;
  /** absent with NO_GIT, NO_REPOSITORY or NO_COMMIT: there is none. */
  readonly history: Observation<PolicyHistory>;
  /** Looked at in pull requests only; failed with SHALLOW or NO_TARGET where the clone has it not. */
  readonly targetBranch: Observation<TargetBranch>;
}

/** The whole of a run, as written to evidence.json. */
export interface EvidenceFile {
  readonly schema: 1;
  readonly options: import("../options").Options;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly domains: readonly Evidence[];
}
