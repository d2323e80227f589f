// docs/stages.md: what blocks at which stage, from the table that decides it.
import { type Area, type Cell, SEVERITY_TABLE } from "../tasks/MtaStsGateV1/checks/severity";
import { STAGES } from "../tasks/MtaStsGateV1/options";
import { table } from "./markdown";

/** The rows in the user's words; every area has one. */
const ROWS: { readonly [A in Area]: string } = {
  policyText: "policy text",
  hosting: "hosting files in the repository",
  pipeline: "pipeline YAML in the repository",
  mxCommitted: "MX host, present or planned, not covered by the committed policy",
  mxLive:
    "MX host not covered by the live policy (`preDeploy`: a warning where the committed policy covers it)",
  mxRecords: "no MX record, or the null MX",
  mxHost: "MX host: address, STARTTLS, certificate",
  smtpBlocked: "port 25 is blocked where the agent runs",
  idNotMoved: "the policy changes, but the expected id does not",
  record: "TXT record malformed, or several",
  recordAbsent: "no TXT record",
  hostUnreachable: "policy host: name, connection, TLS, certificate, time",
  hostResponse: "policy host: status, redirect, media type, body",
  deployedSite: "the site's own address (`deployedUrl`)",
  servedDiffers: "the served policy differs in meaning from the committed one",
  idBeforeBody: "the new id is in DNS before the new policy is served",
  idStale: "the new policy is served under the old id",
  idOlder: "an id that is a time before the policy's last change",
  removal: "the policy is removed too early",
  rollout: "the road to `enforce`, and who still holds the old policy",
  dns: "name servers: silent, at odds, long TTL, odd records",
  tlsrpt: "TLSRPT record",
  clock: "the agent's clock",
  unverified: "an answer that could not be had",
  remark: "remarks",
};

const WORDS: { readonly [C in Exclude<Cell, undefined>]: string } = {
  error: "error",
  warning: "warning",
  note: "note",
  liveFaults: "error, or as `liveFaults` says",
  unverified: "as `unverified` says",
  idUpdate: "`idUpdate`: manual warning, pipeline error",
  bringsEnforce: "error if this deployment brings `enforce`, else warning",
  checkSmtp: "`checkSmtp`: auto note, always error",
};

/** The page. */
export function stagesPage(): string {
  const rows = (Object.keys(SEVERITY_TABLE) as Area[]).map((area) => [
    ROWS[area],
    ...STAGES.map((stage) => {
      const cell = SEVERITY_TABLE[area][stage];
      return cell === undefined ? "–" : WORDS[cell];
    }),
  ]);
  return `${[
    `<!-- Made by "npm run docs" from tasks/MtaStsGateV1/checks/severity.ts. Do not edit. -->`,
    "# What blocks at which stage",
    'An error fails the step, a warning gives "succeeded with issues", a note is only shown; `failOn` moves the line. No problem weighs more than its check says ([checks](checks.md)) nor more than its row says at the stage.',
    table(["problem", ...STAGES.map((stage) => `\`${stage}\``)], rows),
    "- A domain is *announced* where a TXT record exists or may exist, or a policy is served. Where it is not, problems of the policy host are notes in `preDeploy` and `postDeploy`: a first deployment, whose custom domain is not bound yet.",
    "- The mode softens MX problems only: in `testing` what would lose mail under `enforce` is a warning, in `none` a note. A policy that cannot be fetched is no policy in any mode.",
    "- `unverified: auto` warns in `pullRequest` and fails elsewhere. An unanswered question is never a pass.",
    "- `postDeploy` in a pull-request build behaves as `pullRequest`, and says so.",
  ].join("\n\n")}\n`;
}
