import assert from "node:assert/strict";
import type { ServerSight } from "../../tasks/MtaStsGateV1/deployment";
import { interpret } from "../../tasks/MtaStsGateV1/interpret";
import { reportWords, serverWords } from "../../tasks/MtaStsGateV1/report/log-dns";
import { answer, healthyEvidence, healthyOptions } from "../support/healthy";

const healthy = interpret(healthyEvidence(), healthyOptions("preDeploy"));

function words(recordServers: readonly ServerSight[], mxServers: readonly ServerSight[] = []) {
  return serverWords({ ...healthy, recordServers, mxServers });
}

describe("the log's row of name servers", () => {
  const one = { host: "ns1.example.net", address: "198.51.100.53" };

  it("has the time of each answer", () => {
    assert.equal(
      words([{ ...one, says: "id 1", seconds: 0.021 }], [{ ...one, says: "0 a", seconds: 1.5 }]),
      "ns1.example.net (TXT 0.02 s, MX 1.50 s)",
    );
  });

  it("says no and why where there is no answer", () => {
    const fault = { code: "TIMEOUT", message: "no answer" };
    assert.equal(
      words([{ ...one, says: "no record" }], [{ ...one, fault }]),
      "ns1.example.net (TXT no record, MX TIMEOUT)",
    );
  });

  it("names the address where a host has several", () => {
    assert.equal(
      words([
        { ...one, says: "no record" },
        { ...one, address: "2001:db8::53", says: "no record" },
      ]),
      "ns1.example.net 198.51.100.53 (TXT no record), ns1.example.net 2001:db8::53 (TXT no record)",
    );
  });

  it("ends after eight, and is empty where none was asked", () => {
    const many = Array.from({ length: 10 }, (_, n) => ({ ...one, host: `ns${n}`, says: "x" }));
    assert.match(words(many), /ns7 \(TXT x\) and 2 more$/);
    assert.equal(words([]), "");
  });

  it("quotes odd names", () => {
    assert.equal(
      words([{ ...one, host: "##vso[task.complete]", says: "x" }]),
      '"#\\u{23}vso[task.complete]" (TXT x)',
    );
  });
});

describe("the log's row of TLSRPT", () => {
  const rowOf = (text: string) => {
    const { tlsRpt } = healthyEvidence();
    const resolver = { status: "found" as const, value: answer([[text]]) };
    const evidence = { ...healthyEvidence(), tlsRpt: { ...tlsRpt, resolver } };
    return reportWords(interpret(evidence, healthyOptions("preDeploy")));
  };

  it("lists at most eight destinations, each quoted", () => {
    const rua = Array.from({ length: 9 }, (_, n) => `mailto:a@d${n}.example`);
    const shown = rowOf(`v=TLSRPTv1; rua=${rua.join(",")}`);
    assert.match(shown, /^reports to "mailto:a@d0\.example", /);
    assert.match(shown, /"mailto:a@d7\.example" and 1 more, found in 0\.02 s$/);
  });

  it("is empty without one", () => {
    assert.equal(rowOf("v=TLSRPTv1"), "");
    assert.equal(reportWords({ tlsRpt: { status: "skipped", reason: "not asked" } }), "");
  });
});
