// Git repositories in the system's temp folder, with commits of fixed dates.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeRepository, type Texts } from "./inputs";

/** Runs git in a folder; what it prints, without the final line feed. */
export function git(folder: string, ...words: readonly string[]): string {
  return gitAt(folder, "2026-01-01T00:00:00Z", ...words);
}

function gitAt(folder: string, date: string, ...words: readonly string[]): string {
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    GIT_CONFIG_NOSYSTEM: "1",
    // Without the housekeeping that git would start after each commit.
    GIT_CONFIG_COUNT: "1",
    GIT_CONFIG_KEY_0: "maintenance.auto",
    GIT_CONFIG_VALUE_0: "false",
    GIT_AUTHOR_NAME: "A. Admin",
    GIT_AUTHOR_EMAIL: "admin@contoso.com",
    GIT_COMMITTER_NAME: "A. Admin",
    GIT_COMMITTER_EMAIL: "admin@contoso.com",
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_DATE: date,
  };
  return execFileSync("git", words, {
    cwd: folder,
    env,
    encoding: "utf8",
    stdio: "pipe",
  }).trimEnd();
}

/** A repository on branch `main` that has no commit yet. */
export function makeGitRepository(): { root: string; remove: () => void } {
  const repository = makeRepository();
  git(repository.root, "init", "--quiet", "--initial-branch=main", "--template=");
  return repository;
}

/** Abbreviated hash of what is checked out, or of a branch. */
export function headOf(root: string, branch?: string): string {
  const read = (path: string) => readFileSync(join(root, ".git", path), "utf8").trim();
  const head = branch === undefined ? read("HEAD") : `ref: refs/heads/${branch}`;
  return (head.startsWith("ref: ") ? read(head.slice("ref: ".length)) : head).slice(0, 10);
}

/** Commits files by path and text, `undefined` removes one; the abbreviated hash. */
export function commit(
  root: string,
  date: string,
  files: { readonly [path: string]: string | undefined },
): string {
  for (const [path, text] of Object.entries(files)) {
    if (text === undefined) rmSync(join(root, path));
    else write(root, { [path]: text });
  }
  // One process of ours: starting many is what takes time.
  const both = "!git add --all && git commit --quiet --allow-empty --message change";
  gitAt(root, date, "-c", `alias.all=${both}`, "all");
  return headOf(root);
}

/** Commits many versions of one file at once, a second apart from 2026 on. */
export function commitVersions(root: string, path: string, texts: readonly string[]): void {
  const stream = texts.map((text, i) => {
    const person = `A. Admin <admin@contoso.com> ${Date.UTC(2026, 0) / 1000 + i} +0000`;
    const data = `data ${Buffer.byteLength(text)}\n${text}\n`;
    return `commit refs/heads/main\ncommitter ${person}\ndata 0\nM 100644 inline ${path}\n${data}`;
  });
  execFileSync("git", ["fast-import", "--quiet"], { cwd: root, input: stream.join("") });
}

/** Merges a branch into what is checked out, as a pull request is completed; the abbreviated hash. */
export function merge(root: string, date: string, branch: string): string {
  gitAt(root, date, "merge", "--quiet", "--no-ff", "--message", "A merge", branch);
  return headOf(root);
}

/** Writes files by path and text. */
export function write(root: string, files: Texts): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}
