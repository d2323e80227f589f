// Three hundred domains with one provider: what they share is asked once, and nothing is asked twice.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AskedQuestion } from "../../sandbox/internet/dns-faults";
import { startWorld, type World } from "../../sandbox/internet/world";
import { gather } from "../../tasks/MtaStsGateV1/evidence/gather";
import type { Options } from "../../tasks/MtaStsGateV1/options";
import { HEALTHY_ID, HEALTHY_POLICY, healthyOptions } from "../support/healthy";

const DOMAINS = Array.from({ length: 300 }, (_, index) => `d${index}.example`);
const MX_HOSTS = ["mx1.provider.example", "mx2.provider.example"];

/** TXT at _mta-sts, _smtp._tls and the wildcard's name, MX, A and AAAA; SOA of two names and NS on the way to servers. */
const TO_RESOLVER = 9;

/** A and AAAA. */
const PER_MX_HOST = 2;

/** TXT and MX. */
const TO_NAME_SERVER = 2;

describe("three hundred domains that share their servers", function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), "shared-"));
  let world: World;
  before(async () => {
    world = await startWorld(
      {
        domains: Object.fromEntries(
          DOMAINS.map((domain, index) => [
            domain,
            {
              mx: MX_HOSTS.map((host, n) => [n, host] as const),
              record: [`v=STSv1; id=${HEALTHY_ID};`],
              site: {
                answer: { headers: { "content-type": "text/plain" }, body: HEALTHY_POLICY },
                // The first ones last: what is done first shall not stand first.
                faults: { delays: { headers: (7 * (DOMAINS.length - index)) % 50 } },
              },
            },
          ]),
        ),
      },
      folder,
    );
  });
  after(async () => {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function options(): Options {
    const { dnsServers, connectTo, trustAnchors } = world.inputs;
    return healthyOptions("monitor", {
      domains: DOMAINS,
      checkSmtp: "always",
      dnsServers: [{ address: "127.0.0.1", port: Number(dnsServers.split(":")[1]) }],
      connectTo: connectTo.split("\n").map((line) => {
        const [host = "", port, address = "", addressPort] = line.split(":");
        return { host, port: Number(port), address, addressPort: Number(addressPort) };
      }),
      trustAnchors,
    });
  }

  it("are asked about with as many questions as are needed, and come in their order", async () => {
    const done: number[] = [];
    const domains = await gather(options(), { onProgress: (count) => done.push(count) });
    assert.deepEqual(
      domains.map(({ policyDomain }) => policyDomain),
      DOMAINS,
    );
    assert.ok(domains.every(({ policyResource }) => policyResource.status === "found"));
    assert.equal(done.length, DOMAINS.length);

    assert.equal(
      world.resolver.questions.length,
      DOMAINS.length * TO_RESOLVER + MX_HOSTS.length * PER_MX_HOST,
    );
    assert.deepEqual(
      world.nameServers.map(({ questions }) => questions.length),
      [DOMAINS.length * TO_NAME_SERVER, DOMAINS.length * TO_NAME_SERVER],
    );
    for (const { questions } of [world.resolver, ...world.nameServers]) {
      assert.deepEqual(repeated(questions), []);
    }
    assert.equal(world.https.serverNames.length, DOMAINS.length);
    assert.deepEqual(
      [...world.smtp.values()].map(({ sessions }) => sessions.length),
      [1, 1],
    );
    const [first, last] = [domains[0], domains.at(-1)];
    assert.equal(first?.smtp[MX_HOSTS[0] ?? ""], last?.smtp[MX_HOSTS[0] ?? ""]);
    assert.equal(first?.pipelines, last?.pipelines);
  });
});

function repeated(questions: readonly AskedQuestion[]): readonly string[] {
  const seen = new Set<string>();
  return questions
    .map(({ type, name }) => `${type} ${name}`)
    .filter((one) => seen.size === seen.add(one).size);
}
