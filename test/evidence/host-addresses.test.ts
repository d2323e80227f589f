// Which addresses of a host count where the agent's resolver and the name servers do not say the same.
import assert from "node:assert/strict";
import type { Resolver } from "../../tasks/MtaStsGateV1/evidence/dns";
import { findAddresses } from "../../tasks/MtaStsGateV1/evidence/host-addresses";
import type { Answer, Lookup, Observation } from "../../tasks/MtaStsGateV1/evidence/types";

type Said = Observation<Answer<string>>;

const NXDOMAIN: Said = { status: "absent", code: "NXDOMAIN", detail: "the name does not exist" };
const FAILED: Said = { status: "failed", error: { code: "TIMEOUT", message: "no answer" } };

function found(...records: readonly string[]): Said {
  const value = { records, ttl: 300, chain: [], authoritative: true, server: "", seconds: 0.1 };
  return { status: "found", value };
}

/** A resolver and one name server, for A; of AAAA neither has any. */
function saying(resolver: Said, nameServer: Said): { resolver: Resolver; modes: string[] } {
  const modes: string[] = [];
  const lookup = async (
    type: "A" | "AAAA",
    name: string,
    { nameServers: mode }: { readonly nameServers: string },
  ): Promise<Lookup<string>> => {
    modes.push(mode);
    const answer = type === "A" ? nameServer : NXDOMAIN;
    const one = { host: "ns1.contoso.com", address: "192.0.2.53", answer };
    return {
      name,
      type,
      resolver: type === "A" ? resolver : NXDOMAIN,
      nameServers:
        mode === "always"
          ? { status: "found", value: [one] }
          : { status: "skipped", reason: "the resolver answered" },
    };
  };
  return { resolver: { lookup, close: () => undefined } as unknown as Resolver, modes };
}

describe("the addresses of a host", () => {
  const known = async (resolver: Said, nameServer: Said) =>
    (await findAddresses("mx.contoso.com", saying(resolver, nameServer).resolver)).known;

  it("are those of the name servers where the resolver still remembers that there were none", async () => {
    const sight = await known(NXDOMAIN, found("192.0.2.1"));
    assert.deepEqual(sight, { status: "found", value: ["192.0.2.1"] });
  });

  it("are absent where nobody else has any", async () => {
    assert.deepEqual(await known(NXDOMAIN, NXDOMAIN), NXDOMAIN);
    assert.deepEqual(await known(NXDOMAIN, FAILED), NXDOMAIN);
  });

  it("are asked of the resolver alone where it gives public ones", async () => {
    const { resolver, modes } = saying(found("192.0.2.1"), found("192.0.2.2"));
    const sight = await findAddresses("mx.contoso.com", resolver);
    assert.deepEqual(sight.known, { status: "found", value: ["192.0.2.1"] });
    assert.deepEqual(modes, ["fallback", "fallback"]);
  });
});
