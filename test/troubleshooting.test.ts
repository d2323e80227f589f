// docs/troubleshooting.md quotes what the gate really says, and names a cause and a remedy for each.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withOutputs } from "../scripts/page-outputs";
import { troubleOutput } from "../scripts/trouble-outputs";
import { assertNone } from "./support/assert-none";
import { commit, git, makeGitRepository } from "./support/git";
import { anchors, codeBlocks } from "./support/markdown";
import { codeOf, sourcesUnder, TASK, textOf } from "./support/sources";

const PAGE = textOf("docs/troubleshooting.md");
const [HEAD = "", ...SECTIONS] = PAGE.split(/^(?=## )/m);

/** Texts that the page quotes without a block: `…` stands for what differs from run to run. */
const SAYS = /^Says: `([^`]+)`$/gm;

const titleOf = (section: string) => section.slice(3, section.indexOf("\n"));

describe("troubleshooting", () => {
  it("quotes only what stands in the sources", () => {
    const sources = sourcesUnder(TASK).map(codeOf).join("\n");
    const quoted = [...PAGE.matchAll(SAYS)].map(([, text = ""]) => text);
    assert.ok(quoted.length > 3);
    const missing = quoted
      .flatMap((text) => text.split("…"))
      .map((part) => part.trim())
      .filter((part) => !sources.includes(part));
    assertNone(missing);
  });

  it("shows no output but what is made from the code", () => {
    const byHand = PAGE.replace(/^<!-- output: [\s\S]*?^<!-- end -->$/gm, "");
    const isOutput = /^(error|warning|note) [a-z-]+:|^##|^ {2}(mail|fix) /m;
    assertNone(
      codeBlocks(byHand)
        .filter(({ text }) => isOutput.test(text))
        .map(({ text }) => text),
    );
    assert.ok(codeBlocks(PAGE).filter(({ text }) => isOutput.test(text)).length > 15);
  });

  it("has what is seen, a cause and a remedy in each section", () => {
    const parts: readonly (readonly [string, RegExp])[] = [
      ["what the gate says", /^<!-- output: .*\n```|^Says: `/m],
      ["cause", /^\*\*Cause\.\*\* \S/m],
      ["remedy", /^\*\*What to do\.\*\* \S/m],
    ];
    assertNone(
      SECTIONS.flatMap((section) =>
        parts
          .filter(([, pattern]) => !pattern.test(section))
          .map(([part]) => `${titleOf(section)}: no ${part}`),
      ),
    );
  });

  it("leads from what people see to every section, in words of that section", () => {
    const rows = [...HEAD.matchAll(/^\| (?!---|You see)(.*) \| \[(.*)\]\(#(.*)\) \|$/gm)];
    assert.deepEqual(
      rows.map(([, , title]) => title),
      SECTIONS.map(titleOf),
    );
    assert.deepEqual(
      rows.map(([, , , anchor]) => anchor),
      anchors(PAGE).slice(1),
    );
    const oneLine = (text: string) => text.replace(/\s+/g, " ");
    assertNone(
      rows.flatMap(([, seen = ""], index) =>
        [...seen.matchAll(/"([^"]+)"/g)]
          .filter(([, words = ""]) => !oneLine(SECTIONS[index] ?? "").includes(words))
          .map(([quoted]) => quoted),
      ),
    );
  });

  it("turns a checkout with CRLF back with the commands that it names", () => {
    const section = SECTIONS.find((one) => titleOf(one) === "Line ends on Windows") ?? "";
    const [, attributes, commands] = codeBlocks(section);
    const { root, remove } = makeGitRepository();
    try {
      commit(root, "2026-11-01T00:00:00Z", { "mta-sts.txt": "version: STSv1\r\nmode: none\r\n" });
      writeFileSync(join(root, ".gitattributes"), attributes?.text ?? "");
      for (const line of commands?.text.trim().split("\n") ?? []) {
        const [program = "", ...options] = line.split(" ");
        assert.equal(program, "git");
        git(root, ...options);
      }
      assert.equal(git(root, "show", ":mta-sts.txt"), "version: STSv1\nmode: none");
      assert.match(readFileSync(join(root, "mta-sts.txt"), "utf8"), /\r\n/);
    } finally {
      remove();
    }
  });

  it("knows its outputs by name", () => {
    const page = (name: string) => `a\n\n<!-- output: ${name} -->\n<!-- end -->\n\nb\n`;
    const shown = withOutputs(page("x"), (name) => `this is ${name}`);
    assert.equal(shown, "a\n\n<!-- output: x -->\n```text\nthis is x\n```\n<!-- end -->\n\nb\n");
    assert.equal(
      withOutputs(shown, () => "new"),
      shown.replace("this is x", "new"),
    );
    for (const name of ["other", "fixture mx-null/none", "situation fork: nothing begins so"]) {
      assert.throws(() => withOutputs(page(name), troubleOutput), /no output is called/);
    }
  });
});
