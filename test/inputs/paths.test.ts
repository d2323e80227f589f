import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { searchPolicyFiles } from "../../tasks/MtaStsGateV1/inputs/policy-file-search";
import type { Options } from "../../tasks/MtaStsGateV1/options";
import { makeRepository, outcome, readingIn, type Texts } from "../support/inputs";

const POLICY = "home/.well-known/mta-sts.txt";

describe("inputs that name files", () => {
  let root = "";
  let outside = "";
  let removals: (() => void)[] = [];

  beforeEach(() => {
    const repository = makeRepository({
      [POLICY]: "version: STSv1\n",
      "home/index.html": "",
      "dns/contoso.com.zone": '_mta-sts TXT "v=STSv1; id=1"\n',
      "dns/fabrikam.com.zone": '_mta-sts TXT "v=STSv1; id=2"\n',
    });
    const other = makeRepository({ "mta-sts.txt": "", "a/mta-sts.txt": "" });
    root = repository.root;
    outside = other.root;
    removals = [repository.remove, other.remove];
  });
  afterEach(() => {
    for (const remove of removals) remove();
  });

  const { read, options } = readingIn(() => root);

  describe("policyFile", () => {
    for (const text of [
      POLICY,
      `./${POLICY}`,
      "home\\.well-known\\mta-sts.txt",
      "home//x/../.well-known/./mta-sts.txt",
    ]) {
      it(`${JSON.stringify(text)} is taken`, () => {
        assert.equal(options({ policyFile: text }).policyFile, POLICY);
      });
    }
    it("an absolute path inside the repository is made relative", () => {
      assert.equal(options({ policyFile: join(root, POLICY) }).policyFile, POLICY);
    });
    it("so it is where the repository was reached through a link", () => {
      const link = join(outside, "link");
      symlinkSync(root, link);
      for (const path of [join(link, POLICY), join(root, POLICY)]) {
        const result = outcome(
          { domain: "contoso.com", policyFile: path },
          { "Build.SourcesDirectory": link },
        );
        assert.equal(typeof result === "string" ? result : result.policyFile, POLICY);
      }
    });
    it("a link inside the repository is followed", () => {
      symlinkSync(POLICY, join(root, "policy.txt"));
      assert.equal(options({ policyFile: "policy.txt" }).policyFile, "policy.txt");
    });
    it("a file that does not exist is evidence", () => {
      assert.equal(options({ policyFile: "gone/mta-sts.txt" }).policyFile, "gone/mta-sts.txt");
      assert.equal(options({ siteRoot: "gone" }).policyFile, "gone/.well-known/mta-sts.txt");
    });
    it("a link to a file that does not exist is evidence, too", () => {
      symlinkSync("nowhere.txt", join(root, "policy.txt"));
      assert.equal(options({ policyFile: "policy.txt" }).policyFile, "policy.txt");
    });

    const bad = (text: string, want: string, prepare = () => {}) =>
      it(`${JSON.stringify(text).slice(0, 60)} is refused`, () => {
        prepare();
        assert.equal(read({ policyFile: text }), `policyFile ${want}`);
      });
    const inside = "a path inside the repository is expected";
    const file = "the path of a file is expected";
    bad("../mta-sts.txt", `"../mta-sts.txt" lies outside the repository: ${inside}`);
    bad("..", `".." lies outside the repository: ${inside}`);
    bad("home/../../x", `"home/../../x" lies outside the repository: ${inside}`);
    bad("..\\x", `"..\\\\x" lies outside the repository: ${inside}`);
    bad("/etc/passwd", `"/etc/passwd" lies outside the repository: ${inside}`);
    bad(
      "C:\\site\\mta-sts.txt",
      `"C:\\\\site\\\\mta-sts.txt" lies outside the repository: ${inside}`,
    );
    bad(`/${POLICY}`, `"/${POLICY}" lies outside the repository: ${inside}, probably "${POLICY}"`);
    bad("home", `"home" is a folder: ${file}, probably "${POLICY}"`);
    bad("home/.well-known/", `"home/.well-known" is a folder: ${file}, probably "${POLICY}"`);
    bad(".", `"." is a folder: ${file}`);
    bad("a\u0000b", '"a\\u{0}b" holds a control character: one path is expected');
    bad("a\nb", '"a\\u{a}b" holds a control character: one path is expected');
    bad("https://contoso.com/x", '"https://contoso.com/x" is a URL: one path is expected');
    bad(
      "a/".repeat(3000),
      `"${"a/".repeat(40)}…" is longer than 4096 characters: one path is expected`,
    );

    const byLink = `leads outside the repository through a symbolic link: ${inside}`;
    bad("link.txt", `"link.txt" ${byLink}`, () => {
      symlinkSync(join(outside, "mta-sts.txt"), join(root, "link.txt"));
    });
    bad("out/mta-sts.txt", `"out/mta-sts.txt" ${byLink}`, () => {
      symlinkSync(join(outside, "a"), join(root, "out"));
    });
    bad("out/new/mta-sts.txt", `"out/new/mta-sts.txt" ${byLink}`, () => {
      symlinkSync(outside, join(root, "out"));
    });
    bad("dangling.txt", `"dangling.txt" ${byLink}`, () => {
      symlinkSync(join(outside, "not-there.txt"), join(root, "dangling.txt"));
    });
    bad("pipe", `"pipe" is no regular file: ${file}`, () => {
      execFileSync("mkfifo", [join(root, "pipe")]);
    });
    it("a link that leads to itself is evidence", () => {
      symlinkSync("loop.txt", join(root, "loop.txt"));
      assert.equal(options({ policyFile: "loop.txt" }).policyFile, "loop.txt");
    });
  });

  describe("policyFile in lint", () => {
    const lint = (inputs: Texts) => read({ stage: "lint", domain: "", ...inputs });
    it("must exist", () => {
      assert.equal(
        lint({ policyFile: "gone.txt" }),
        'policyFile "gone.txt" does not exist, so lint has nothing to judge: the path of a file is expected',
      );
      assert.equal(
        lint({ siteRoot: "gone" }),
        'policyFile "gone/.well-known/mta-sts.txt" does not exist, so lint has nothing to judge: the path of a file is expected',
      );
    });
    it("cannot hold {domain} without a domain", () => {
      assert.equal(
        lint({ policyFile: "sites/{domain}.txt" }),
        'policyFile "sites/{domain}.txt" holds {domain} but the input domain is empty: a path without {domain} is expected',
      );
    });
    it("must exist for each domain", () => {
      const inputs = { domain: "contoso.com\nadatum.com", policyFile: "dns/{domain}.zone" };
      assert.equal(
        lint(inputs),
        'policyFile "dns/adatum.com.zone" does not exist, so lint has nothing to judge: the path of a file is expected',
      );
    });
    it("must be open to us", () => {
      symlinkSync("loop.txt", join(root, "loop.txt"));
      assert.equal(
        lint({ policyFile: "loop.txt" }),
        'policyFile "loop.txt" cannot be read, so lint has nothing to judge: the path of a file is expected',
      );
    });
  });

  describe("policyFile with {domain}", () => {
    it("stays as it is", () => {
      const inputs = {
        domain: "contoso.com\nadatum.com",
        policyFile: "sites/{domain}/mta-sts.txt",
      };
      assert.equal(options(inputs).policyFile, "sites/{domain}/mta-sts.txt");
    });
    it("is looked at for each domain", () => {
      mkdirSync(join(root, "sites/fabrikam.com"), { recursive: true });
      assert.equal(
        read({ domain: "contoso.com\nfabrikam.com", policyFile: "sites/{domain}" }),
        'policyFile "sites/fabrikam.com" is a folder: the path of a file is expected',
      );
      symlinkSync(outside, join(root, "sites/contoso.com"));
      assert.equal(
        read({ domain: "contoso.com", policyFile: "sites/{domain}/mta-sts.txt" }),
        'policyFile "sites/contoso.com/mta-sts.txt" leads outside the repository through a symbolic link: a path inside the repository is expected',
      );
    });
  });

  describe("empty policyFile", () => {
    const whole = (want: string) => assert.equal(read({}), `policyFile is empty and ${want}`);

    it("is the only one in the repository", () => {
      assert.equal(options({}).policyFile, POLICY);
      assert.equal(options({}).siteRoot, "home");
    });
    it("is found at the top", () => {
      rmSync(join(root, "home"), { recursive: true });
      mkdirSync(join(root, ".well-known"));
      writeFileSync(join(root, ".well-known/mta-sts.txt"), "");
      assert.equal(options({}).policyFile, ".well-known/mta-sts.txt");
      assert.equal(options({}).siteRoot, ".");
    });
    it("is not looked for in .git, node_modules and behind links", () => {
      for (const folder of [".git", "node_modules", "home/node_modules/x"]) {
        mkdirSync(join(root, folder, ".well-known"), { recursive: true });
        writeFileSync(join(root, folder, ".well-known/mta-sts.txt"), "");
      }
      symlinkSync("home", join(root, "linked"));
      assert.equal(options({}).policyFile, POLICY);
    });
    it("is the one under the site root", () => {
      mkdirSync(join(root, "dist/.well-known"), { recursive: true });
      writeFileSync(join(root, "dist/.well-known/mta-sts.txt"), "");
      assert.equal(options({ siteRoot: "dist" }).policyFile, "dist/.well-known/mta-sts.txt");
    });
    it("is an error where there are several", () => {
      for (const folder of ["b ##vso[x]", "a"]) {
        mkdirSync(join(root, folder, ".well-known"), { recursive: true });
        writeFileSync(join(root, folder, ".well-known/mta-sts.txt"), "");
      }
      whole(
        `the repository holds several .well-known/mta-sts.txt: one of "a/.well-known/mta-sts.txt", "b #\\u{23}vso[x]/.well-known/mta-sts.txt" or "${POLICY}" is expected`,
      );
    });
    it("lists ten at most", () => {
      for (let number = 10; number < 24; number++) {
        mkdirSync(join(root, `a${number}/.well-known`), { recursive: true });
        writeFileSync(join(root, `a${number}/.well-known/mta-sts.txt`), "");
      }
      const ten = Array.from({ length: 10 }, (_, n) => `"a${n + 10}/.well-known/mta-sts.txt"`);
      whole(
        `the repository holds several .well-known/mta-sts.txt: one of ${ten.join(", ")} or 5 more is expected`,
      );
    });
    it("is an error where there is none", () => {
      rmSync(join(root, POLICY));
      const none =
        "the repository holds no .well-known/mta-sts.txt, so there is nothing to judge: the path of the policy file is expected";
      whole(none);
      writeFileSync(join(root, "home/mta-sts.txt"), "");
      whole(`${none}, probably "home/mta-sts.txt"`);
      writeFileSync(join(root, "mta-sts.txt"), "");
      whole(none);
      for (const stage of ["lint", "pullRequest", "preDeploy", "postDeploy"]) {
        assert.equal(read({ stage }), `policyFile is empty and ${none}`);
      }
    });
    it("is an error where there is no checkout", () => {
      rmSync(root, { recursive: true });
      assert.match(String(read({})), /^policyFile is empty and the repository holds no /);
    });
    it("means no file in monitor", () => {
      const { policyFile, siteRoot } = options({ stage: "monitor", siteRoot: "home" });
      assert.deepEqual([policyFile, siteRoot], [undefined, "home"]);
      assert.equal("policyFile" in options({ stage: "monitor" }), false);
    });
    it("gives up on a huge repository", () => {
      const found = searchPolicyFiles(root, 3);
      assert.deepEqual(found, { wellKnown: [], elsewhere: [], isComplete: false });
      assert.equal(searchPolicyFiles(root, 4).isComplete, true);
    });
  });

  describe("siteRoot", () => {
    for (const [text, want] of [
      ["home", "home"],
      ["/home", "home"], // as in app_location of AzureStaticWebApp@0
      ["/", "."],
      ["./", "."],
      [".", "."],
      ["home\\", "home"],
      ["/not-there-4711", "not-there-4711"],
      ["sites/{domain}", "sites/{domain}"],
    ] as const) {
      it(`${JSON.stringify(text)} is taken`, () => {
        assert.equal(options({ siteRoot: text, policyFile: POLICY }).siteRoot, want);
      });
    }
    it("is the folder that holds .well-known where it is empty", () => {
      assert.equal(options({ policyFile: POLICY }).siteRoot, "home");
      assert.equal(
        options({ policyFile: "a/{domain}/.well-known/mta-sts.txt" }).siteRoot,
        "a/{domain}",
      );
      assert.equal("siteRoot" in options({ policyFile: "policies/contoso.txt" }), false);
    });
    it("may be an absolute path inside the repository", () => {
      assert.equal(options({ siteRoot: join(root, "home") }).siteRoot, "home");
    });
    it("is refused outside of it", () => {
      const inside = "a path inside the repository is expected";
      assert.equal(
        read({ siteRoot: outside }),
        `siteRoot "${outside}" lies outside the repository: ${inside}`,
      );
      assert.equal(
        read({ siteRoot: "../home" }),
        `siteRoot "../home" lies outside the repository: ${inside}`,
      );
      symlinkSync(outside, join(root, "out"));
      assert.equal(
        read({ siteRoot: "out" }),
        `siteRoot "out" leads outside the repository through a symbolic link: ${inside}`,
      );
    });
    it("is no file", () => {
      const expected = "the folder that is deployed is expected";
      assert.equal(
        read({ siteRoot: POLICY }),
        `siteRoot "${POLICY}" is no folder: ${expected}, probably "home"`,
      );
      writeFileSync(join(root, "index.html"), "");
      assert.equal(
        read({ siteRoot: "index.html" }),
        `siteRoot "index.html" is no folder: ${expected}, probably "."`,
      );
    });
  });

  describe("recordFile", () => {
    it("is taken, with {domain} or without", () => {
      const one = options({ recordFile: "./dns/contoso.com.zone" });
      assert.equal(one.recordFile, "dns/contoso.com.zone");
      const inputs = { domain: "contoso.com\nfabrikam.com", recordFile: "dns/{domain}.zone" };
      assert.equal(options(inputs).recordFile, "dns/{domain}.zone");
      assert.equal(options({ ...inputs, idScheme: "explicit" }).idScheme, "explicit");
    });
    const bad = (text: string, want: string) =>
      it(`${JSON.stringify(text)} is refused`, () => {
        const inputs = { domain: "contoso.com\nadatum.com", recordFile: text };
        assert.equal(read(inputs), `recordFile ${want}`);
      });
    const file = "the path of a file is expected";
    bad("gone.tf", `"gone.tf" does not exist, so no id can be read from it: ${file}`);
    bad("dns", `"dns" is a folder: ${file}`);
    bad(
      "dns/{domain}.zone",
      `"dns/adatum.com.zone" does not exist, so no id can be read from it: ${file}`,
    );
    bad(
      "../x.tf",
      '"../x.tf" lies outside the repository: a path inside the repository is expected',
    );

    const text = "the text v=STSv1; id=… is expected";
    const holding = (content: string, inputs: Texts = {}): Options | string => {
      writeFileSync(join(root, "dns.tf"), content);
      return read({ domain: "contoso.com\nadatum.com", recordFile: "dns.tf", ...inputs });
    };
    it("must hold a record for each domain", () => {
      assert.equal(
        holding('"_mta-sts.contoso.com" = "v=STSv1; id=1"\n'),
        `recordFile "dns.tf" holds no TXT record for _mta-sts.adatum.com: ${text}`,
      );
    });
    it("must not hold several different ones", () => {
      assert.equal(
        holding('a = "v=STSv1; id=1"\n\nb = "v=STSv1; id=2"\n'),
        'recordFile "dns.tf" holds several different TXT records for _mta-sts.contoso.com (id 1 in line 1, id 2 in line 3): one is expected',
      );
    });
    it("must repeat expectedId, unless it computes the id", () => {
      const inputs = { domain: "contoso.com", expectedId: "2" };
      assert.equal(
        holding('\na = "v=STSv1; id=1"\n', inputs),
        'recordFile "dns.tf" gives the id 1 in line 2, but expectedId is 2: the same id in both, or only one of them, is expected',
      );
      assert.equal(typeof holding('a = "v=STSv1; id=2"\n', inputs), "object");
      assert.equal(typeof holding('a = "v=STSv1; id=%s"\n', inputs), "object");
    });
    it("must not be too large", () => {
      assert.equal(
        holding("x".repeat(1_048_577)),
        'recordFile "dns.tf" is larger than 1048576 octets: a file with the text v=STSv1; id=… is expected',
      );
    });
    it("is read in lint without a domain", () => {
      const inputs = { domain: "", stage: "lint", recordFile: "dns.tf" };
      writeFileSync(join(root, "dns.tf"), '"_mta-sts.contoso.com" = "v=STSv1; id=1"\n');
      assert.equal(typeof read(inputs), "object");
      writeFileSync(join(root, "dns.tf"), "");
      assert.equal(read(inputs), `recordFile "dns.tf" holds no TXT record: ${text}`);
    });
  });

  describe("reportFolder", () => {
    it("starts at the repository", () => {
      assert.equal(
        options({ reportFolder: "out/reports" }).reportFolder,
        join(root, "out/reports"),
      );
      assert.equal(options({ reportFolder: "../a" }).reportFolder, join(root, "../a"));
      assert.equal(options({ reportFolder: outside }).reportFolder, outside);
    });
    it("is no file", () => {
      assert.equal(
        read({ reportFolder: POLICY }),
        `reportFolder "${POLICY}" is a file: the path of a folder is expected`,
      );
    });
  });
});
