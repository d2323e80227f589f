// The names that the policy host's alias leads over, from whichever address question found them.
import assert from "node:assert/strict";
import { interpret } from "../../tasks/MtaStsGateV1/interpret";
import { answer, healthyEvidence, healthyOptions } from "../support/healthy";

const GONE = { status: "absent", code: "NODATA", detail: "none" } as const;
const CHAIN = ["site.azurestaticapps.net", "edge.azurestaticapps.net"].map((target) => ({
  owner: "mta-sts.contoso.com",
  target,
  ttl: 60,
}));
const ALIASED = { status: "found", value: { ...answer(["192.0.2.10"]), chain: CHAIN } } as const;

function aliases(a: typeof GONE | typeof ALIASED, aaaa: typeof GONE | typeof ALIASED) {
  const evidence = healthyEvidence();
  const { policyHost } = evidence;
  const said = (look: typeof policyHost.a, resolver: typeof GONE | typeof ALIASED) => ({
    ...look,
    resolver,
  });
  const seen = { ...policyHost, a: said(policyHost.a, a), aaaa: said(policyHost.aaaa, aaaa) };
  return interpret({ ...evidence, policyHost: seen }, healthyOptions("preDeploy")).hostAliases;
}

describe("the policy host's aliases", () => {
  it("are those of either address question", () => {
    const names = CHAIN.map(({ target }) => target);
    assert.deepEqual(aliases(ALIASED, GONE), names);
    assert.deepEqual(aliases(GONE, ALIASED), names);
  });

  it("are none where there is no address", () => {
    assert.deepEqual(aliases(GONE, GONE), []);
  });
});
