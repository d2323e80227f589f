import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { looksTheSame, spelledOnDisk } from "../../tasks/MtaStsGateV1/inputs/spelling";
import { makeRepository, outcome, readingIn } from "../support/inputs";

const NFC = "m\u00fcnchen";
const NFD = "mu\u0308nchen";

describe("spelledOnDisk", () => {
  const folders: { readonly [folder: string]: readonly string[] } = {
    ".": ["home", "Docs", "docs", NFD, "Stra\u00dfe"],
    home: [".Well-Known"],
    "home/.Well-Known": ["MTA-STS.txt"],
    docs: ["a.TXT", "A.txt"],
    [NFD]: ["x"],
    "Stra\u00dfe": ["\u00c9\u0130.txt"],
  };
  const spelled = (path: string) => spelledOnDisk(path, (folder) => folders[folder] ?? []);

  it("gives each part as its folder has it", () => {
    assert.equal(spelled("."), ".");
    assert.equal(spelled("HOME"), "home");
    assert.equal(spelled("home/.well-known/mta-sts.txt"), "home/.Well-Known/MTA-STS.txt");
    assert.equal(spelled("docs/A.txt"), "docs/A.txt");
    assert.equal(spelled("STRA\u00dfE/e\u0301\u0130.TXT"), "Stra\u00dfe/\u00c9\u0130.txt");
  });
  it("prefers the same text in another Unicode form", () => {
    assert.equal(spelled(`${NFC}/x`), `${NFD}/x`);
    assert.equal(spelled(`${NFC.toUpperCase()}/X`), `${NFD}/x`);
    assert.ok(looksTheSame(NFC, NFD));
    assert.ok(!looksTheSame(NFC, NFD.toUpperCase()));
  });
  it("gives nothing where there is none, or several", () => {
    assert.equal(spelled("gone"), undefined);
    assert.equal(spelled("home/gone"), undefined);
    assert.equal(spelled("DOCS"), undefined);
    assert.equal(spelled("docs/a.txt"), undefined);
  });
});

describe("inputs that are spelled otherwise than the file", () => {
  let root = "";
  let remove = () => {};
  beforeEach(() => {
    ({ root, remove } = makeRepository({
      "home/.well-known/mta-sts.txt": "version: STSv1\n",
      "dns/Zone.txt": '_mta-sts TXT "v=STSv1; id=1"\n',
      [`${NFD}/.well-known/mta-sts.txt`]: "version: STSv1\n",
      "sites/Contoso.com/.well-known/mta-sts.txt": "version: STSv1\n",
      "app/.Well-Known/MTA-STS.txt": "version: STSv1\n",
    }));
  });
  afterEach(() => remove());
  const { read, options } = readingIn(() => root);

  it("are refused on every system, though Windows and macOS would find the file", () => {
    const policyFile = "home/.well-known/mta-sts.txt";
    const sentence = (given: string, spelled: string) =>
      `"${given}" is spelled "${spelled}" in the repository: the same spelling is expected`;
    for (const given of ["home/.well-known/MTA-STS.txt", "Home/.Well-known/mta-sts.txt"]) {
      assert.equal(read({ policyFile: given }), `policyFile ${sentence(given, policyFile)}`);
      assert.equal(
        read({ policyFile: given, stage: "lint" }),
        `policyFile ${sentence(given, policyFile)}`,
      );
    }
    assert.equal(read({ policyFile, siteRoot: "Home" }), `siteRoot ${sentence("Home", "home")}`);
    assert.equal(
      read({ policyFile, recordFile: "dns\\zone.txt" }),
      `recordFile ${sentence("dns/zone.txt", "dns/Zone.txt")}`,
    );
    const inDomain = "sites/contoso.com/.well-known/mta-sts.txt";
    assert.equal(
      read({ policyFile: "sites/{domain}/.well-known/mta-sts.txt" }),
      `policyFile ${sentence(inDomain, inDomain.replace("contoso", "Contoso"))}`,
    );
  });

  it("are taken as the file has them where only the Unicode form differs", () => {
    const policyFile = `${NFC}/.well-known/mta-sts.txt`;
    const taken = options({ policyFile });
    assert.equal(taken.policyFile, `${NFD}/.well-known/mta-sts.txt`);
    assert.equal(taken.siteRoot, NFD);
    assert.equal(options({ siteRoot: NFC }).policyFile, `${NFD}/.well-known/mta-sts.txt`);
  });

  it("leave a policy whose own name is wrong to the checks", () => {
    assert.equal(options({ siteRoot: "app" }).policyFile, "app/.Well-Known/MTA-STS.txt");
    assert.equal(options({ siteRoot: "gone" }).policyFile, "gone/.well-known/mta-sts.txt");
  });

  it("are proposed where the name in the repository differs in case", () => {
    const other = makeRepository({ "home/.well-known/MTA-STS.txt": "" });
    assert.match(
      String(outcome({ domain: "contoso.com" }, { "Build.SourcesDirectory": other.root })),
      /^policyFile is empty and .* expected, probably "home\/\.well-known\/MTA-STS\.txt"$/,
    );
    other.remove();
  });

  it("may have a backslash in their name where the system allows it", function () {
    if (process.platform === "win32") this.skip(); // no name there can have one
    mkdirSync(join(root, "a\\b"));
    writeFileSync(join(root, "a\\b/mta-sts.txt"), "");
    assert.equal(options({ policyFile: "a\\b/mta-sts.txt" }).policyFile, "a\\b/mta-sts.txt");
    assert.equal(
      options({ policyFile: "home\\.well-known\\mta-sts.txt" }).policyFile,
      "home/.well-known/mta-sts.txt",
    );
  });
});
