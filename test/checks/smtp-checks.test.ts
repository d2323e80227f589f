// What the mode of no single policy, a promotion and a plan make of faults of MX hosts.
import assert from "node:assert/strict";
import { concludeDomain } from "../../tasks/MtaStsGateV1/conclude";
import { knowledge } from "../../tasks/MtaStsGateV1/knowledge";
import type { Stage } from "../../tasks/MtaStsGateV1/options";
import { idOf } from "../../tasks/MtaStsGateV1/verdict";
import { type Case, evidenceOf, optionsOf } from "../support/case";
import { HEALTHY_POLICY, healthyOptions } from "../support/healthy";

const HOST = "contoso-com.mail.protection.outlook.com";
const TESTING = HEALTHY_POLICY.replace("enforce", "testing");
const NO_STARTTLS = { exchange: { startTls: null, tlsProtocol: null, certificate: null } };

function problemsOf(stage: Stage, fixture: Omit<Case, "stage">, policy = HEALTHY_POLICY) {
  const one = { stage, ...fixture };
  const options = healthyOptions(stage, optionsOf(one));
  return concludeDomain(evidenceOf(policy, one), options, knowledge).report.problems;
}

const weightOf = (check: string, ...scene: Parameters<typeof problemsOf>) =>
  problemsOf(...scene).find((problem) => problem.check === check)?.severity;

describe("MX host checks", () => {
  it("stop the deployment that brings enforce, and in monitor go by what is served", () => {
    const smtp = { [HOST]: NO_STARTTLS };
    const weight = (stage: Stage, served: string, policy = HEALTHY_POLICY) =>
      weightOf("smtp-no-starttls", stage, { smtp, served }, policy);
    assert.equal(weight("pullRequest", TESTING), "warning");
    assert.equal(weight("preDeploy", TESTING), "error");
    assert.equal(weight("postDeploy", TESTING), "error");
    assert.equal(weight("preDeploy", HEALTHY_POLICY), "warning");
    assert.equal(weight("monitor", TESTING), "warning");
    assert.equal(weight("monitor", HEALTHY_POLICY, TESTING), "error");
    assert.equal(weight("preDeploy", HEALTHY_POLICY, TESTING), "warning");
  });

  it("are notes for a host that is only planned, whatever the stage", () => {
    const options = { plannedMx: ["mx1.contoso.com"] };
    const smtp = { [HOST]: {}, "mx1.contoso.com": NO_STARTTLS };
    for (const stage of ["pullRequest", "preDeploy", "postDeploy", "monitor"] as const) {
      const scene = { options, smtp, served: TESTING };
      assert.equal(weightOf("smtp-no-starttls", stage, scene), "note", stage);
    }
  });

  it("leave hosts that answer their verdict where another is silent, and none where all are", () => {
    const silent = {
      exchange: {
        ...NO_STARTTLS.exchange,
        greeting: null,
        ehlo: null,
        failure: { phase: "connect", code: "TIMEOUT", message: "no connection" },
      },
    };
    const outcome = (smtp: NonNullable<Case["smtp"]>) => {
      const one = { stage: "monitor" as const, mx: [`0 ${HOST}`, "10 mx1.contoso.com"], smtp };
      const { verdicts } = concludeDomain(
        evidenceOf(HEALTHY_POLICY, one),
        healthyOptions("monitor"),
        knowledge,
      );
      return verdicts.find((verdict) => idOf(verdict) === "smtp-certificate-trust")?.outcome;
    };
    assert.equal(outcome({ [HOST]: {}, "mx1.contoso.com": silent }), "passed");
    assert.equal(outcome({ [HOST]: silent, "mx1.contoso.com": silent }), "unverified");
  });

  it("name an Exchange Online report only where its documentation does", () => {
    const message = (certificate: object) =>
      problemsOf("monitor", { smtp: { [HOST]: { exchange: { certificate } } } })
        .map((problem) => problem.message)
        .join("\n");
    assert.match(message({ trustError: "DEPTH_ZERO_SELF_SIGNED_CERT" }), /NDR 5\.7\.5/);
    assert.match(message({ matchesHost: false }), /NDR 5\.7\.5/);
    assert.doesNotMatch(message({ trustError: "CERT_HAS_EXPIRED" }), /NDR/);
    const without = problemsOf("monitor", { smtp: { [HOST]: NO_STARTTLS } });
    assert.doesNotMatch(without.map((problem) => problem.message).join(), /NDR/);
  });
});
