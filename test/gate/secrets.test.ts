// Secrets everywhere around the task: none of them is in any output, whatever the run is about.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type ProxyServer, startProxyServer } from "../../sandbox/internet/proxy-server";
import type { World } from "../../sandbox/internet/world";
import { gateStep, only, runSteps } from "../support/gate";
import { filesOf } from "../support/tidy";
import { healthyDomain, policyText, worldStage } from "../support/world";

const DOMAIN = "contoso.com";
let planted = 0;
/** A text that stands nowhere else. */
const secret = () => `planted${++planted}Sq7${"x".repeat(20)}`;

const PROXY = { username: secret(), password: `${secret()}/ü@` };
const SECRETS = {
  "Agent.ProxyPassword": PROXY.password,
  swaToken: secret(),
  "System.AccessToken": secret(),
};
/** Of the agent's own process. */
const ENVIRONMENT = {
  NPM_TOKEN: secret(),
  AZURE_CLIENT_SECRET: secret(),
  HTTPS_PROXY: `http://${secret()}:${secret()}@proxy.invalid:8080`,
  SECRET_OTHER: secret(),
  ENDPOINT_AUTH_SYSTEMVSSCONNECTION: JSON.stringify({ parameters: { AccessToken: secret() } }),
  SECUREFILE_TICKET_1: secret(),
  INPUT_STRANGER: secret(),
};
/** Of the step. */
const STEP_ENVIRONMENT = {
  SYSTEM_ACCESSTOKEN: secret(),
  INPUT_AZURE_STATIC_WEB_APPS_API_TOKEN: secret(),
  GIT_CONFIG_VALUE_0: `Authorization: Bearer ${secret()}`,
};

describe("secrets", () => {
  const worlds = worldStage();
  let world: World;
  let proxy: ProxyServer;
  before(async () => {
    world = await worlds.start({ domains: { [DOMAIN]: healthyDomain(DOMAIN) } });
    proxy = await startProxyServer({
      targets: { [`mta-sts.${DOMAIN}:443`]: world.https.port },
      credentials: PROXY,
    });
  });
  after(() => Promise.all([proxy.close(), worlds.closeAll()]));

  it("are in no output, of a debugging agent neither", async () => {
    const connectTo = world.inputs.connectTo
      .split("\n")
      .filter((line) => !line.startsWith("mta-sts."))
      .join("\n");
    const inputs = {
      domain: DOMAIN,
      policyFile: "mta-sts.txt",
      publishSarif: "true",
      ...world.inputs,
      connectTo,
    };
    const { steps, temp, sources, resultsFolder } = await runSteps(
      [gateStep(inputs, { env: STEP_ENVIRONMENT })],
      {
        files: {
          "mta-sts.txt": policyText(DOMAIN, { mode: "enforced" }),
          ".git/config": `[remote "origin"]\n\turl = https://${secret()}@example.invalid/repository\n[http]\n\textraheader = AUTHORIZATION: bearer ${secret()}\n`,
        },
        variables: {
          "System.Debug": "true",
          "Agent.ProxyUrl": `http://127.0.0.1:${proxy.port}`,
          "Agent.ProxyUsername": PROXY.username,
        },
        secrets: SECRETS,
        environment: ENVIRONMENT,
      },
    );
    const step = only(steps);
    assert.equal(step.result, "Failed");
    assert.equal(proxy.tunnels.at(-1)?.status, 200, "the credentials were used");
    const written = [temp, resultsFolder].flatMap((folder) =>
      filesOf(folder).map((path) => [path, readFileSync(join(folder, path), "utf8")] as const),
    );
    const names = written.map(([path]) => path).join("\n");
    for (const name of ["gate.json", "evidence.json", ".md", ".xml", ".sarif"]) {
      assert.ok(names.includes(name), `${name} in ${names}`);
    }
    // While the library is loaded it shows the proxy's password in one debug line, which the agent masks; the user name
    // is no secret to the agent.
    const lines = step.rawOutput.split("\n");
    const shown = lines.filter((line) => line.startsWith("##vso[task.debug]Agent.ProxyPassword="));
    assert.ok(shown.length <= 1 && !step.log.join("\n").includes(PROXY.password));
    const spoken = lines
      .filter((line) => !shown.includes(line))
      .join("\n")
      .replaceAll(PROXY.username, "");
    const outputs = [...written, ["stdout", spoken], ["stderr", step.rawErrorOutput]] as const;
    const marks = ["planted", ...[PROXY.password, PROXY.username].map(base64)];
    marks.push(base64(`${PROXY.username}:${PROXY.password}`), encodeURIComponent(PROXY.password));
    for (const [name, text] of outputs) {
      for (const mark of marks) assert.ok(!text.includes(mark), `${mark} in ${name}`);
    }
    assert.ok(readFileSync(join(sources, "mta-sts.txt"), "utf8").includes("enforced"));
  });
});

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
