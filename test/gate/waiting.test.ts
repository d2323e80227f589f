// postDeploy waits until senders see what was deployed. The task's clock runs fast here, so that minutes are seconds.
import assert from "node:assert/strict";
import type { StepReport } from "../../sandbox/agent";
import type { World } from "../../sandbox/internet/world";
import { runGate, runRefused, type Texts } from "../support/gate";
import { fastClock } from "../support/preloads";
import {
  hashId,
  healthyDomain,
  policiesOf,
  policyText,
  recordText,
  served,
  worldStage,
} from "../support/world";

const DOMAIN = "contoso.com";
const OLD = policyText(DOMAIN, { mode: "testing" });
const NEW = policyText(DOMAIN);
const FILES = { "home/.well-known/mta-sts.txt": NEW };

const FACTOR = 15;
const FAST = fastClock(FACTOR);

describe("postDeploy", () => {
  const worlds = worldStage();
  let world: World;
  beforeEach(async () => {
    world = await worlds.start({ domains: { [DOMAIN]: healthyDomain(DOMAIN, OLD) } });
  });
  afterEach(() => worlds.closeAll());

  const inputs = (more: Texts = {}): Texts => ({
    stage: "postDeploy",
    domain: DOMAIN,
    waitMinutes: "1",
    ...world.inputs,
    ...more,
  });

  /** Runs the gate and acts after its first, second, … line of progress. */
  async function runWhile(acts: readonly (() => void)[], more: Texts = {}) {
    const left = [...acts];
    const progress: string[] = [];
    const onLine = (line: string) => {
      if (!line.startsWith("waiting: ")) return;
      progress.push(line.replace(/; [0-9]+ s left$/, ""));
      left.shift()?.();
    };
    const outcome = await runGate(inputs(more), {
      files: FILES,
      environment: FAST,
      onLine,
    });
    return { ...outcome, progress };
  }

  const deploy = () => {
    void world.authority
      .issue({ dnsNames: [`mta-sts.${DOMAIN}`] })
      .then((certificate) =>
        world.https.setSite(`mta-sts.${DOMAIN}`, { certificate, answer: served(NEW) }),
      );
  };
  const publish = (servers?: number) =>
    world.publishRecord(DOMAIN, [recordText(hashId(NEW))], servers);

  it("ends as soon as the site serves the new policy", async () => {
    const { step, problems, progress } = await runWhile([deploy], { idScheme: "contentHash" });
    assert.deepEqual(problems, ["warning id-stale"]);
    assert.equal(step.result, "SucceededWithIssues");
    assert.match(progress[0] ?? "", /^waiting: contoso\.com: .* mode testing .* served$/);
    assert.ok(progress.length <= 2, progress.join("\n"));
  });

  it("waits for the id on every name server where the pipeline changes it", async () => {
    const publishOnOne = () => publish(1);
    const { step, problems, progress } = await runWhile([deploy, publishOnOne, publish], {
      idScheme: "contentHash",
      idUpdate: "pipeline",
    });
    assert.deepEqual(problems, []);
    assert.equal(step.result, "Succeeded");
    const [first = "", ...later] = new Set(progress);
    assert.match(first, new RegExp(`mode testing .* served, DNS has the id ${hashId(OLD)}$`));
    assert.deepEqual(later, [
      `waiting: ${DOMAIN}: DNS has the id ${hashId(OLD)}`,
      `waiting: ${DOMAIN}: not all name servers have the new id`,
    ]);
  });

  it("fails when the time is over, having looked again only where something was missing", async () => {
    const other = "fabrikam.com";
    const both = await worlds.start({
      domains: { [DOMAIN]: healthyDomain(DOMAIN, OLD), [other]: healthyDomain(other) },
    });
    const seconds: number[] = [];
    const started = performance.now();
    const { report } = await runGate(
      { ...inputs(), domain: `${other}\n${DOMAIN}`, policyFile: "{domain}.txt", ...both.inputs },
      {
        files: policiesOf([DOMAIN, other]),
        environment: FAST,
        onLine: (line) => seconds.push(...secondsLeft(line)),
      },
    );
    const minutes = ((performance.now() - started) * FACTOR) / 60_000;
    assert.deepEqual(
      report.domains.map(({ domain, result }) => [domain, result]),
      [
        [other, "passed"],
        [DOMAIN, "failed"],
      ],
    );
    assert.ok(minutes >= 1 && minutes < 2, `${minutes} minutes`);
    assert.ok(seconds.length >= 3 && seconds.length <= 7, seconds.join());
    const pauses = seconds.slice(1).map((left, index) => (seconds[index] ?? 0) - left);
    assert.ok((pauses.at(-1) ?? 0) > (pauses[0] ?? 0), `rarer with time: ${pauses}`);
    const hosts = both.https.requests.map(({ host }) => host);
    assert.equal(hosts.filter((host) => host === `mta-sts.${other}`).length, 1);
    assert.equal(hosts.length, seconds.length + 2);
  });

  it("can be cancelled while it waits", async () => {
    const controller = new AbortController();
    const cancel = (line: string) => line.startsWith("waiting: ") && controller.abort();
    assertCancelled(await cancelled(controller, cancel));
  });

  it("can be cancelled while nobody answers it", async () => {
    const controller = new AbortController();
    world.resolver.setFaults([{ kind: "silence" }]);
    setTimeout(() => controller.abort(), 700);
    assertCancelled(await cancelled(controller));
    assert.ok(world.resolver.questions.length > 0, "it was asking");
  });

  /** Runs until the signal comes, and tells how long the step went on. */
  async function cancelled(controller: AbortController, onLine: (line: string) => void = () => {}) {
    let began = Number.NaN;
    controller.signal.addEventListener("abort", () => {
      began = performance.now();
    });
    const step = await runRefused(inputs(), { files: FILES, signal: controller.signal, onLine });
    return { step, seconds: (performance.now() - began) / 1000 };
  }
});

function secondsLeft(line: string): readonly number[] {
  return (/^waiting: .*; ([0-9]+) s left$/.exec(line)?.slice(1) ?? []).map(Number);
}

function assertCancelled({
  step,
  seconds,
}: {
  readonly step: StepReport;
  readonly seconds: number;
}) {
  assert.equal(step.result, "Canceled");
  const messages = step.commands.filter(({ name }) => name === "task.logissue");
  assert.deepEqual(
    messages.map(({ data }) => data),
    ["the run was cancelled before the gate could judge"],
  );
  assert.ok(seconds < 1, `ended ${seconds} s after the signal`);
}
