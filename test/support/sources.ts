// The project's own files as text, for the tests that hold the rules of the house.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix, resolve, sep } from "node:path";

/** The repository, absolute. */
export const ROOT = resolve(__dirname, "../..");

/** The task's sources, relative to the repository. */
export const TASK = "tasks/MtaStsGateV1";

/** One import of a module, as it is written. */
export interface Import {
  /** Relative to the repository where it is a file of ours, else as written. */
  readonly target: string;
  /** A file of the repository, not a package. */
  readonly isOwn: boolean;
  /** Erased at run time. */
  readonly isType: boolean;
  /** Loaded when the line is reached: `require("…")`. */
  readonly isLazy: boolean;
  /** Names as the module exports them; undefined: all of it. */
  readonly names: readonly string[] | undefined;
}

/** Text of a file, by its path relative to the repository; line ends of a checkout on Windows are turned back. */
export function textOf(path: string): string {
  return readFileSync(join(ROOT, path), "utf8").replaceAll("\r\n", "\n");
}

/** Source files under folders or files of the repository, relative to it, with forward slashes, sorted. */
export function sourcesUnder(...roots: readonly string[]): readonly string[] {
  const isSource = (path: string) => path.endsWith(".ts") && !path.endsWith(".d.ts");
  return roots
    .flatMap((root) =>
      isSource(root)
        ? [root]
        : readdirSync(join(ROOT, root), { recursive: true, encoding: "utf8" })
            .map((name) => posix.join(root, name.split(sep).join("/")))
            .filter(isSource),
    )
    .sort();
}

/** Every file that git knows, relative to the repository. */
export function committedFiles(): readonly string[] {
  const list = execFileSync("git", ["ls-files", "-z"], { cwd: ROOT, encoding: "utf8" });
  return list.split("\0").filter((path) => path !== "" && existsSync(join(ROOT, path)));
}

/** A source without its comments, each line where it was. */
export function codeOf(path: string): string {
  return withoutComments(textOf(path));
}

/** Blanks out comments. Strings are kept, whatever they hold. */
export function withoutComments(text: string): string {
  const pattern =
    /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|\/\/.*|\/\*[\s\S]*?\*\//g;
  return text.replace(pattern, (match) =>
    match.startsWith("//") || match.startsWith("/*") ? match.replace(/[^\n]/g, " ") : match,
  );
}

const STATIC =
  /^(import|export)\s+(type\s+)?(\*(?:\s+as\s+\w+)?|\{[^}]*\}|\w+(?:,\s*\{[^}]*\})?)\s+from\s+"([^"]+)"/gm;
const BARE = /^import\s+"([^"]+)"/gm;
const CALLED = /\b(import|require)\(\s*"([^"]+)"\s*,?\s*\)/g;

/** The imports of a source, read from its text. */
export function importsOf(path: string): readonly Import[] {
  const known = read.get(path) ?? importsIn(codeOf(path), path);
  read.set(path, known);
  return known;
}

const read = new Map<string, readonly Import[]>();

/** The imports in the text of a module that stands at the path. */
export function importsIn(code: string, path: string): readonly Import[] {
  const found: Import[] = [];
  for (const [, , type, clause = "", target = ""] of code.matchAll(STATIC)) {
    const names = namesIn(clause);
    const isType = type !== undefined || (names !== undefined && typesOnly(clause));
    found.push({ ...located(path, target), isType, isLazy: false, names });
  }
  for (const [, target = ""] of code.matchAll(BARE)) {
    found.push({ ...located(path, target), isType: false, isLazy: false, names: [] });
  }
  for (const [, call, target = ""] of code.matchAll(CALLED)) {
    const isLazy = call === "require";
    found.push({ ...located(path, target), isType: !isLazy, isLazy, names: undefined });
  }
  return found;
}

function namesIn(clause: string): readonly string[] | undefined {
  const braces = /\{([^}]*)\}/.exec(clause)?.[1];
  if (braces === undefined) return clause.startsWith("*") ? undefined : ["default"];
  return specifiers(braces).map((name) => name.replace(/^type\s+/, "").replace(/\s+as\s+.*/, ""));
}

function typesOnly(clause: string): boolean {
  const braces = /^\{([^}]*)\}$/.exec(clause)?.[1];
  return braces !== undefined && specifiers(braces).every((name) => name.startsWith("type "));
}

function specifiers(braces: string): readonly string[] {
  return braces
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

function located(from: string, target: string): Pick<Import, "target" | "isOwn"> {
  if (!target.startsWith(".")) return { target, isOwn: false };
  const base = posix.normalize(posix.join(posix.dirname(from), target));
  const found = [base, `${base}.ts`, `${base}/index.ts`, `${base}.d.ts`].find(
    (path) => /\.\w+$/.test(path) && existsSync(join(ROOT, path)),
  );
  return { target: found ?? base, isOwn: true };
}

/** Modules that a module needs at run time as soon as it is loaded, with the chain of modules that leads to each. */
export function reachedFrom(start: string): ReadonlyMap<string, readonly string[]> {
  const chains = new Map<string, readonly string[]>([[start, [start]]]);
  for (const [path, chain] of chains) {
    if (!path.endsWith(".ts") || path.endsWith(".d.ts")) continue;
    for (const { target, isType, isLazy } of importsOf(path)) {
      if (!isType && !isLazy && !chains.has(target)) chains.set(target, [...chain, target]);
    }
  }
  return chains;
}
