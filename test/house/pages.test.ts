// What the pages tell people to click, type and paste is there and works.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join, posix } from "node:path";
import { scripts as npmScripts } from "../../package.json";
import { readCommandLine } from "../../sandbox/laptop";
import { assertNone } from "../support/assert-none";
import { anchors, codeBlocks, linkTargets } from "../support/markdown";
import { committedFiles, ROOT, textOf } from "../support/sources";

const PAGES = committedFiles().filter((path) => path.endsWith(".md"));

/** npm's own commands that a page may name. */
const NPM_COMMANDS = ["ci", "install", "version"];

describe("pages", () => {
  it("are all read", () => {
    const known = ["README.md", "README.zh-CN.md", "overview.md", "CONTRIBUTING.md"];
    for (const page of [...known, "docs/architecture.md", "docs/troubleshooting.md"]) {
      assert.ok(PAGES.includes(page), page);
    }
  });

  it("show every block in a language that is tested", () => {
    // None: a drawing. text: output and files. mermaid: made by npm run docs.
    const tested = ["", "text", "yaml", "sh", "mermaid", "ts"];
    const others = PAGES.flatMap((page) =>
      codeBlocks(textOf(page))
        .filter(({ language }) => !tested.includes(language))
        .map(({ language, line }) => `${page}:${line}: ${language}`),
    );
    assertNone(others);
  });

  it("give the same pipeline in every language", () => {
    const yaml = (page: string) =>
      codeBlocks(textOf(page))
        .filter(({ language }) => language === "yaml")
        .map(({ text }) => text);
    assert.ok(yaml("README.md").length > 0);
    assert.deepEqual(yaml("README.zh-CN.md"), yaml("README.md"));
  });

  it("lead to every page", () => {
    const linked = PAGES.flatMap((page) =>
      linkTargets(textOf(page)).map((target) => posix.join(posix.dirname(page), target)),
    ).map((target) => target.split("#")[0]);
    // What the Marketplace shows, and what GitHub and npm find by name.
    const byName = ["README.md", "overview.md"];
    assertNone(
      PAGES.filter((page) => !page.startsWith("test/"))
        .filter((page) => !byName.includes(page))
        .filter((page) => !linked.includes(page)),
    );
  });

  it("import in TypeScript what is there", () => {
    const blocks = PAGES.flatMap((page) => codeBlocks(textOf(page))).filter(
      ({ language }) => language === "ts",
    );
    const imports = blocks.flatMap(({ text }) =>
      [...text.matchAll(/^import \{ (.*) \} from "\.\/(.*)";$/gm)].flatMap(
        ([, names = "", from = ""]) => names.split(", ").map((name) => ({ name, from })),
      ),
    );
    assert.ok(imports.length > 0);
    assertNone(
      imports
        .filter(({ name, from }) => {
          const exported: object = require(join(ROOT, from));
          return !(name in exported);
        })
        .map(({ name, from }) => `${name} of ${from}`),
    );
  });

  it("link to what is there", () => {
    assertNone(
      PAGES.flatMap((page) =>
        linkTargets(textOf(page))
          .filter((target) => !/^[a-z]+:/.test(target) && !leadsSomewhere(page, target))
          .map((target) => `${page}: ${target}`),
      ),
    );
  });

  it("tell of every npm script", () => {
    const told = ["README.md", "CONTRIBUTING.md"].map(textOf).join("\n");
    const isTold = (name: string) =>
      new RegExp(`\\bnpm (?:run )?(?:-s )?${name}(?![\\w:-])`).test(told);
    assertNone(Object.keys(npmScripts).filter((name) => !isTold(name)));
  });

  it("name npm scripts that exist", () => {
    const names = [...Object.keys(npmScripts), ...NPM_COMMANDS];
    const named = /\bnpm (?:(?:run|-s|--silent) )*([a-z][a-z-]*)/g;
    assertNone(
      PAGES.flatMap((page) =>
        commandsIn(textOf(page))
          .flatMap((command) => [...command.matchAll(named)].map(([, name = ""]) => name))
          .filter((name) => !names.includes(name))
          .map((name) => `${page}: npm ${name}`),
      ),
    );
  });

  it("start the task with options that it has", () => {
    const start = /\bnpm start -- (?!--help\b|--replay\b|--story update\b)([^`#\n]*)/g;
    const problemOf = (options: string) => {
      const read = readCommandLine(options.replaceAll("…", "").trim().split(/\s+/), ROOT);
      return "problem" in read ? [read.problem] : [];
    };
    assertNone(
      PAGES.flatMap((page) =>
        [...textOf(page).matchAll(start)].flatMap(([command, options = ""]) =>
          problemOf(options).map((problem) => `${page}: ${command}: ${problem}`),
        ),
      ),
    );
  });

  it("name tools and files that exist", () => {
    assertNone(
      PAGES.flatMap((page) =>
        commandsIn(textOf(page))
          .flatMap((command) => [...command.matchAll(/\bnpx ([a-z-]+)(?: (\S+\.ts)\b)?/g)])
          .filter(
            ([, tool = "", script = ""]) =>
              !existsSync(join(ROOT, "node_modules/.bin", tool)) || !existsSync(join(ROOT, script)),
          )
          .map(([command]) => `${page}: ${command}`),
      ),
    );
  });

  it("name files of the repository that exist", () => {
    const path = /^(?:tasks|sandbox|scripts|bench|test|docs|samples|images|\.ci)\/[\w./-]*$/;
    assertNone(
      PAGES.flatMap((page) =>
        [...textOf(page).matchAll(/`([^`\s]+)`/g)]
          .map(([, name = ""]) => name)
          .filter((name) => path.test(name) && !existsSync(join(ROOT, name)))
          .map((name) => `${page}: ${name}`),
      ),
    );
  });
});

function leadsSomewhere(page: string, target: string): boolean {
  const [path = "", anchor] = target.split("#");
  const file = path === "" ? page : posix.join(posix.dirname(page), path);
  if (!existsSync(join(ROOT, file))) return false;
  return anchor === undefined || anchors(textOf(file)).includes(anchor);
}

/** Text that people may paste into a shell: blocks of code and code within a sentence. */
function commandsIn(page: string): readonly string[] {
  const inline = [...page.matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code);
  return [...codeBlocks(page).map((block) => block.text), ...inline];
}
