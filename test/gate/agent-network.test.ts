// The agent's proxy and its own CA file: used for the connection, and then told as "not as senders see it".
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ProxyServer, startProxyServer } from "../../sandbox/internet/proxy-server";
import type { World } from "../../sandbox/internet/world";
import { type GateRun, newFolder, only, runGate, type Texts } from "../support/gate";
import { healthyDomain, policyText, worldStage } from "../support/world";

const DOMAIN = "contoso.com";
const HOST = `mta-sts.${DOMAIN}`;
const FILES = { "mta-sts.txt": policyText(DOMAIN) };
const CREDENTIALS = { username: "agent", password: "p@ss:w%20rd" };

describe("the agent's own network", () => {
  const worlds = worldStage();
  let world: World;
  let proxy: ProxyServer;
  before(async () => {
    world = await worlds.start({ domains: { [DOMAIN]: healthyDomain(DOMAIN) } });
    const targets = { [`${HOST}:443`]: world.https.port };
    proxy = await startProxyServer({ targets, credentials: CREDENTIALS });
  });
  after(() => Promise.all([proxy.close(), worlds.closeAll()]));

  /** Runs without the line that leads to the policy host, so that the way there is the agent's. */
  const run = (variables: Texts, more: Partial<GateRun> = {}, inputs: Texts = {}) => {
    const lines = world.inputs.connectTo.split("\n").filter((line) => !line.startsWith(HOST));
    const connectTo = lines.join("\n");
    return runGate(
      { domain: DOMAIN, policyFile: "mta-sts.txt", ...world.inputs, connectTo, ...inputs },
      { files: FILES, variables, ...more },
    );
  };
  const proxyUrl = () => `http://127.0.0.1:${proxy.port}`;

  it("is used where a proxy is set, with credentials that nobody gets to see", async () => {
    const variables = {
      "Agent.ProxyUrl": proxyUrl(),
      "Agent.ProxyUsername": CREDENTIALS.username,
      "System.Debug": "true",
    };
    const secrets = { "Agent.ProxyPassword": CREDENTIALS.password };
    const { step, report, problems, reportText, evidence } = await run(variables, { secrets });
    assert.deepEqual(proxy.tunnels.at(-1), { target: `${HOST}:443`, status: 200 });
    assert.deepEqual(problems, ["error host-not-as-senders"]);
    const { status, code, mode } = only(report.domains).seen.policyResource;
    assert.deepEqual([status, code, mode], ["unverified", "NOT_AS_SENDERS", "enforce"]);
    assert.match(step.log.join("\n"), /proxy/);
    const pair = Buffer.from(`${CREDENTIALS.username}:${CREDENTIALS.password}`).toString("base64");
    for (const text of [step.rawOutput, reportText, JSON.stringify(evidence)]) {
      assert.ok(!text.includes(CREDENTIALS.password) && !text.includes(pair));
    }
  });

  it("warns only in a pull request, and takes credentials from the proxy's address", async () => {
    const { username, password } = CREDENTIALS;
    const userInfo = `${username}:${encodeURIComponent(password)}@`;
    const variables = {
      "Agent.ProxyUrl": proxyUrl().replace("//", `//${userInfo}`),
      "Build.Reason": "PullRequest",
    };
    const { problems, evidence } = await run(variables);
    assert.deepEqual(problems, ["warning host-not-as-senders"]);
    assert.equal(evidence.options.proxy?.url, proxyUrl());
  });

  it("tells a proxy that refuses from a policy host that fails", async () => {
    const { problems, report } = await run({ "Agent.ProxyUrl": proxyUrl() });
    assert.equal(proxy.tunnels.at(-1)?.status, 407);
    assert.deepEqual(problems, ["error host-not-as-senders"]);
    const { policyResource } = only(report.domains).seen;
    assert.deepEqual(
      [policyResource.status, policyResource.code],
      ["unverified", "NOT_AS_SENDERS"],
    );
    assert.match(policyResource.detail ?? "", /the agent's proxy .*PROXY_407/);
  });

  it("is left aside where the agent's list of exceptions says so", async () => {
    const before = proxy.tunnels.length;
    const variables = {
      "Agent.ProxyUrl": proxyUrl(),
      "Agent.ProxyBypassList": JSON.stringify(["other\\.example", "mta-sts\\.contoso\\.com"]),
    };
    const { evidence } = await run(variables, {}, { timeoutSeconds: "1" });
    const { policyResource } = only(evidence.domains);
    const exchanges = policyResource.status === "found" ? policyResource.value.exchanges : [];
    assert.deepEqual([only(exchanges).via, only(exchanges).address], ["direct", "192.0.2.1"]);
    assert.equal(proxy.tunnels.length, before);
  });

  it("does not lend its CA to the policy host", async () => {
    const { connectTo } = world.inputs;
    const inputs = { connectTo, trustAnchors: "" };
    const caInfo = { "Agent.CAInfo": world.inputs.trustAnchors };
    const garbage = join(await newFolder(), "ca.pem");
    writeFileSync(garbage, "-----BEGIN CERTIFICATE-----\nnone\n-----END CERTIFICATE-----\n");
    const [lent, unknown, broken] = await Promise.all([
      run(caInfo, {}, inputs),
      run({}, {}, inputs),
      run({ "Agent.CAInfo": garbage }, {}, inputs),
    ]);
    assert.deepEqual(lent.problems, ["error host-not-as-senders"]);
    assert.equal(only(lent.report.domains).seen.policyResource.code, "NOT_AS_SENDERS");
    assert.deepEqual(unknown.problems, ["error host-certificate-trust"]);
    assert.deepEqual(broken.problems, ["error host-certificate-trust"]);
    assert.match(
      broken.step.issues.find(({ type }) => type === "warning")?.message ?? "",
      /^the agent's CA file ".*ca\.pem" \(Agent\.CAInfo\) holds 1 certificates of which number 1 cannot be read: /,
    );
  });

  it("notes in log and report that trustAnchors replaces the public roots", async () => {
    const { step, report } = await run({}, {}, { connectTo: world.inputs.connectTo });
    assert.deepEqual(
      only(report.domains).problems.map(({ severity, check }) => `${severity} ${check}`),
      ["note host-trust-anchors"],
    );
    assert.match(step.log.join("\n"), /^note host-trust-anchors: /m);
  });
});
