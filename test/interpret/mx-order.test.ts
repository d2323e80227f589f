// MX hosts come in the order in which senders try them, whatever the order of the answer.
import assert from "node:assert/strict";
import { interpret } from "../../tasks/MtaStsGateV1/interpret";
import { mxWords } from "../../tasks/MtaStsGateV1/interpret/mx";
import { evidenceOf } from "../support/case";
import { HEALTHY_POLICY, healthyOptions } from "../support/healthy";

describe("MX hosts", () => {
  it("are sorted by preference, then by name", () => {
    const mx = ["20 a.contoso.com", "10 c.contoso.com", "5 b.contoso.com", "10 b.contoso.com"];
    const evidence = evidenceOf(HEALTHY_POLICY, { stage: "monitor", mx, smtp: {} });
    const { mx: seen } = interpret(evidence, healthyOptions("monitor"));
    assert.ok(seen.status === "found");
    assert.deepEqual(
      seen.value.map(({ host, preference }) => `${preference} ${host}`),
      ["5 b.contoso.com", "10 b.contoso.com", "10 c.contoso.com", "20 a.contoso.com"],
    );
  });

  it("are compared in that order too, the null MX as a dot", () => {
    const words = (...records: readonly (readonly [number, string])[]) =>
      mxWords(records.map(([preference, exchange]) => ({ preference, exchange })));
    const sorted = "5 c.contoso.com, 10 a.contoso.com, 10 b.contoso.com";
    const [a, b, c] = [
      [10, "a.contoso.com"],
      [10, "b.contoso.com"],
      [5, "c.contoso.com"],
    ] as const;
    assert.equal(words(a, b, c), sorted);
    assert.equal(words(b, a, c), sorted);
    assert.equal(words(c, b, a), sorted);
    assert.equal(words([0, ""]), "0 .");
    assert.equal(words(), "");
  });
});
