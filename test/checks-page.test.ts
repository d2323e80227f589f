// The page of all checks: how it shows one, and that every check has all its parts.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { checksPage } from "../scripts/checks-page";
import { plainly } from "../scripts/example-words";
import { checks } from "../tasks/MtaStsGateV1/checks";
import { type Check, defineCheck } from "../tasks/MtaStsGateV1/checks/check";
import { assertNone } from "./support/assert-none";
import { anchors } from "./support/markdown";
import { textOf } from "./support/sources";

describe("the page of the checks", () => {
  describe("shows a check", () => {
    let fixtures: string;
    beforeEach(() => {
      fixtures = mkdtempSync(join(tmpdir(), "docs-"));
    });
    afterEach(() => rmSync(fixtures, { recursive: true }));

    const check: Check = defineCheck({
      id: "policy-x",
      title: "x is wrong",
      severity: "error",
      area: "policyText",
      citation: { rfc: 8461, section: "3.2" },
      why: "Mail is lost",
      fix: "Repair it.",
      needs: [],
      judge: () => [],
    });
    const writeCase = (name: string, files: { readonly [file: string]: string }): void => {
      for (const [file, text] of Object.entries(files)) {
        const path = join(fixtures, "policy-x", name, file);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, text);
      }
    };

    it("with its source, what it means for mail and its fix", () => {
      const page = checksPage(
        [check, { ...check, id: "y", citation: { practice: "custom" } }],
        fixtures,
      );
      assert.match(page, /^\*\*The policy file\*\*\n\n\| Check \|/m);
      assert.match(page, /^\| \[`policy-x`\]\(#policy-x\) \| error \| x is wrong \|$/m);
      assert.match(
        page,
        /^## policy-x\n\n\*\*x is wrong\*\* \(error; \[RFC 8461 section 3\.2\]\(/m,
      );
      assert.match(
        page,
        /#section-3\.2\)\)\n\nFor mail: Mail is lost\.\n\nFix: Repair it\.\n\n## y$/m,
      );
      assert.match(page, /\(error; practice: custom\)/);
      assert.doesNotMatch(page, /\ngives\n/);
    });

    it("with its first bad case as an example", () => {
      writeCase("good-1", { "mta-sts.txt": "good\n", "expected.txt": "" });
      writeCase("bad-2", { "mta-sts.txt": "second\n", "expected.txt": "two\n" });
      writeCase("bad-1", { "mta-sts.txt": "first\r\n", "expected.txt": "one\n" });
      writeCase("bad-0", { "mta-sts.txt": "unfinished\n" });
      const page = checksPage([check], fixtures);
      const example =
        "Example, in stage `lint`:\n\nThe policy file\n\n```text\nfirst␍\n```\n\ngives\n\n```text\none\n```\n";
      assert.ok(page.endsWith(`Fix: Repair it.\n\n${example}`), page);
    });

    it("with the case that shows it at its own severity and little else", () => {
      const files = { "mta-sts.txt": "x\n" };
      writeCase("bad-1", { ...files, "expected.txt": "note policy-x: weak\n" });
      writeCase("bad-2", { ...files, "expected.txt": "error policy-x: one\n\nnote other: two\n" });
      writeCase("bad-3", { ...files, "expected.txt": "error policy-x: alone\n" });
      assert.ok(checksPage([check], fixtures).endsWith("```text\nerror policy-x: alone\n```\n"));
    });

    it("with the files and the case that the example brings", () => {
      writeCase("bad-1", {
        "repository/home/staticwebapp.config.json": "{}\n",
        "repository/b/empty.txt": "",
        "case.json": JSON.stringify({ stage: "monitor", mx: ["0 ."] }),
        "expected.txt": "one\n",
      });
      const page = checksPage([check], fixtures);
      const example = [
        "Example, in stage `monitor`:",
        "The file `b/empty.txt`, which is empty",
        "```text\n\n```",
        "The file `home/staticwebapp.config.json`",
        "```text\n{}\n```",
        "Seen by the gate",
        "```text\nMX records of contoso.com:\n  - 0 .\n```",
        "gives",
        "```text\none\n```\n",
      ].join("\n\n");
      assert.ok(page.endsWith(example), page);
    });

    it("without an example where a bad case shows nothing but its stage", () => {
      writeCase("bad-1", { "case.json": '{ "stage": "monitor" }', "expected.txt": "one\n" });
      assert.doesNotMatch(checksPage([check], fixtures), /\ngives\n/);
    });

    it("with a case in words", () => {
      const found = (value: object) => ({ status: "found", value: { ...value, seconds: 1 } });
      const evidence = {
        gatheredAt: "2026-11-24",
        other: { status: "skipped", reason: "not asked" },
        mx: {
          resolver: { status: "absent", code: "NODATA", detail: "none" },
          nameServers: { status: "failed", error: { code: "TIMEOUT", message: "silence" } },
        },
        record: found({
          records: [["a", "b"], ["c"]],
          server: "192.0.2.53:53",
          authoritative: false,
          chain: [{ owner: "x.example", target: "y.example", ttl: 1 }],
        }),
        wildcard: found({ records: [{ preference: 1 }], chain: [] }),
        policyHost: { a: { resolver: { value: { value: 7 } } }, aaaa: {} },
      };
      const exchange = {
        httpStatus: 204,
        bodyBase64: "aGk=",
        headers: [["a", "b"]],
        failure: null,
      };
      assert.deepEqual(plainly({ exchange, evidence, unheard: true }), {
        "answer of the policy host": { status: 204, body: "hi", headers: ["a: b"] },
        "time of the run": "2026-11-24",
        "look-up of the MX records": {
          resolver: "NODATA, none",
          "name servers": "no answer: TIMEOUT, silence",
        },
        "look-up of the TXT record": {
          records: ["ab", "c"],
          alias: ["x.example leads to y.example"],
        },
        "look-up of a name that nobody publishes": { records: [{ preference: 1 }] },
        "look-up of the policy host": { a: 7 },
        unheard: true,
      });
    });
  });

  describe("docs/checks.md", () => {
    const sections = new Map(
      textOf("docs/checks.md")
        .split(/^## /m)
        .map((text) => [text.slice(0, text.indexOf("\n")), text] as const),
    );
    const parts: readonly (readonly [string, (check: Check) => RegExp])[] = [
      [
        "source",
        ({ severity }) => new RegExp(`\\*\\* \\(${severity}; (\\[RFC \\d+ section|practice: )`),
      ],
      ["what it means for mail", () => /^For mail: .+[.!?]$/m],
      ["fix", () => /^Fix: .+[.!?]$/m],
      ["example", () => /^Example, in stage `\w+`:\n\n(The (policy )?file|Seen by the gate)/m],
      ["output", ({ id }) => new RegExp(`\ngives\n\n\`\`\`text\n(.*\n)*\\w+ ${id}: `)],
    ];
    it("has every part of every check", () => {
      assertNone(
        checks.flatMap((check) =>
          parts
            .filter(([, pattern]) => !pattern(check).test(sections.get(check.id) ?? ""))
            .map(([part]) => `${check.id}: no ${part}`),
        ),
      );
    });

    it("has an anchor for every check and lists it once", () => {
      const page = textOf("docs/checks.md");
      const listed = [...page.matchAll(/^\| \[`(.+?)`\]\(#(.+?)\) \|/gm)];
      const ids = checks.map(({ id }) => id).sort();
      assert.deepEqual(listed.map(([, name]) => name).sort(), ids);
      assert.deepEqual(listed.map(([, , anchor]) => anchor).sort(), ids);
      const all = anchors(page);
      assertNone(ids.filter((id) => all.filter((anchor) => anchor === id).length !== 1));
    });

    it("stays small enough to be read as a page", () => {
      // GitHub shows larger files only as plain text.
      assert.ok(Buffer.byteLength(textOf("docs/checks.md")) < 500_000);
      const lines = (id: string) => sections.get(id)?.split("\n").length ?? 0;
      assertNone(checks.map(({ id }) => id).filter((id) => lines(id) > 100));
    });
  });
});
