// What a check is: a value with its reason, its source and a pure function (docs/architecture.md).
import type { Deployment, MxHost, PolicyFile, Record, ServedPolicy, TlsRpt } from "../deployment";
import type { Knowledge } from "../deployment/knowledge";
import type { MxHostSight, SmtpSight } from "../deployment/mx-hosts";
import type { Site, StaticWebApp } from "../deployment/site";
import type { Functions } from "../interpret/functions";
import type { PipelineTexts } from "../pipelines/view";
import type { Area } from "./severity";

/** By the severity law of CONTRIBUTING.md. */
export type Severity = "error" | "warning" | "note";

/** Where the rule comes from: a section of an RFC, or a practice that is named. */
export type Citation =
  | {
      readonly rfc: 8461 | 8460 | 1035 | 5321 | 7505 | 8446 | 9110 | 3629 | 5890;
      readonly section: string;
    }
  | { readonly practice: string };

/** The observations a check can need, each with what `judge` then gets. */
interface Needs {
  readonly policyFile: PolicyFile;
  readonly site: Site;
  readonly staticWebApp: StaticWebApp;
  readonly functions: Functions;
  readonly pipelines: PipelineTexts;
  readonly record: Record;
  readonly mx: readonly MxHost[];
  readonly mxHosts: readonly MxHostSight[];
  readonly smtp: readonly SmtpSight[];
  readonly policyResource: ServedPolicy;
  readonly tlsRpt: TlsRpt;
  readonly deployedSite: ServedPolicy;
}
/** An observation that a check can need. */
export type Need = keyof Needs;

/** One thing wrong, as a check sees it: what was observed and what was expected, in one sentence without full stop. */
export interface Finding {
  readonly message: string;
  /** Imperative, for this very case; without it the check's own fix is shown. */
  readonly fix?: string;
  /** In the committed policy, unless `file` says another; line and column from 1. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** Weaker than the check's own severity where this case deserves it. */
  readonly severity?: Severity;
}

/** A rule of the standard or a practice, and the function that holds a deployment against it. */
export interface Check<N extends Need = Need> {
  /** `<prefix>-<defect>`; also the file name, the fixture folder and the anchor in docs/checks.md. */
  readonly id: string;
  readonly title: string;
  /** By the severity law (CONTRIBUTING.md); the stage may weaken it through `area`. */
  readonly severity: Severity;
  /** The row of docs/stages.md that this check belongs to. */
  readonly area: Area;
  readonly citation: Citation;
  /** What happens to mail. */
  readonly why: string;
  /** What to do, imperative. */
  readonly fix: string;
  /** Observations that must be found: a failed one makes the verdict "unverified", an absent or skipped one "skipped". */
  readonly needs: readonly N[];
  /** Observations that must be found or absent; `judge` looks at them in the deployment. */
  readonly answered?: readonly Need[];
  readonly judge: (
    seen: Pick<Needs, N>,
    deployment: Deployment,
    knowledge: Knowledge,
  ) => readonly Finding[];
}

/** Types a check without spelling its needs twice. */
export function defineCheck<const N extends Need>(check: Check<N>): Check<N> {
  return check;
}
