// What the gate says when agent, network or clone are in the way: the quotes in docs/troubleshooting.md, from the code.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { runInNewContext } from "node:vm";
import { readInputs } from "../tasks/MtaStsGateV1/inputs";
import { problemLines } from "../tasks/MtaStsGateV1/report/log";
import { allFixtures, reportOf } from "../test/support/fixtures";
import { GOLDEN } from "../test/support/golden";
import { TASK_FOLDER } from "./package-files";

const LAUNCHER = resolve(__dirname, "..", "tasks", TASK_FOLDER, "launcher.js");

/**
 * The output of a name; undefined for an unknown one. `fixture <check>/<case>` is what the check says there,
 * `situation <name>: <beginning>` the lines of a kept log that begin so, with those that are indented below them.
 */
export function troubleOutput(name: string): string | undefined {
  const [, check, bad] = /^fixture ([a-z0-9-]+)\/([a-z0-9-]+)$/.exec(name) ?? [];
  if (check !== undefined) return ofFixture(check, bad);
  const [, situation, beginning] = /^situation ([a-z-]+): (.+)$/.exec(name) ?? [];
  if (situation !== undefined) return ofSituation(situation, beginning ?? "");
  return OTHERS[name]?.();
}

const POLICY = "version: STSv1\nmode: testing\nmx: mx.contoso.com\nmax_age: 604800\n";

const OTHERS: { readonly [name: string]: () => string | undefined } = {
  "no policy in the repository": () => inputError({ domain: "contoso.com" }, ["README.md"]),
  "several policies in the repository": () =>
    inputError({ domain: "contoso.com" }, [
      "home/.well-known/mta-sts.txt",
      "public/.well-known/mta-sts.txt",
    ]),
  "variable that is not set": () => inputError({ domain: "$(mailDomain)" }, []),
  "old Node": () => launcherOutput("16.20.2"),
};

function ofFixture(check: string, name = ""): string | undefined {
  const fixture = allFixtures().find((one) => one.check === check && one.name === name);
  if (fixture === undefined) return undefined;
  const problems = reportOf(fixture).problems.filter((problem) => problem.check === check);
  return problems.map((problem) => problemLines(problem).join("\n")).join("\n\n");
}

function ofSituation(name: string, beginning: string): string | undefined {
  const log = readFileSync(join(GOLDEN, "situations", `${name}.txt`), "utf8");
  const lines = log.replaceAll("\r\n", "\n").split("\n");
  const from = lines.findIndex((line) => line.startsWith(beginning));
  if (from < 0) return undefined;
  const length = lines.slice(from + 1).findIndex((line) => !line.startsWith("  "));
  return lines.slice(from, from + 1 + length).join("\n");
}

/** The error of inputs that are refused, as the agent shows it, in a repository that holds these files. */
function inputError(
  inputs: { readonly [name: string]: string },
  files: readonly string[],
): string | undefined {
  const root = mkdtempSync(join(tmpdir(), "trouble-"));
  try {
    for (const file of files) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), POLICY);
    }
    const variables: { readonly [name: string]: string } = { "Build.SourcesDirectory": root };
    const read = readInputs({
      input: (name) => inputs[name] ?? "",
      variable: (name) => variables[name] ?? "",
      knownChecks: [],
    });
    return read.ok ? undefined : `##[error]${read.message}`;
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** What the launcher says on an old Node, as the agent shows it. */
function launcherOutput(node: string): string | undefined {
  let said = "";
  const process = { versions: { node }, stdout: { write: (text: string) => (said += text) } };
  runInNewContext(readFileSync(LAUNCHER, "utf8"), { process });
  return /##vso\[task\.logissue type=error;\](.*)/.exec(said)?.[1]?.replace(/^/, "##[error]");
}
