import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { readInputs, readProxyCredentials } from "../../tasks/MtaStsGateV1/inputs";
import {
  makeRepository,
  optionsOf,
  outcome,
  sentenceOf,
  sourceOf,
  type Texts,
} from "../support/inputs";

const [ONE = "", TWO = ""] = rootCertificates;
const BROKEN = ONE.replace(/\n[^\n]{10}/, "\nAAAAAAAAAA");

describe("input trustAnchors", () => {
  let root = "";
  let remove = () => {};
  before(() => {
    ({ root, remove } = makeRepository({
      "one.pem": ONE,
      "two.pem": `# roots of the lab\r\n${ONE}\r\n${TWO}\n`,
      "broken.pem": `${ONE}\n${BROKEN}\n`,
      "key.pem": "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
      "empty.pem": "",
    }));
    writeFileSync(join(root, "one.cer"), new X509Certificate(ONE).raw);
  });
  after(() => remove());

  const variables = () => ({ "Build.SourcesDirectory": root });

  it("is a path from the repository or an absolute one", () => {
    const anchors = (text: string, texts: Texts) =>
      optionsOf({ trustAnchors: text }, texts).trustAnchors;
    assert.equal(anchors("one.pem", variables()), join(root, "one.pem"));
    assert.equal(anchors(".\\two.pem", variables()), join(root, "two.pem"));
    assert.equal(anchors(join(root, "one.pem"), {}), join(root, "one.pem"));
    assert.equal("trustAnchors" in optionsOf({}), false);
  });

  for (const [text, fault] of [
    ["gone.pem", "does not exist"],
    [".", "is a folder"],
    ["empty.pem", "holds no PEM certificate"],
    ["key.pem", "holds no PEM certificate"],
    ["one.cer", "is a certificate in DER form"],
    ["broken.pem", "holds 2 certificates of which number 2 cannot be read"],
    ["/dev/null", "is no regular file"],
  ]) {
    it(`${text} is refused`, () => {
      assert.equal(
        sentenceOf({ trustAnchors: text ?? "" }, variables()),
        `trustAnchors "${text}" ${fault}: a PEM file of CA certificates is expected`,
      );
    });
  }
});

describe("what the agent says about itself", () => {
  it("the repository is the first folder that is known", () => {
    const root = (variables: Texts) => optionsOf({}, variables).repositoryRoot;
    const [a, b, c] = ["/w/1/s", "/w/1/s/x", "/w/1/d"];
    const all = {
      "Build.SourcesDirectory": a,
      "Build.Repository.LocalPath": b,
      "System.DefaultWorkingDirectory": c,
    };
    assert.equal(root(all), a);
    assert.equal(root({ ...all, "Build.SourcesDirectory": "" }), b);
    assert.equal(root({ "System.DefaultWorkingDirectory": c }), c);
    assert.equal(root({}), process.cwd());
  });

  it("reports go to the folder for temporary files", () => {
    const options = optionsOf({}, { "Agent.TempDirectory": "/w/_temp" });
    assert.equal(options.reportFolder, "/w/_temp/mta-sts-gate");
    assert.equal(options.tempFolder, "/w/_temp");
    assert.equal(optionsOf({}).reportFolder, join(tmpdir(), "mta-sts-gate"));
    assert.equal("tempFolder" in optionsOf({}), false);
  });

  it("gives the target branch of a pull request, with refs/heads/ or without", () => {
    const branch = (name: string, reason: string) =>
      optionsOf({}, { "System.PullRequest.TargetBranch": name, "Build.Reason": reason })
        .targetBranch;
    assert.equal(branch("refs/heads/release/1", "PullRequest"), "release/1");
    assert.equal(branch("main", "PullRequest"), "main");
    assert.equal(branch("", "PullRequest"), undefined);
    assert.equal(branch("main", "Manual"), undefined);
  });

  it("the agent's CA file counts where it exists", () => {
    const { root, remove } = makeRepository({ "ca.pem": ONE });
    const file = (path: string) => optionsOf({}, { "Agent.CAInfo": path }).agentCaFile;
    assert.equal(file(join(root, "ca.pem")), join(root, "ca.pem"));
    assert.equal(file(join(root, "gone.pem")), undefined);
    remove();
  });

  it("the agent's CA file is left out with one sentence where it is of no use", () => {
    const { root, remove } = makeRepository({
      "empty.pem": "",
      "broken.pem": BROKEN,
    });
    symlinkSync("loop.pem", join(root, "loop.pem"));
    execFileSync("mkfifo", [join(root, "pipe.pem")]);
    const read = (name: string, stage: string) =>
      readInputs(sourceOf({ stage, domain: "contoso.com" }, { "Agent.CAInfo": join(root, name) }));
    for (const [name, fault] of [
      ["empty.pem", "holds no PEM certificate"],
      ["broken.pem", "holds 1 certificates of which number 1 cannot be read"],
      ["loop.pem", "cannot be read (ELOOP)"],
      ["pipe.pem", "is no regular file"],
      ["", "is a folder"],
    ] as const) {
      const reading = read(name, "monitor");
      assert.ok(reading.ok);
      assert.equal(reading.options.agentCaFile, undefined);
      assert.deepEqual(reading.warnings, [
        `the agent's CA file "${join(root, name)}" (Agent.CAInfo) ${fault}: certificates are judged without it, so one made by a proxy that looks into TLS counts as the policy host's own`,
      ]);
    }
    const gone = read("gone.pem", "monitor");
    assert.deepEqual(gone.ok && gone.warnings, []);
    remove();
  });

  it("a CA file that nothing needs is no matter", () => {
    const { root, remove } = makeRepository({ "empty.pem": "", "mta-sts.txt": "" });
    const reading = readInputs(
      sourceOf(
        { stage: "lint", policyFile: "mta-sts.txt" },
        { "Agent.CAInfo": join(root, "empty.pem"), "Build.SourcesDirectory": root },
      ),
    );
    assert.deepEqual(reading.ok && reading.warnings, []);
    remove();
  });

  describe("proxy", () => {
    const proxy = (url: string, list = "") =>
      optionsOf({}, { "Agent.ProxyUrl": url, "Agent.ProxyBypassList": list }).proxy;
    const url = "http://proxy.example:8080";

    it("comes without path and credentials", () => {
      assert.deepEqual(proxy("http://user:secret@proxy.example:8080/x"), { url, bypass: [] });
      assert.deepEqual(proxy("proxy.example:8080"), { url, bypass: [] });
      assert.equal("proxy" in optionsOf({}), false);
      assert.equal(proxy("socks5://proxy.example:1080"), undefined);
      assert.equal(proxy("http://:0:0"), undefined);
    });
    it("comes with the patterns of the bypass list that can be read", () => {
      const bypass = (list: string) => proxy(url, list)?.bypass;
      assert.deepEqual(bypass('["\\\\.contoso\\\\.com$", "localhost"]'), [
        "\\.contoso\\.com$",
        "localhost",
      ]);
      assert.deepEqual(bypass('["(", 1, null, "ok"]'), ["ok"]);
      for (const list of ["not JSON", "{}", "null", '"x"']) assert.deepEqual(bypass(list), []);
    });
    it("has its credentials apart", () => {
      const credentials = (texts: Texts) => readProxyCredentials(sourceOf({}, texts));
      const named = { "Agent.ProxyUsername": "u", "Agent.ProxyPassword": "p@ss" };
      assert.deepEqual(credentials({ "Agent.ProxyUrl": url, ...named }), {
        username: "u",
        password: "p@ss",
      });
      assert.deepEqual(credentials({ "Agent.ProxyUrl": "http://a%40b:c%3Ad@proxy.example" }), {
        username: "a@b",
        password: "c:d",
      });
      assert.deepEqual(credentials({ "Agent.ProxyUrl": "http://a%ff@proxy.example" }), {
        username: "a%ff",
        password: "",
      });
      assert.equal(credentials({ "Agent.ProxyUrl": url }), undefined);
      assert.equal(credentials(named), undefined);
    });
    it("never shows its password in the options", () => {
      const options = outcome(
        { stage: "monitor", domain: "contoso.com" },
        { "Agent.ProxyUrl": "http://user:secret@proxy.example", "Agent.ProxyPassword": "secret" },
      );
      assert.equal(typeof options, "object");
      assert.doesNotMatch(JSON.stringify(options), /secret/);
    });
  });
});
