// Bad input: one sentence, Failed, and nothing asked of the network. The sentences themselves are tested with inputs.
import assert from "node:assert/strict";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import type { World } from "../../sandbox/internet/world";
import {
  type Files,
  type GateRun,
  gateStep,
  only,
  runGate,
  runSteps,
  type Texts,
} from "../support/gate";
import { type SocketLog, socketLog } from "../support/preloads";
import { healthyDomain, policyText, worldStage } from "../support/world";

const DOMAIN = "contoso.com";
const FILES: Files = { "home/.well-known/mta-sts.txt": policyText(DOMAIN) };

describe("bad input", () => {
  const worlds = worldStage();
  let world: World;
  let sockets: SocketLog;
  before(async () => {
    world = await worlds.start({ domains: { [DOMAIN]: healthyDomain(DOMAIN) } });
    sockets = await socketLog();
  });
  after(() => worlds.closeAll());

  const questions = () =>
    [world.resolver, ...world.nameServers].flatMap((server) => server.questions).length +
    world.https.serverNames.length;

  /** Runs a step for each case; each must be refused with the sentence that is its key. */
  async function refuses(cases: Readonly<Record<string, Texts>>, run: GateRun = { files: FILES }) {
    const entries = Object.entries(cases);
    const half = Math.ceil(entries.length / 2);
    await Promise.all(
      [entries.slice(0, half), entries.slice(half)].map((some) => refusesInTurn(some, run)),
    );
    assert.equal(questions(), 0, "questions and connections that reached the world");
    assert.deepEqual(sockets.lines(), []);
  }

  async function refusesInTurn(cases: readonly (readonly [string, Texts])[], run: GateRun) {
    const steps = cases.map(([, inputs], index) =>
      gateStep(
        { domain: DOMAIN, ...world.inputs, ...inputs },
        { name: `step${index}`, condition: "always()" },
      ),
    );
    const report = await runSteps(steps, { environment: sockets.environment, ...run });
    for (const [index, [sentence]] of cases.entries()) {
      const step = report.steps[index];
      assert.equal(step?.result, "Failed", sentence);
      assert.equal(only(step.issues).message, sentence);
      const commands = step.commands.map(({ name }) => name);
      assert.deepEqual(
        commands.filter((name) => name !== "task.debug"),
        ["task.logissue", "task.complete"],
        sentence,
      );
    }
  }

  it("is refused before anything is asked", () =>
    refuses({
      'stage "preDeply" is unknown: auto, lint, pullRequest, preDeploy, postDeploy or monitor is expected, probably preDeploy':
        { stage: "preDeply" },
      "domain is empty: one domain name per line is expected, such as contoso.com, in every stage but lint":
        { domain: "" },
      'domain "https://contoso.com/" is a URL: one domain name per line is expected, probably contoso.com':
        { domain: "https://contoso.com/" },
      'domain "admin@contoso.com" is an e-mail address: one domain name per line is expected, probably contoso.com':
        { domain: "admin@contoso.com" },
      'timeoutSeconds "0" is out of range: a whole number from 1 to 60 is expected': {
        timeoutSeconds: "0",
      },
      'timeoutSeconds "61" is out of range: a whole number from 1 to 60 is expected': {
        timeoutSeconds: "61",
      },
      'dnsServers "dns.contoso.com" is a host name: address[:port], separated by commas, is expected':
        { dnsServers: "dns.contoso.com" },
      'connectTo "mta-sts.contoso.com:443:192.0.2.1" has not four parts (an IPv6 address stands in brackets): HOST:PORT:ADDRESS:PORT is expected':
        { connectTo: "mta-sts.contoso.com:443:192.0.2.1" },
      'deployedUrl "http://site.example.net" does not begin with https://: https and a host name alone, such as https://host.example.net, is expected, probably https://site.example.net':
        { deployedUrl: "http://site.example.net" },
      'trustAnchors "home/.well-known/mta-sts.txt" holds no PEM certificate: a PEM file of CA certificates is expected':
        { trustAnchors: "home/.well-known/mta-sts.txt" },
      'ignoreChecks "mx-not-coverd" is the id of no check: one known id per line is expected, probably mx-not-covered':
        { ignoreChecks: "mx-not-coverd" },
      'publishSarif "yes" is no boolean: true or false is expected, probably true': {
        publishSarif: "yes",
      },
    }));

  it("is refused where a path leads astray", () =>
    refuses(
      {
        'policyFile "home" is a folder: the path of a file is expected, probably "home/.well-known/mta-sts.txt"':
          { policyFile: "home" },
        'policyFile "../mta-sts.txt" lies outside the repository: a path inside the repository is expected':
          { policyFile: "../mta-sts.txt" },
        'policyFile "link.txt" leads outside the repository through a symbolic link: a path inside the repository is expected':
          { policyFile: "link.txt" },
        'policyFile "folder/mta-sts.txt" leads outside the repository through a symbolic link: a path inside the repository is expected':
          { policyFile: "folder/mta-sts.txt" },
      },
      {
        files: FILES,
        prepare: (repository) => {
          symlinkSync("../mta-sts.txt", join(repository, "link.txt"));
          symlinkSync("..", join(repository, "folder"));
        },
      },
    ));

  it("is refused where several policies could be meant, and where there is none", async () => {
    await refuses(
      {
        'policyFile is empty and the repository holds several .well-known/mta-sts.txt: one of "a/.well-known/mta-sts.txt" or "b/.well-known/mta-sts.txt" is expected':
          {},
      },
      { files: { "a/.well-known/mta-sts.txt": "", "b/.well-known/mta-sts.txt": "" } },
    );
    await refuses(
      {
        "policyFile is empty and the repository holds no .well-known/mta-sts.txt, so there is nothing to judge: the path of the policy file is expected":
          {},
      },
      { files: { "README.md": "" } },
    );
  });

  it("is told from good input, which opens sockets", async () => {
    const { problems } = await runGate(
      { domain: DOMAIN, ...world.inputs },
      { files: FILES, environment: sockets.environment },
    );
    assert.deepEqual(problems, []);
    assert.ok(questions() > 0);
    assert.ok(sockets.lines().includes("udp"));
    assert.ok(sockets.lines().includes(`tcp 127.0.0.1:${world.https.port}`));
  });
});
