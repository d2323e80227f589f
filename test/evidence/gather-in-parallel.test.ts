// Three MX hosts, four name servers, every answer late: what depends on nothing must not wait for anything.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Fault } from "../../sandbox/internet/dns-faults";
import { startWorld, type World } from "../../sandbox/internet/world";
import { conclude } from "../../tasks/MtaStsGateV1/conclude";
import { gather } from "../../tasks/MtaStsGateV1/evidence/gather";
import { knowledge } from "../../tasks/MtaStsGateV1/knowledge";
import type { Options } from "../../tasks/MtaStsGateV1/options";
import { logOf } from "../../tasks/MtaStsGateV1/report/log";
import { HEALTHY_ID, HEALTHY_POLICY, healthyOptions } from "../support/healthy";
import { optionsInto } from "../support/world";

const DOMAIN = "contoso.com";
const HOSTS = [1, 2, 3, 4].map((n) => `ns${n}.dns.example`);
const POLICY = HEALTHY_POLICY.replace(/^mx: .*$/m, "mx: *.contoso.com");
const DELAY = 0.2;

describe("gathering a domain of three MX hosts and four name servers", () => {
  const folder = mkdtempSync(join(tmpdir(), "gather-"));
  let world: World;

  before(async () => {
    const late: readonly Fault[] = [{ kind: "delay", seconds: DELAY }];
    world = await startWorld(
      {
        domains: {
          [DOMAIN]: {
            mx: [1, 2, 3].map((n) => [n * 10, `mx${n}.${DOMAIN}`] as const),
            record: [`v=STSv1; id=${HEALTHY_ID};`],
            tlsRpt: [`v=TLSRPTv1; rua=mailto:tls-reports@${DOMAIN}`],
            site: { answer: { headers: { "content-type": "text/plain" }, body: POLICY } },
          },
        },
        nameServers: HOSTS,
        resolverFaults: late,
        nameServerFaults: late,
      },
      folder,
    );
  });
  after(async () => {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function options(): Options {
    return healthyOptions("monitor", {
      domains: [DOMAIN],
      ...optionsInto(world),
    });
  }

  it("takes as long as the longest chain of questions, and lists each answer with its time", async () => {
    const started = performance.now();
    const domains = await gather(options());
    const seconds = (performance.now() - started) / 1000;
    const servers = [world.resolver, ...world.nameServers];
    const asked = servers.flatMap((server) => server.questions);
    assert.ok(asked.length >= 16, `${asked.length} questions`);
    assert.ok(seconds < (asked.length * DELAY) / 2, `${seconds} s for ${asked.length} questions`);

    const at = new Date(0).toISOString();
    const file = { schema: 1 as const, options: options(), startedAt: at, finishedAt: at, domains };
    const { report, conclusions } = conclude(file, knowledge);
    assert.deepEqual(
      report.domains[0]?.problems.filter(({ severity }) => severity !== "note"),
      [],
    );
    const log = logOf(report, conclusions).flatMap((entry) =>
      entry.kind === "text" ? [entry.text.trim()] : [],
    );
    const shown = log.join(" ");
    for (const host of HOSTS) {
      assert.match(shown, new RegExp(`${host} \\(TXT 0\\.\\d\\d s, MX 0\\.\\d\\d s\\)`));
    }
    for (const n of [1, 2, 3]) {
      const row = `mx${n}\\.${DOMAIN} \\(${n * 10}, covered\\): STARTTLS with TLSv1\\.3 in \\d\\.\\d\\d s`;
      assert.match(shown, new RegExp(row));
    }
    assert.match(
      shown,
      /127\.0\.0\.1 \(connectTo\): status 200, TCP \d\.\d\d s, TLS \d\.\d\d s, headers \d\.\d\d s, body \d\.\d\d s/,
    );
    assert.match(shown, /TLSRPT +reports to "mailto:tls-reports@contoso\.com", found in 0\.\d\d s/);
    assert.ok(log.length <= 28, log.join("\n"));
  });
});
