// Names, size and docstrings: what makes a stranger find a thing and understand it where it stands.
import { basename, extname } from "node:path";
import { assertNone } from "../support/assert-none";
import { committedFiles, sourcesUnder, textOf, withoutComments } from "../support/sources";

const VAGUE = /^(utils?|helpers?|common|core|managers?|misc|lib|shared)$/;

/** Written as others demand: GitHub, npm, Azure Pipelines, the tools. */
const FOREIGN =
  /^(README(\.[a-z]{2}-[A-Z]{2})?|CHANGELOG|CONTRIBUTING|SECURITY)\.md$|^LICENSE$|^\.[a-z0-9.-]+$|^MtaStsGateV\d+$/;

const MAX_LINES = 300;

describe("names", () => {
  it("are kebab-case and say what a file is about", () => {
    const parts = committedFiles()
      // Fixtures may be called as the platforms want their files called.
      .filter((path) => !/^(samples|test\/fixtures)\//.test(path))
      .flatMap((path) => path.split("/").map((part) => ({ path, part })));
    const isKebab = (part: string) => /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*$/.test(part);
    assertNone(
      parts
        .filter(({ part }) => !FOREIGN.test(part))
        .filter(({ part }) => !isKebab(part) || VAGUE.test(basename(part, extname(part))))
        .map(({ path, part }) => `${path}: ${part}`),
    );
  });
});

describe("sources", () => {
  it("are short", () => {
    const sizes = sourcesUnder("tasks", "sandbox", "scripts", "bench").map((path) => ({
      path,
      lines: textOf(path).split("\n").length - 1,
    }));
    assertNone(
      sizes
        .filter(({ lines }) => lines > MAX_LINES)
        .map(({ path, lines }) => `${path}: ${lines} lines, at most ${MAX_LINES}`),
    );
  });

  it("explain every function and type that others use", () => {
    assertNone(sourcesUnder("tasks", "sandbox", "scripts", "bench").flatMap(unexplained));
  });

  it("leave nothing to be done later", () => {
    const words = /\b(TODO|FIXME|XXX|HACK)\b|\b(it|describe)\.(skip|only)\(|@ts-(ignore|nocheck)/;
    const files = sourcesUnder("tasks", "sandbox", "scripts", "bench", "test").filter(
      (path) => !path.startsWith("test/house/"),
    );
    assertNone(files.filter((path) => words.test(textOf(path))));
  });
});

/** Exported functions, classes and types without a comment right before them. */
function unexplained(path: string): readonly string[] {
  const lines = textOf(path).split("\n");
  const code = withoutComments(textOf(path)).split("\n");
  const declared =
    /^export (?:abstract )?(?:async )?(?:(?:function\*?|class|interface|type) (\w+)|const (\w+)(?:: [^=]*)? = (?:async )?(?:\(|<|function))/;
  return code.flatMap((line, index) => {
    const [, name, arrow] = declared.exec(line) ?? [];
    const isExplained = lines[index - 1]?.endsWith("*/") ?? false;
    return (name ?? arrow) === undefined || isExplained ? [] : [`${path}: ${name ?? arrow}`];
  });
}
