// Every line that a page gives to a shell is run by a test, or it says here why not.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { assertNone } from "../support/assert-none";
import { codeBlocks } from "../support/markdown";
import { committedFiles, ROOT, textOf } from "../support/sources";

/** What a line may be, and the test that runs it or the reason why none does. */
const COMMANDS: readonly {
  readonly line: RegExp;
  readonly runBy: string | { readonly notRun: string };
}[] = [
  { line: /^npm ci && npm start$/, runBy: "test/gate/demonstration.test.ts" },
  { line: /^npm ci && npm test$/, runBy: { notRun: "it is what runs this test" } },
  { line: /^npm start -- --replay evidence\.json$/, runBy: "test/gate/laptop.test.ts" },
  { line: /^npm start -- --help$/, runBy: "test/gate/laptop.test.ts" },
  // With these very options and a domain of the sandbox; pages.test.ts reads them as they stand.
  { line: /^npm start -- (?!--replay|--help)--/, runBy: "test/gate/laptop.test.ts" },
  { line: /^git (add --renormalize \.|status)$/, runBy: "test/troubleshooting.test.ts" },
  {
    line: /^npm run bench\b/,
    runBy: { notRun: "it takes minutes, and its numbers judge nothing" },
  },
  {
    line: /^npm run (?:mutate|fuzz)\b/,
    runBy: { notRun: "it takes minutes, and is read by hand" },
  },
];

const LINES = committedFiles()
  .filter((path) => path.endsWith(".md"))
  .flatMap((page) =>
    codeBlocks(textOf(page))
      .filter(({ language }) => language === "sh")
      .flatMap(({ text }) => text.trimEnd().split("\n"))
      .map((line) => ({ page, line: line.replace(/\s+#.*/, "") })),
  );

describe("commands in pages", () => {
  it("are each run by a test, or have a reason", () => {
    const rowsOf = (line: string) => COMMANDS.filter((row) => row.line.test(line));
    assertNone(
      LINES.filter(({ line }) => rowsOf(line).length !== 1).map(
        ({ page, line }) => `${page}: ${line}: ${rowsOf(line).length} rows`,
      ),
    );
  });

  it("are all on the pages, and their tests are there", () => {
    const unused = COMMANDS.filter((row) => !LINES.some(({ line }) => row.line.test(line)));
    assertNone(unused.map(({ line }) => `${line}: on no page`));
    const tests = COMMANDS.flatMap(({ runBy }) => (typeof runBy === "string" ? [runBy] : []));
    assertNone(tests.filter((path) => !existsSync(join(ROOT, path))));
  });
});
