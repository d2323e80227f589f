// The SMTP probes of a run: once a host, beside everything else, and never for long with checkSmtp auto.
import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import type { World, WorldDomain } from "../../sandbox/internet/world";
import { gather } from "../../tasks/MtaStsGateV1/evidence/gather";
import type { Observation, SmtpSession } from "../../tasks/MtaStsGateV1/evidence/types";
import { readConnectTo, readDnsServers } from "../../tasks/MtaStsGateV1/inputs/endpoint-inputs";
import type { Options } from "../../tasks/MtaStsGateV1/options";
import { healthyOptions } from "../support/healthy";
import { healthyDomain, worldStage } from "../support/world";

const HOST = "mx.provider.example";
const at = (domain: string): WorldDomain => ({ ...healthyDomain(domain), mx: [[10, HOST]] });
const DOMAINS = ["a.example", "b.example", "c.example"];

describe("SMTP probes of a run", () => {
  const worlds = worldStage();
  let world: World;
  before(async () => {
    world = await worlds.start({
      domains: Object.fromEntries(DOMAINS.map((domain) => [domain, at(domain)])),
    });
  });
  after(() => worlds.closeAll());
  beforeEach(() => server().become({ faults: {} }));

  const server = () => {
    const found = world.smtp.get(HOST);
    assert.ok(found);
    return found;
  };
  const optionsOf = (more: Partial<Options> = {}): Options => {
    const servers = readDnsServers(world.inputs.dnsServers);
    const lines = readConnectTo(world.inputs.connectTo);
    assert.ok(servers.ok && lines.ok);
    return healthyOptions("monitor", {
      domains: DOMAINS,
      dnsServers: servers.value,
      connectTo: lines.value,
      trustAnchors: world.inputs.trustAnchors,
      ...more,
    });
  };
  const outcomeOf = (session: Observation<SmtpSession> | undefined) =>
    session?.status === "found" ? session.value.exchanges[0]?.failure?.code : session?.status;

  it("are one for all domains that share a host, and none again in a later look", async () => {
    const { length } = server().sessions;
    const sessions = new Map<string, Observation<SmtpSession>>();
    const first = await gather(optionsOf(), { memory: { sessions } });
    const second = await gather(optionsOf(), { memory: { sessions } });
    assert.equal(server().sessions.length, length + 1);
    for (const { smtp } of [...first, ...second]) {
      assert.deepEqual(Object.keys(smtp), [HOST]);
      assert.equal(smtp[HOST], sessions.get(HOST));
    }
    assert.equal(outcomeOf(sessions.get(HOST)), undefined);
  });

  it("begin with what the resolver gives, while the name servers are still asked", async () => {
    const late = await worlds.start({
      domains: { "a.example": at("a.example") },
      nameServerFaults: [{ kind: "delay", seconds: 2 }],
    });
    const { dnsServers, connectTo } = late.inputs;
    const [servers, lines] = [readDnsServers(dnsServers), readConnectTo(connectTo)];
    assert.ok(servers.ok && lines.ok);
    const places = { dnsServers: servers.value, connectTo: lines.value };
    const sights = gather(optionsOf({ domains: ["a.example"], ...places }));
    const asked = () => late.nameServers.some(({ questions }) => questions.length > 0);
    while (!asked()) await pause(10);
    await pause(1500);
    assert.equal(late.smtp.get(HOST)?.sessions.length, 1);
    assert.equal(outcomeOf((await sights)[0]?.smtp[HOST]), undefined);
  });

  it("reach planned hosts, which stand behind those of DNS", async () => {
    const [evidence] = await gather(optionsOf({ plannedMx: ["mx.future.example"] }));
    assert.deepEqual(
      Object.entries(evidence?.smtp ?? {}).map(([host, { status }]) => [host, status]),
      [
        [HOST, "found"],
        ["mx.future.example", "absent"],
      ],
    );
  });

  it("are not made with checkSmtp never, nor in lint", async () => {
    const { length } = server().sessions;
    const [never] = await gather(optionsOf({ checkSmtp: "never" }));
    assert.deepEqual(never?.smtp, { [HOST]: { status: "skipped", reason: "checkSmtp is never" } });
    const [lint] = await gather(optionsOf({ stage: "lint" }));
    assert.deepEqual(lint?.smtp, {});
    assert.equal(server().sessions.length, length);
  });

  it("last at most 5 s longer than the rest with auto, until they are done with always", async () => {
    server().become({ faults: { dripMs: 42 } });
    const timed = async (checkSmtp: "auto" | "always") => {
      const started = performance.now();
      const [evidence] = await gather(optionsOf({ checkSmtp }));
      const seconds = (performance.now() - started) / 1000;
      return { seconds, outcome: outcomeOf(evidence?.smtp[HOST]) };
    };
    const [auto, always] = await Promise.all([timed("auto"), timed("always")]);
    assert.equal(auto.outcome, "TIMEOUT");
    assert.ok(auto.seconds >= 4.9 && auto.seconds < 8, `${auto.seconds} s`);
    assert.equal(always.outcome, undefined);
    assert.ok(always.seconds > 6, `${always.seconds} s`);
  });

  it("end with the run", async () => {
    server().become({ faults: { replies: { greeting: "" } } });
    const controller = new AbortController();
    const { length } = server().sessions;
    const looking = gather(optionsOf({ checkSmtp: "always" }), { signal: controller.signal });
    while (server().sessions.length === length) await new Promise((done) => setTimeout(done, 5));
    const started = performance.now();
    controller.abort();
    const [evidence] = await looking;
    assert.ok(performance.now() - started < 1000);
    assert.equal(outcomeOf(evidence?.smtp[HOST]), "ABORTED");
  });
});
