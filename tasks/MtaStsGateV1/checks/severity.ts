// How much a problem weighs at each stage: the table of docs/stages.md, which is made from it.
import type { Deployment } from "../deployment";
import type { Mode } from "../mta-sts/policy";
import type { Stage } from "../options";
import type { Severity } from "./check";

/** A row of the table. */
export type Area =
  | "policyText"
  | "pipeline"
  | "hosting"
  | "mxCommitted"
  | "mxLive"
  | "mxRecords"
  | "mxHost"
  | "smtpBlocked"
  | "idNotMoved"
  | "record"
  | "recordAbsent"
  | "hostUnreachable"
  | "hostResponse"
  | "deployedSite"
  | "servedDiffers"
  | "idBeforeBody"
  | "idStale"
  | "idOlder"
  | "removal"
  | "rollout"
  | "dns"
  | "tlsrpt"
  | "clock"
  | "unverified"
  | "remark";

/** A severity, or the input or fact that decides it; undefined is "–": the row is not judged at that stage. */
export type Cell =
  | Severity
  | "liveFaults"
  | "unverified"
  | "idUpdate"
  | "bringsEnforce"
  | "checkSmtp"
  | undefined;

type Row = { readonly [S in Stage]: Cell };

const row = (
  lint: Cell,
  pullRequest: Cell,
  preDeploy: Cell,
  postDeploy: Cell,
  monitor: Cell,
): Row => ({
  lint,
  pullRequest,
  preDeploy,
  postDeploy,
  monitor,
});

/** The table: a row for each area, a cell for each stage. */
export const SEVERITY_TABLE: { readonly [A in Area]: Row } = {
  policyText: row("error", "error", "error", "error", undefined),
  pipeline: row("warning", "warning", "warning", "warning", undefined),
  hosting: row("error", "error", "error", "error", undefined),
  mxCommitted: row(undefined, "error", "error", "error", undefined),
  mxLive: row(undefined, "warning", "error", "error", "error"),
  mxRecords: row(undefined, "warning", "warning", "warning", "warning"),
  mxHost: row(undefined, "warning", "bringsEnforce", "bringsEnforce", "error"),
  smtpBlocked: row(undefined, "checkSmtp", "checkSmtp", "checkSmtp", "checkSmtp"),
  idNotMoved: row(undefined, "error", "error", undefined, undefined),
  record: row(undefined, "warning", "liveFaults", "error", "error"),
  recordAbsent: row(undefined, "note", "note", "note", "error"),
  hostUnreachable: row(undefined, "warning", "liveFaults", "error", "error"),
  hostResponse: row(undefined, "note", "warning", "error", "error"),
  deployedSite: row(undefined, "note", "warning", "error", "error"),
  servedDiffers: row(undefined, "note", "note", "error", "note"),
  idBeforeBody: row(undefined, "warning", "warning", undefined, undefined),
  idStale: row(undefined, undefined, "warning", "idUpdate", "error"),
  idOlder: row(undefined, "warning", "warning", "warning", undefined),
  removal: row(undefined, "error", "error", "error", undefined),
  rollout: row(undefined, "warning", "warning", "warning", undefined),
  dns: row(undefined, "warning", "warning", "warning", "warning"),
  tlsrpt: row(undefined, "warning", "warning", "warning", "warning"),
  clock: row(undefined, "warning", "warning", "warning", "warning"),
  unverified: row(undefined, "unverified", "unverified", "unverified", "unverified"),
  remark: row("note", "note", "note", "note", "note"),
};

const RANK: { readonly [S in Severity]: number } = { note: 0, warning: 1, error: 2 };

/** The weaker of two severities. */
export function weaker(a: Severity, b: Severity): Severity {
  return RANK[a] <= RANK[b] ? a : b;
}

/** Negative where `a` weighs more than `b`: errors sort first. */
export function bySeverity(a: Severity, b: Severity): number {
  return RANK[b] - RANK[a];
}

/** How much a row weighs at the run's stage; undefined where the table has a dash. */
export function stageSeverity(area: Area, deployment: Deployment): Severity | undefined {
  const cell = resolve(SEVERITY_TABLE[area][deployment.options.stage], deployment);
  if (cell === undefined) return undefined;
  const isHostRow = area === "hostUnreachable" || area === "hostResponse";
  const { stage } = deployment.options;
  const isDeploying = stage === "preDeploy" || stage === "postDeploy";
  // A first deployment: the custom domain is not bound yet, so the policy host cannot answer.
  return isHostRow && !deployment.announced && isDeploying ? "note" : cell;
}

function resolve(cell: Cell, { options, bringsEnforce }: Deployment): Severity | undefined {
  if (cell === "liveFaults") return options.liveFaults === "fail" ? "error" : "warning";
  if (cell === "unverified") return options.unverified === "fail" ? "error" : "warning";
  if (cell === "idUpdate") return options.idUpdate === "pipeline" ? "error" : "warning";
  if (cell === "bringsEnforce") return bringsEnforce ? "error" : "warning";
  if (cell === "checkSmtp") return options.checkSmtp === "always" ? "error" : "note";
  return cell;
}

/** What the mode leaves of an `mx-*` or `smtp-*` problem: senders refuse mail only in `enforce` (RFC 8461 section 5). */
export function softenedByMode(severity: Severity, mode: Mode | undefined): Severity {
  if (mode === "none") return "note";
  return mode === "testing" ? weaker(severity, "warning") : severity;
}
