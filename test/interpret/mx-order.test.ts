// MX hosts come in the order in which senders try them, whatever the order of the answer.
import assert from "node:assert/strict";
import { interpret } from "../../tasks/MtaStsGateV1/interpret";
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
});
