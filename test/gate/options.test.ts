// Inputs that change the verdict, end to end: ids, liveFaults, unverified, failOn, ignoreChecks, deployedUrl.
import assert from "node:assert/strict";
import type { World } from "../../sandbox/internet/world";
import { type GateOutcome, only, runGate, type Texts } from "../support/gate";
import { healthyDomain, policyText, recordText, served, worldStage } from "../support/world";

const DOMAIN = "contoso.com";
const OLD = policyText(DOMAIN, { mode: "testing" });
const NEW = policyText(DOMAIN);
const SITE = "happy-sea-0123.azurestaticapps.example";

describe("an input", () => {
  const worlds = worldStage();
  let world: World;
  before(async () => {
    world = await worlds.start({
      domains: { [DOMAIN]: { ...healthyDomain(DOMAIN, OLD), record: [recordText("abc1")] } },
    });
  });
  after(() => worlds.closeAll());

  const run = (inputs: Texts, files: Texts = {}): Promise<GateOutcome> =>
    runGate(
      { domain: DOMAIN, policyFile: "mta-sts.txt", ...world.inputs, ...inputs },
      { files: { "mta-sts.txt": NEW, ...files } },
    );

  it("expectedId: must move where the policy changes", async () => {
    const [stuck, moved] = await Promise.all([
      run({ expectedId: "abc1" }),
      run({ expectedId: "abc2" }),
    ]);
    assert.deepEqual(stuck.problems, ["error id-not-moved", "note served-differs"]);
    assert.equal(stuck.step.result, "Failed");
    assert.deepEqual(moved.problems, ["note served-differs"]);
    assert.equal(moved.step.outputVariables.mtaStsTxtRecord, recordText("abc2"));
  });

  it("recordFile: gives the expected id, and the place of the fault", async () => {
    const files = { "dns/contoso.com.txt": `; the record\n${recordText("abc1")}\n` };
    const { step, report, problems } = await run({ recordFile: "dns/{domain}.txt" }, files);
    assert.deepEqual(problems, ["error id-not-moved", "note served-differs"]);
    assert.equal(only(report.domains).id.expected, "abc1");
    const { sourcepath, linenumber } = only(step.issues).properties;
    assert.deepEqual([sourcepath, linenumber], ["dns/contoso.com.txt", "2"]);
  });

  it("failOn: decides about the step, never about the report", async () => {
    const files = { "mta-sts.txt": policyText(DOMAIN, { maxAge: "3600" }) };
    const [never, warned, strict] = await Promise.all([
      run({ expectedId: "abc1", failOn: "never" }),
      run({}, files),
      run({ failOn: "warning" }, files),
    ]);
    assert.equal(never.step.result, "SucceededWithIssues");
    assert.equal(never.report.result, "failed");
    assert.equal(warned.step.result, "SucceededWithIssues");
    assert.equal(strict.step.result, "Failed");
    assert.equal(strict.report.result, "warnings");
  });

  it("ignoreChecks: turns problems into notes", async () => {
    const { step, problems } = await run({ expectedId: "abc1", ignoreChecks: "id-not-moved" });
    assert.deepEqual([...problems].sort(), ["note id-not-moved", "note served-differs"]);
    assert.equal(step.result, "Succeeded");
  });

  it("plannedMx: must be covered already", async () => {
    const { problems } = await run({ plannedMx: `mx.${DOMAIN}\nmx2.${DOMAIN}` });
    assert.deepEqual(problems, ["error mx-planned-not-covered", "note served-differs"]);
  });

  it("liveFaults: lets a deployment pass that is the repair", async () => {
    world.publishRecord(DOMAIN, ["v=STSv1; id=not valid;"]);
    const [strict, repair, late] = await Promise.all([
      run({}),
      run({ liveFaults: "warn" }),
      run({ liveFaults: "warn", stage: "postDeploy", waitMinutes: "0" }),
    ]);
    world.publishRecord(DOMAIN, [recordText("abc1")]);
    assert.deepEqual(strict.problems, ["error record-id", "note served-differs"]);
    assert.deepEqual(repair.problems, ["warning record-id", "note served-differs"]);
    assert.equal(repair.step.result, "SucceededWithIssues");
    assert.ok(late.problems.includes("error record-id"), "in preDeploy only");
  });

  it("unverified: decides about an answer that could not be had", async () => {
    for (const server of [world.resolver, ...world.nameServers]) {
      server.setFaults([{ kind: "servfail", type: "MX" }]);
    }
    const [fail, warn, pullRequest] = await Promise.all([
      run({}),
      run({ unverified: "warn" }),
      run({ stage: "pullRequest" }),
    ]);
    for (const server of [world.resolver, ...world.nameServers]) server.setFaults([]);
    assert.deepEqual(fail.problems, ["error mx-unanswered", "note served-differs"]);
    assert.deepEqual(warn.problems, ["warning mx-unanswered", "note served-differs"]);
    assert.deepEqual(pullRequest.problems, ["warning mx-unanswered", "note served-differs"]);
    const { seen, counts } = only(fail.report.domains);
    assert.deepEqual([seen.mx.status, seen.mx.code], ["unverified", "SERVFAIL"]);
    assert.ok(counts.unverified > 0, "checks of the MX records did not pass");
  });

  it("deployedUrl: the site's own address is judged, the name in its certificate is not", async () => {
    const certificate = await world.authority.issue({ dnsNames: ["*.azurestaticapps.invalid"] });
    const connectTo = `${world.inputs.connectTo}\n${SITE}:443:127.0.0.1:${world.https.port}`;
    const inputs = { deployedUrl: `https://${SITE}`, connectTo, stage: "monitor", policyFile: "" };
    world.https.setSite(SITE, { certificate, answer: served(OLD) });
    assert.deepEqual((await run(inputs)).problems, []);
    world.https.setSite(SITE, { certificate, answer: { body: OLD, status: 404 } });
    const broken = await run(inputs);
    assert.deepEqual(broken.problems, ["error deployed-site-answer"]);
    assert.equal(broken.step.result, "Failed");
  });
});
