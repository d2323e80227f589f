// A policy text and what the policy-* checks say of it.
import type { Finding, Severity } from "../../tasks/MtaStsGateV1/checks/check";
import { policyChecks } from "../../tasks/MtaStsGateV1/checks/policy-checks";
import { interpret } from "../../tasks/MtaStsGateV1/interpret";
import { knowledge } from "../../tasks/MtaStsGateV1/knowledge";
import { parsePolicy } from "../../tasks/MtaStsGateV1/mta-sts/policy";
import { healthyEvidence, healthyOptions, lintEvidence } from "./healthy";

/** A finding with the check it comes from. */
export interface PolicyProblem extends Finding {
  readonly check: string;
  readonly severity: Severity;
  readonly fix: string;
}

export interface Judgement {
  readonly problems: readonly PolicyProblem[];
  /** "error policy-bom 1:1", one for each problem. */
  readonly places: readonly string[];
  readonly isPolicy: boolean;
}

/** Judges a text as the committed policy of a domain in stage lint, with DNS as in the healthy domain where asked. */
export function judgePolicy(
  policy: string | Uint8Array,
  policyDomain = "contoso.com",
  isDnsKnown = false,
): Judgement {
  const bytes = Buffer.from(policy);
  const evidence = isDnsKnown ? healthyEvidence(bytes) : lintEvidence(bytes);
  const deployment = interpret({ ...evidence, policyDomain }, healthyOptions("lint"));
  const text = parsePolicy(bytes);
  const problems = policyChecks.flatMap((check) =>
    check
      .judge({ policyFile: { path: "mta-sts.txt", text } }, deployment, knowledge)
      .map((finding) => ({
        ...finding,
        check: check.id,
        severity: finding.severity ?? check.severity,
        fix: finding.fix ?? check.fix,
      })),
  );
  const places = problems.map((p) => `${p.severity} ${p.check} ${p.line}:${p.column}`);
  return { problems, places, isPolicy: text.policy !== undefined };
}

const HEALTHY_LINES = {
  version: "version: STSv1",
  mode: "mode: enforce",
  mx: "mx: mx1.fabrikam.com",
  max_age: "max_age: 604800",
};

/** The healthy text with some of its lines replaced; an empty replacement removes the line. */
export function policyWith(lines: Partial<typeof HEALTHY_LINES> & { more?: string } = {}): string {
  const { version, mode, mx, max_age, more = "" } = { ...HEALTHY_LINES, ...lines };
  return [version, mode, mx, max_age, more]
    .filter((line) => line !== "")
    .map((line) => `${line}\n`)
    .join("");
}
