// postDeploy looks again and again: what no deployment changes is asked once in a run.
import assert from "node:assert/strict";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gather, type RunMemory } from "../../tasks/MtaStsGateV1/evidence/gather";
import { dnsStage } from "../support/dns";
import { git, makeGitRepository } from "../support/git";
import { healthyOptions } from "../support/healthy";

describe("a later look of the same run", () => {
  const stage = dnsStage();
  afterEach(() => stage.closeAll());

  it("asks the network again, but neither git nor for the files that deploy", async () => {
    const server = await stage.server({});
    const { root, remove } = makeGitRepository();
    try {
      writeFileSync(join(root, "mta-sts.txt"), "version: STSv1\n");
      writeFileSync(join(root, "azure-pipelines.yml"), "steps:\n- task: MtaStsGate@1\n");
      git(root, "add", "--all");
      git(root, "commit", "--quiet", "--message=first");
      const options = healthyOptions("postDeploy", {
        domains: ["contoso.com"],
        repositoryRoot: root,
        policyFile: "mta-sts.txt",
        dnsServers: [{ address: server.address, port: server.port }],
      });
      const memory: RunMemory = { sessions: new Map() };
      const [first] = await gather(options, { memory });
      const asked = server.questions.length;
      // Who asks again finds nothing.
      renameSync(join(root, ".git"), join(root, "hidden"));
      mkdirSync(join(root, ".git"));
      rmSync(join(root, "azure-pipelines.yml"));
      writeFileSync(join(root, "mta-sts.txt"), "version: STSv1\nmode: none\n");
      const [second] = await gather(options, { memory });
      assert.equal(first?.history.status, "found");
      assert.equal(second?.history.status, "found");
      assert.deepEqual(second?.history, first?.history);
      assert.equal(first?.pipelines.status, "found");
      assert.equal(second?.pipelines, first?.pipelines);
      assert.equal(server.questions.length, 2 * asked);
      const [third] = await gather(options);
      assert.equal(third?.history.status, "failed");
    } finally {
      remove();
    }
  });
});
