// The interop-* checks: silent on common policies, never an error, and the limits of senders to the octet and second.
import assert from "node:assert/strict";
import { interopChecks } from "../../tasks/MtaStsGateV1/checks/interop-checks";
import { interpret } from "../../tasks/MtaStsGateV1/interpret";
import { judge } from "../../tasks/MtaStsGateV1/judge";
import { knowledge } from "../../tasks/MtaStsGateV1/knowledge";
import type { Stage } from "../../tasks/MtaStsGateV1/options";
import type { Problem } from "../../tasks/MtaStsGateV1/report/types";
import { type Case, evidenceOf } from "../support/case";
import { healthyOptions } from "../support/healthy";
import { policyWith } from "../support/policy-text";
import { policyVectors } from "../support/vectors";

function problemsOf(policy: string | Uint8Array, fixture: Case): readonly Problem[] {
  const deployment = interpret(evidenceOf(policy, fixture), healthyOptions(fixture.stage));
  return judge(deployment, interopChecks, knowledge).flatMap((verdict) => verdict.problems);
}

function saidOf(policy: string | Uint8Array, fixture: Case = { stage: "lint" }): readonly string[] {
  return problemsOf(policy, fixture).map(({ check, severity }) => `${severity} ${check}`);
}

const good = policyWith();

describe("interop checks are silent on", () => {
  const silent = {
    CRLF: good.replaceAll("\n", "\r\n"),
    "mixed line endings": good.replace("\n", "\r\n"),
    "no newline at the end": good.trimEnd(),
    "trailing blanks": good.replaceAll("\n", " \t\n"),
    "no blank behind the colon": good.replaceAll(": ", ":"),
    "upper-case hosts": policyWith({ mx: "mx: *.MAIL.Fabrikam.COM" }),
    "max_age before mx": "version: STSv1\nmode: enforce\nmax_age: 86400\nmx: mx1.fabrikam.com\n",
    "mx before mode": "version: STSv1\nmx: mx1.fabrikam.com\nmax_age: 86400\nmode: testing\n",
    "a withdrawal that keeps mx": policyWith({ mode: "mode: none", max_age: "max_age: 86400" }),
    "what is no policy": '{"version": "STSv1"}',
    "an empty file": "",
  };
  for (const [what, policy] of Object.entries(silent)) {
    it(what, () => {
      assert.deepEqual(saidOf(policy), []);
      assert.deepEqual(saidOf(policy, { stage: "postDeploy" }), []);
    });
  }
});

describe("interop checks", () => {
  it("call nothing an error that conforming senders accept", () => {
    const valid = policyVectors.filter(({ rfcValid }) => rfcValid === true);
    assert.ok(valid.length > 50);
    const errors = valid.filter(({ bytes }) =>
      saidOf(bytes).some((said) => said.startsWith("error")),
    );
    assert.deepEqual(errors, []);
  });

  it("tell a line once", () => {
    assert.deepEqual(saidOf(policyWith({ more: "a: b:c\nd: e\nMode: testing" })), [
      "note interop-colon-in-extension",
      "note interop-extension-field",
    ]);
    const [, field] = problemsOf(policyWith({ more: "a: b:c\nd: e\nMode: testing" }), {
      stage: "lint",
    });
    assert.equal(field?.line, 6);
    assert.doesNotMatch(field?.message ?? "", /likewise/);
  });

  it("tell of an extension field only where senders take the policy", () => {
    assert.deepEqual(saidOf(policyWith({ mode: "mode: Enforce", more: "a: b:c\nd: e" })), []);
  });

  it("name the line of version wherever it stands", () => {
    for (const line of [2, 3, 4]) {
      const lines = good.trimEnd().split("\n").slice(1);
      lines.splice(line - 1, 0, "version: STSv1");
      const [problem, ...others] = problemsOf(lines.join("\n"), { stage: "lint" });
      assert.deepEqual(others, []);
      assert.equal(problem?.check, "interop-version-not-first");
      assert.equal(problem?.line, line);
    }
  });

  it("count the octets of the committed policy, up to where no sender reads it", () => {
    const filled = (octets: number) => {
      const room = octets - good.length - "n: \n".length;
      return `${good}n: ${"x".repeat(room)}\n`;
    };
    // Of 10241 octets the last is a line end, without which nothing is lost.
    const sizes = [10_241, 10_242, 65_536, 65_537];
    const said = sizes.map((octets) => {
      const policy = filled(octets);
      assert.equal(Buffer.byteLength(policy), octets);
      return saidOf(policy).includes("warning interop-policy-size");
    });
    assert.deepEqual(said, [false, true, true, false]);
  });

  it("count the octets of the served policy where the file is not the one to blame", () => {
    const served = `${good}n: ${"x".repeat(10_240)}\n`;
    const isTold = (stage: Stage, policy: string) =>
      saidOf(policy, { stage, served }).includes("warning interop-body-size");
    assert.equal(isTold("postDeploy", good), true);
    assert.equal(isTold("postDeploy", served), false);
    assert.equal(isTold("monitor", served), true);
  });

  it("count the seconds from the connection to the last octet", () => {
    const rows: readonly (readonly [tcp: number, body: number, said: readonly string[]])[] = [
      [0.1, 2.1, []],
      [0.1, 2.2, ["note interop-slow"]],
      [0.5, 4.5, ["note interop-slow"]],
      [0.5, 4.6, ["warning interop-slow"]],
      [30, 31, []],
      [1, 60, ["warning interop-slow"]],
    ];
    for (const [tcp, body, said] of rows) {
      const exchange = { timings: { tcp, tls: tcp, headers: body, body } };
      assert.deepEqual(saidOf(good, { stage: "monitor", exchange }), said, `${tcp} to ${body}`);
    }
  });

  it("blame no host for an agent that was busy", () => {
    const exchange = { timings: { tcp: 0.1, tls: 0.2, headers: 5, body: 6 } };
    const saidAfter = (busySeconds: number) =>
      saidOf(good, {
        stage: "monitor",
        exchange,
        evidence: { policyResource: { value: { busySeconds } } },
      });
    assert.deepEqual(saidAfter(0.4), ["warning interop-slow"]);
    assert.deepEqual(saidAfter(3.5), ["note interop-slow"]);
    assert.deepEqual(saidAfter(4), []);
  });

  it("time the address whose answer counts", () => {
    const dead = {
      httpStatus: null,
      failure: { phase: "connect", code: "TIMEOUT", message: "no answer within 60 s" },
    };
    assert.deepEqual(saidOf(good, { stage: "monitor", exchange: [dead, {}] }), []);
  });

  it("time nothing that no sender takes", () => {
    const slow = { timings: { tcp: 0.1, tls: 0.2, headers: 30, body: 31 } };
    const exchange = { ...slow, headers: [["content-type", "text/html"]] };
    assert.deepEqual(saidOf(good, { stage: "monitor", exchange }), []);
    assert.deepEqual(saidOf(good, { stage: "monitor", exchange: slow }), ["warning interop-slow"]);
  });
});
