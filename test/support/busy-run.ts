// A run of several domains on which much is wrong, and its log as text: what test/golden/log.txt holds.
import { join } from "node:path";
import { conclude } from "../../tasks/MtaStsGateV1/conclude";
import type { Evidence, EvidenceFile } from "../../tasks/MtaStsGateV1/evidence/types";
import { knowledge } from "../../tasks/MtaStsGateV1/knowledge";
import { logOf } from "../../tasks/MtaStsGateV1/report/log";
import type { LogEntry } from "../../tasks/MtaStsGateV1/report/log-lines";
import { type Case, evidenceOf } from "./case";
import { HEALTHY_POLICY, healthyOptions } from "./healthy";

/** Where the log of the run is kept. */
export const GOLDEN_LOG = join(__dirname, "..", "golden", "log.txt");

const FAILED = { status: "failed", error: { code: "SERVFAIL", message: "no usable answer" } };
const HOSTS = ["mx1", "mx2", "mx3", "mx4", "mx5", "mx6", "mx7", "mx8"];

interface BusyDomain {
  readonly policy: string;
  readonly fixture: Omit<Case, "stage">;
}

const DOMAINS: { readonly [domain: string]: BusyDomain } = {
  "contoso.com": {
    policy: HEALTHY_POLICY,
    fixture: {
      served: HEALTHY_POLICY.replace("enforce", "testing"),
      txt: ["v=STSv1; id=20260101000000Z;"],
    },
  },
  "fabrikam.com": {
    policy: [
      "version: STSv1",
      "mode: enforced",
      ...HOSTS.map((host) => `mx: ${host}.fabrikam.com`),
      "max_age: 604,800",
      "",
    ].join("\n"),
    fixture: {
      mx: HOSTS.map((host, i) => `${10 * i} ${host}.fabrikam.com`),
      txt: ["v=STSv1 id=20260101000000Z"],
      exchange: [
        { certificate: { trustError: "CERT_HAS_EXPIRED", notAfter: "2026-11-23T23:59:59.000Z" } },
        { address: "192.0.2.11", httpStatus: 404 },
      ],
      served: HEALTHY_POLICY,
    },
  },
  "adventure-works.example": {
    policy: HEALTHY_POLICY,
    fixture: {
      evidence: {
        record: { resolver: FAILED, nameServers: FAILED },
        mx: { resolver: FAILED, nameServers: FAILED },
        policyResource: FAILED,
      },
    },
  },
  "first.example": {
    policy: HEALTHY_POLICY,
    fixture: {
      txt: [],
      evidence: {
        policyResource: { status: "absent", code: "NXDOMAIN", detail: "no such name" },
      },
    },
  },
  "hostile.example": {
    policy: `${HEALTHY_POLICY}##vso[task.complete result=Succeeded]\u001b[2K\n`,
    fixture: {
      txt: ["v=STSv1; id=##vso[task.setvariable variable=x]y;"],
      exchange: { httpStatus: 302, headers: [["location", "https://login.example/##[error]"]] },
      served: HEALTHY_POLICY,
    },
  },
  [`${"a".repeat(63)}.${"b".repeat(63)}.example`]: {
    policy: HEALTHY_POLICY,
    fixture: {},
  },
};

/** The evidence of the run. */
export function busyRun(): EvidenceFile {
  const domains = Object.entries(DOMAINS).map(([domain, { policy, fixture }]) =>
    named(domain, evidenceOf(policy, { stage: "preDeploy", ...fixture })),
  );
  return {
    schema: 1,
    options: healthyOptions("preDeploy", {
      domains: Object.keys(DOMAINS),
      policyFile: "sites/{domain}/.well-known/mta-sts.txt",
      siteRoot: "sites/{domain}",
    }),
    startedAt: "2026-11-24T07:59:58.000Z",
    finishedAt: "2026-11-24T08:00:02.000Z",
    domains,
  };
}

function named(domain: string, evidence: Evidence): Evidence {
  const path = `sites/${domain}/.well-known/mta-sts.txt`;
  return JSON.parse(
    JSON.stringify(evidence)
      .replaceAll("contoso.com", domain)
      .replaceAll("home/.well-known/mta-sts.txt", path),
  );
}

/** Plain lines as they are; an issue, which the agent sets in its own form, behind a mark. */
export function logText(run: EvidenceFile): string {
  const { report, conclusions } = conclude(run, knowledge);
  return logOf(report, conclusions)
    .map((entry) => `${lineOf(entry)}\n`)
    .join("");
}

function lineOf(entry: LogEntry): string {
  if (entry.kind === "text") return entry.text;
  if (entry.kind === "group") return `##[group]${entry.title}`;
  if (entry.kind === "endgroup") return "##[endgroup]";
  const { severity, check, message } = entry.problem;
  return `[${severity}] ${check}: ${entry.domain === "" ? "" : `${entry.domain}: `}${message}`;
}
