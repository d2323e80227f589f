// What the user asked for, validated and complete: plain JSON, kept in evidence.json so that a run can be replayed.

/** Stages of a run, after `auto` has been resolved (docs/inputs.md). */
export const STAGES = ["lint", "pullRequest", "preDeploy", "postDeploy", "monitor"] as const;
/** One of `STAGES`. */
export type Stage = (typeof STAGES)[number];

export const ID_SCHEMES = ["auto", "explicit", "contentHash", "timestamp"] as const;
/** One of `ID_SCHEMES`. */
export type IdScheme = (typeof ID_SCHEMES)[number];

/** An IP address and a port, e.g. of a resolver. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** One line of `connectTo`: connections to `host:port` go to `address:addressPort` instead. */
export interface ConnectTo {
  readonly host: string;
  readonly port: number;
  readonly address: string;
  readonly addressPort: number;
}

/** The agent's web proxy, without its credentials (those never enter the evidence). */
export interface AgentProxy {
  readonly url: string;
  /** Regular expressions of URLs that bypass the proxy, as the agent hands them on. */
  readonly bypass: readonly string[];
}

/** The share that a job takes of the domains, where there are several jobs. */
export interface DomainShare {
  /** What is checked, in a line for the log. */
  readonly words: string;
  /** Which job this is, from 1, of how many; left out where the agent's numbers make no sense. */
  readonly job?: number;
  readonly jobs?: number;
}

/** Everything a run depends on besides the world. Paths are absolute unless said otherwise. */
export interface Options {
  readonly stage: Stage;
  /** True where the stage asked for was `postDeploy` but the build is a pull request's (docs/stages.md). */
  readonly demoted: boolean;
  /** Target branch of the pull request, without `refs/heads/`; undefined in other builds. */
  readonly targetBranch?: string;
  /** Policy Domains as lower-case A-labels; `[""]` in `lint` without a domain. With `share` those of this job, maybe none. */
  readonly domains: readonly string[];
  /** Which of the domains these are, where the job runs several times. */
  readonly share?: DomainShare;
  /** Root of the checked-out repository; every file the gate reads lies inside. */
  readonly repositoryRoot: string;
  /** Policy file relative to the repository, with forward slashes, may hold `{domain}`; undefined: none is judged. */
  readonly policyFile?: string;
  /** Folder that is deployed, relative to the repository, with forward slashes ("." for its root), may hold `{domain}`. */
  readonly siteRoot?: string;
  readonly expectedId?: string;
  /** Relative to the repository, with forward slashes, may hold `{domain}`. */
  readonly recordFile?: string;
  readonly idScheme: IdScheme;
  readonly previousId?: string;
  readonly idUpdate: "manual" | "pipeline";
  /** MX hosts that DNS will get soon, lower-case A-labels. */
  readonly plannedMx: readonly string[];
  readonly checkSmtp: "auto" | "always" | "never";
  /** Seconds for the whole policy fetch, 1 to 60 (RFC 8461 section 3.3). */
  readonly timeoutSeconds: number;
  /** Minutes that `postDeploy` waits, 0 to 60. */
  readonly waitMinutes: number;
  /** The site's own address, `https://host`. */
  readonly deployedUrl?: string;
  readonly dnsServers: readonly Endpoint[];
  readonly connectTo: readonly ConnectTo[];
  /** PEM file that replaces the public roots. */
  readonly trustAnchors?: string;
  /** PEM file of the agent (`Agent.CAInfo`): trusted for the connection, never for the verdict. */
  readonly agentCaFile?: string;
  readonly proxy?: AgentProxy;
  readonly failOn: "error" | "warning" | "never";
  readonly liveFaults: "fail" | "warn";
  /** What an answer that could not be had does, `auto` already resolved for the stage. */
  readonly unverified: "fail" | "warn";
  readonly ignoreChecks: readonly string[];
  readonly reportFolder: string;
  /** The agent's folder for what lives as long as the job; undefined outside an agent. */
  readonly tempFolder?: string;
  readonly publishSummary: boolean;
  readonly publishTestResults: boolean;
  readonly publishSarif: boolean;
}
