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
    for (const page of ["README.md", "overview.md", "CONTRIBUTING.md", "docs/architecture.md"]) {
      assert.ok(PAGES.includes(page), page);
    }
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
