// Servers that never answer, and hundreds of domains on them: none waits for the others, none is taken for absent.
import assert from "node:assert/strict";
import type { Fault } from "../../sandbox/internet/dns-faults";
import type { DnsServer } from "../../sandbox/internet/dns-server";
import type { Zones } from "../../sandbox/internet/dns-zones";
import type { Observation, ProbeError } from "../../tasks/MtaStsGateV1/evidence/types";
import { BRISK, CALM, dnsStage, found, told } from "../support/dns";

const ALWAYS = { nameServers: "always" } as const;
const FALLBACK = { nameServers: "fallback" } as const;
const NAMES = Array.from({ length: 120 }, (_, n) => `n${n}.contoso.com`);
const SILENT: readonly Fault[] = [{ kind: "silence" }];

const ZONES: Zones = {
  "contoso.com": {
    "contoso.com": { NS: ["ns1.contoso.com", "ns2.contoso.com"] },
    ...Object.fromEntries([...NAMES, "late.contoso.com"].map((name) => [name, { TXT: [name] }])),
  },
};

function errorOf(answer: Observation<unknown> | undefined): ProbeError {
  assert.equal(answer?.status, "failed");
  return answer.error;
}

/** A timeout and a question that was never put are two things, and both are there. */
function assertAskedOrNot(errors: readonly ProbeError[]): void {
  for (const { code, message } of errors) {
    assert.equal(code, message.includes("was not asked") ? "NOT_ASKED" : "TIMEOUT", message);
  }
  assert.deepEqual([...new Set(errors.map(({ code }) => code))].sort(), ["NOT_ASKED", "TIMEOUT"]);
}

describe("many look-ups at silent servers", () => {
  const stage = dnsStage();
  afterEach(() => stage.closeAll());

  async function world(
    faults: { readonly resolver?: readonly Fault[]; readonly servers?: readonly Fault[] } = {},
  ) {
    const resolver = await stage.server(ZONES, "resolver", faults.resolver);
    const one = await stage.server(ZONES, "authoritative", faults.servers);
    const two = await stage.server(ZONES, "authoritative", faults.servers);
    const line = (host: string, { address, port: addressPort }: DnsServer) => ({
      host,
      port: 53,
      address,
      addressPort,
    });
    const eyes = stage.resolver([resolver], {
      connectTo: [line("ns1.contoso.com", one), line("ns2.contoso.com", two)],
      patience: {
        resolver: faults.resolver === undefined ? CALM : BRISK,
        discovery: faults.resolver === undefined ? CALM : BRISK,
        nameServer: BRISK,
      },
    });
    return { eyes, one, two };
  }

  async function timed<T>(work: () => Promise<T>): Promise<{ outcome: T; seconds: number }> {
    const started = performance.now();
    const outcome = await work();
    return { outcome, seconds: (performance.now() - started) / 1000 };
  }

  it("do not wait for name servers again and again, and take none for absent", async () => {
    const { eyes, one } = await world({ servers: SILENT });
    const { outcome, seconds } = await timed(() =>
      Promise.all(NAMES.map((name) => eyes.lookup("TXT", name, ALWAYS))),
    );
    assert.deepEqual(
      outcome.map((lookup) => told(lookup.nameServers)),
      NAMES.map(() => "failed NAME_SERVERS_UNREACHABLE"),
    );
    // Half a second for each of 120, eight at a time, would be 7.5 s.
    assert.ok(seconds < 3, `${seconds} s`);
    assert.ok(one.questions.length < NAMES.length * 2, `${one.questions.length} questions`);
  });

  it("say of a question that was not asked why, as failed as if it had been", async () => {
    const { eyes, two } = await world();
    two.setFaults(SILENT);
    const lookups = await Promise.all(NAMES.map((name) => eyes.lookup("TXT", name, ALWAYS)));
    const answers = lookups.map((lookup) => found(lookup.nameServers));
    assert.deepEqual(
      answers.map(([one]) => one?.answer.status),
      NAMES.map(() => "found"),
    );
    const errors = answers.map(([, two]) => errorOf(two?.answer));
    assertAskedOrNot(errors);
    assert.match(
      errors.find(({ code }) => code === "NOT_ASKED")?.message ?? "",
      /^the TXT question for "n\d+\.contoso\.com" was not asked: 127\.0\.0\.1:\d+ left \d+ questions before without an answer \(TIMEOUT\)$/,
    );
  });

  it("hear a server that answers again", async () => {
    const { eyes, two } = await world();
    two.setFaults(SILENT);
    await Promise.all(NAMES.map((name) => eyes.lookup("TXT", name, ALWAYS)));
    two.setFaults([]);
    const late = await eyes.lookup("TXT", "late.contoso.com", ALWAYS);
    assert.deepEqual(
      found(late.nameServers).map(({ answer }) => told(answer)),
      ["found", "found"],
    );
  });

  it("ask a server about each domain where it answers for some", async () => {
    const [good = "", ...bad] = NAMES.slice(0, 40);
    const { eyes, one } = await world();
    one.setFaults(bad.map((name) => ({ kind: "silence", name })));
    await eyes.lookup("TXT", good, ALWAYS);
    await Promise.all(bad.map((name) => eyes.lookup("TXT", name, ALWAYS)));
    const asked = new Set(one.questions.map(({ name }) => name));
    assert.deepEqual(
      bad.filter((name) => !asked.has(name)),
      [],
    );
    const late = await eyes.lookup("TXT", "late.contoso.com", ALWAYS);
    assert.equal(told(found(late.nameServers)[0]?.answer ?? late.resolver), "found");
  });

  it("end soon where the resolver is silent, and are unanswered, not absent", async () => {
    const { eyes } = await world({ resolver: SILENT });
    const { outcome, seconds } = await timed(() =>
      Promise.all(NAMES.map((name) => eyes.lookup("TXT", name, FALLBACK))),
    );
    assertAskedOrNot(outcome.map(({ resolver }) => errorOf(resolver)));
    assert.ok(seconds < 4, `${seconds} s`);
  });
});
