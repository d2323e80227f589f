// The program `git`, asked questions that change nothing and reach no other machine.
import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import type { ProbeError } from "./types";

/** One question may take this long; a monorepo of many years takes a few seconds. */
const TIMEOUT_MS = 20_000;

/** What git said, or why it said nothing usable: NO_GIT, TIMEOUT, TOO_LARGE, CANCELLED, or GIT for its own refusal. */
export type GitAnswer =
  | { readonly ok: true; readonly output: Buffer }
  | { readonly ok: false; readonly error: ProbeError };

/** A repository on the disk; both paths are absolute. */
export interface Repository {
  readonly workTree: string;
  /** `.git`: a folder, or the file that leads to it. */
  readonly gitDir: string;
}

/** What a run gives git besides its questions. */
export interface GitSettings {
  readonly signal?: AbortSignal;
  /** Programs to try in turn; left out: `git` of the path, on Windows also the agent's own. */
  readonly programs?: readonly string[];
  /** For one question; left out: 20 s. */
  readonly timeoutMs?: number;
}

interface GitQuestion {
  readonly arguments: readonly string[];
  readonly input?: string;
  /** Most octets of an answer; beyond them it is TOO_LARGE. */
  readonly maxOctets: number;
}

/**
 * Asks git one question about a repository. The repository is named, so that git neither searches for another one nor
 * minds who owns it (container jobs run as another user than the agent).
 */
export async function askGit(
  repository: Repository,
  question: GitQuestion,
  settings: GitSettings,
): Promise<GitAnswer> {
  let answer: GitAnswer = failure("NO_GIT", "there is no program git on this agent");
  for (const program of settings.programs ?? usualPrograms()) {
    answer = await run(program, repository, question, settings);
    if (answer.ok || answer.error.code !== "NO_GIT") return answer;
  }
  return answer;
}

function usualPrograms(): readonly string[] {
  const home = process.env.AGENT_HOMEDIRECTORY;
  return process.platform === "win32" && home !== undefined
    ? ["git", join(home, "externals", "git", "cmd", "git.exe")]
    : ["git"];
}

function run(
  program: string,
  repository: Repository,
  question: GitQuestion,
  { signal, timeoutMs = TIMEOUT_MS }: GitSettings,
): Promise<GitAnswer> {
  const { workTree, gitDir } = repository;
  const options = {
    // Windows looks for a program in the current folder first, others do where the path says so; in the work tree that
    // would be a program which a pull request brought.
    cwd: dirname(process.execPath),
    env: environment(),
    encoding: "buffer",
    timeout: timeoutMs,
    killSignal: "SIGKILL",
    maxBuffer: question.maxOctets,
    windowsHide: true,
    ...(signal === undefined ? {} : { signal }),
  } as const;
  const all = [
    `--git-dir=${gitDir}`,
    `--work-tree=${workTree}`,
    "--no-pager",
    "-c",
    "core.quotepath=false",
    "-c",
    "core.fsmonitor=false",
    ...question.arguments,
  ];
  return new Promise((resolve) => {
    const child = execFile(program, all, options, (error, output, complaint) => {
      resolve(error === null ? { ok: true, output } : failureOf(error, complaint, timeoutMs));
    });
    // A git that has ended already takes no input; why it ended is in its answer.
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(question.input ?? "");
  });
}

// Nothing of the environment may turn git to another repository, make it talk to a server, or ask a person.
function environment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^GIT_/i.test(name));
  return {
    ...Object.fromEntries(inherited),
    GIT_TERMINAL_PROMPT: "0",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_LITERAL_PATHSPECS: "1",
    GIT_NO_REPLACE_OBJECTS: "1",
    // A partial clone would fetch what it lacks; old versions of git know the second variable only.
    GIT_NO_LAZY_FETCH: "1",
    GIT_ALLOW_PROTOCOL: "none",
    LC_ALL: "C",
  };
}

function failureOf(
  error: Error & { readonly code?: unknown; readonly killed?: boolean },
  complaint: Buffer,
  timeoutMs: number,
): GitAnswer {
  if (error.name === "AbortError") return failure("CANCELLED", "the run was cancelled");
  if (error.code === "ENOENT") return failure("NO_GIT", "there is no program git on this agent");
  if (error.code === "ERR_CHILD_PROCESS_STDIO_MAXBUFFER") {
    return failure("TOO_LARGE", "git answered with more than is read");
  }
  if (error.killed === true) {
    return failure("TIMEOUT", `git did not answer within ${timeoutMs / 1000} s`);
  }
  const [line = ""] = complaint.toString("utf8").split("\n", 1);
  return failure("GIT", line.trim() === "" ? "git failed without a word" : line.trim());
}

function failure(code: string, message: string): GitAnswer {
  return { ok: false, error: { code, message } };
}
