// The policies that the bench measures with.
import assert from "node:assert/strict";
import { domainNames, healthyWorld, policyAlone } from "../../bench/healthy-domains";
import { LARGE, SMALL, WORST_CASES } from "../../bench/worst-cases";
import { parsePolicy } from "../../tasks/MtaStsGateV1/mta-sts/policy";
import { assertNone } from "../support/assert-none";

describe("bench policies", () => {
  it("have exactly the size asked for, each text once", () => {
    const sizes = [SMALL, LARGE];
    assertNone(
      WORST_CASES.filter(({ make }) => sizes.some((size) => make(size).length !== size)).map(
        ({ name }) => name,
      ),
    );
    const texts = new Set(WORST_CASES.map(({ make }) => make(SMALL).toString("latin1")));
    assert.equal(texts.size, WORST_CASES.length);
  });

  it("are what their names say", () => {
    const textOf = (name: string) =>
      WORST_CASES.find((one) => one.name === name)?.make(SMALL) ?? Buffer.alloc(0);
    assert.match(textOf("all colons").toString(), /^:+$/);
    assert.equal(parsePolicy(textOf("all CR")).lines.length, SMALL);
    assert.equal(parsePolicy(textOf("one value without end")).lines.length, 4);
    assert.equal(parsePolicy(textOf("invalid UTF-8 only")).encoding.invalidUtf8Line, 1);
    assert.equal(parsePolicy(textOf("near-miss field names")).policy, undefined);
    assert.ok(parsePolicy(textOf("10,000 mx lines, cut")).policy);
  });

  it("include one on which nothing is wrong, served and committed alike", () => {
    const names = domainNames(3);
    assert.equal(new Set(names).size, 3);
    const { domains } = healthyWorld(names, 2);
    const [committed = ""] = Object.values(policyAlone(2));
    assert.deepEqual(
      parsePolicy(Buffer.from(committed)).policy?.mx.map(({ base }) => base),
      domains[names[2] ?? ""]?.mx.map(([, host]) => host),
    );
    const answer = domains[names[2] ?? ""]?.site?.answer;
    assert.ok(typeof answer === "object" && "body" in answer && answer.body === committed);
  });
});
