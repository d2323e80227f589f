import assert from "node:assert/strict";
import type { HttpsExchange } from "../../tasks/MtaStsGateV1/evidence/types";
import { interpret } from "../../tasks/MtaStsGateV1/interpret";
import { addressRows, aliasWords } from "../../tasks/MtaStsGateV1/report/log-host";
import { fetchOf, HEALTHY_POLICY, healthyEvidence, healthyOptions } from "../support/healthy";
import { mergePatch } from "../support/merge-patch";

const OPTIONS = healthyOptions("monitor");

function rows(...patches: readonly object[]): readonly string[] {
  const fetched = fetchOf(HEALTHY_POLICY);
  const exchanges = patches.map((one) => mergePatch(fetched.exchanges[0], one) as HttpsExchange);
  const value = { ...fetched, exchanges };
  const evidence = { ...healthyEvidence(), policyResource: { status: "found" as const, value } };
  return addressRows(interpret(evidence, OPTIONS));
}

describe("the log's rows of the policy host", () => {
  it("have the outcome and the times of each address", () => {
    const failure = { phase: "headers", code: "TIMEOUT", message: "no answer" };
    const silent = {
      address: "192.0.2.11",
      via: "connectTo",
      httpStatus: null,
      timings: { headers: null, body: null },
      failure,
    };
    assert.deepEqual(rows({}, silent), [
      "192.0.2.10: status 200, TCP 0.02 s, TLS 0.06 s, headers 0.09 s, body 0.10 s",
      "192.0.2.11 (connectTo): TCP 0.02 s, TLS 0.06 s, TIMEOUT in phase headers",
    ]);
  });

  it("say where it is the agent that cannot reach an address", () => {
    const failure = { phase: "connect", code: "ENETUNREACH", message: "no route" };
    const beyond = { address: "2001:db8::10", httpStatus: null, timings: null, failure };
    assert.deepEqual(
      rows({ ...beyond, timings: { tcp: null, tls: null, headers: null, body: null } }),
      ["2001:db8::10: ENETUNREACH in phase connect, no IPv6 on this agent"],
    );
  });

  it("end after six", () => {
    const many = Array.from({ length: 8 }, (_, n) => ({ address: `192.0.2.${n}` }));
    assert.equal(rows(...many).length, 7);
    assert.equal(rows(...many).at(-1), "and 2 more");
  });

  it("show the alias chain, odd names in quotes", () => {
    const healthy = healthyEvidence();
    const { a } = healthy.policyHost;
    assert.ok(a.resolver.status === "found");
    const targets = ["site.azurestaticapps.net", "##vso[task.complete]"];
    const chain = targets.map((target) => ({ owner: "x", target, ttl: 60 }));
    const resolver = { status: "found" as const, value: { ...a.resolver.value, chain } };
    const policyHost = { ...healthy.policyHost, a: { ...a, resolver } };
    const words = (evidence: typeof healthy) => aliasWords(interpret(evidence, OPTIONS));
    assert.equal(
      words({ ...healthy, policyHost }),
      'alias of site.azurestaticapps.net, "#\\u{23}vso[task.complete]"',
    );
    assert.equal(words(healthy), "");
  });
});
