// What is not used goes: every source has a way to an entry point, and every export has a user.
import { assertNone } from "../support/assert-none";
import { codeOf, importsOf, sourcesUnder, TASK } from "../support/sources";

/** Sources that something else than an import starts: the agent, an npm script, `.ci/run`. */
const ENTRY_POINTS = [
  "bench/least-task.ts",
  "bench/start.ts",
  "bench/world-server.ts",
  `${TASK}/main.ts`,
  "sandbox/start.ts",
  "scripts/audit.ts",
  "scripts/build.ts",
  "scripts/docs.ts",
  "scripts/fixtures.ts",
  "scripts/fuzz.ts",
  "scripts/mutate.ts",
  "scripts/new-check.ts",
  "scripts/node-versions.ts",
  "scripts/release.ts",
  "scripts/screenshot.ts",
];

/** Of the sandbox only tests need a proxy, Static Web Apps, and all of the agent: the demonstration runs one pipeline. */
const FOR_TESTS_WHOLE = [
  "sandbox/agent/index.ts",
  "sandbox/internet/proxy-server.ts",
  "sandbox/internet/static-web-app.ts",
];

/** Exports that only tests use: limits that a test would else repeat, types of its settings, parts tested alone. */
const FOR_TESTS: readonly string[] = [
  "sandbox/agent/environment.ts: environmentName",
  "sandbox/agent/result.ts: TASK_RESULTS",
  "sandbox/internet/dns-faults.ts: FaultKind",
  "sandbox/story/update.ts: UPDATE_SCENES",
  `${TASK}/evidence/dns-courtesy.ts: QUESTIONS_AT_ONCE`,
  `${TASK}/evidence/dns-courtesy.ts: QUESTIONS_PER_NAME_SERVER`,
  `${TASK}/evidence/dns-name-servers.ts: withoutUnreachable`,
  `${TASK}/evidence/dns-resolvers.ts: parseResolver`,
  `${TASK}/evidence/dns.ts: ResolverSettings`,
  `${TASK}/evidence/https-courtesy.ts: FETCHES_PER_ADDRESS`,
  `${TASK}/evidence/https.ts: FetchSettings`,
  `${TASK}/evidence/https.ts: fetchAlong`,
  `${TASK}/evidence/https.ts: fetchPolicy`,
  `${TASK}/judge.ts: judge`,
  `${TASK}/mta-sts/record.ts: isRecordId`,
];

const CODE = sourcesUnder("tasks", "sandbox", "scripts", "bench");
const TESTS = sourcesUnder("test");

function exportsOf(file: string): readonly string[] {
  const declared =
    /^export (?:declare )?(?:abstract )?(?:async )?(?:function\*?|class|interface|type|const|let|enum) (\w+)/gm;
  const listed = /^export (?:type )?\{([^}]*)\}/gm;
  const code = codeOf(file);
  return [
    ...[...code.matchAll(declared)].map(([, name = ""]) => name),
    ...[...code.matchAll(listed)].flatMap(([, names = ""]) =>
      names
        .split(",")
        .map((name) => name.replace(/^.*\bas\b|\btype\b/, "").trim())
        .filter((name) => name !== ""),
    ),
  ];
}

function isUsed(name: string, file: string, others: readonly string[]): boolean {
  return others.some(
    (other) =>
      other !== file &&
      importsOf(other).some(
        ({ target, names }) =>
          target === file &&
          (names?.includes(name) ?? new RegExp(`\\b${name}\\b`).test(codeOf(other))),
      ),
  );
}

function unused(others: readonly string[]): readonly string[] {
  return sourcesUnder("tasks", "sandbox").flatMap((file) =>
    exportsOf(file)
      .filter((name) => !isUsed(name, file, others))
      .map((name) => `${file}: ${name}`),
  );
}

describe("dead code", () => {
  it("is no source without a way to it", () => {
    const reached = new Set([...ENTRY_POINTS, ...FOR_TESTS_WHOLE]);
    for (const file of reached) {
      if (!file.endsWith(".ts")) continue;
      for (const { target } of importsOf(file)) if (CODE.includes(target)) reached.add(target);
    }
    assertNone(CODE.filter((file) => !reached.has(file)));
  });

  it("is no export without a user", () => {
    assertNone(unused([...CODE, ...TESTS]));
  });

  it("is no export that only tests use, but for those named here", () => {
    const forNobody = unused([...CODE, ...TESTS]);
    const isWhole = (line: string) => FOR_TESTS_WHOLE.some((file) => line.startsWith(`${file}:`));
    const onlyTests = unused(CODE).filter((line) => !forNobody.includes(line) && !isWhole(line));
    assertNone(onlyTests.filter((line) => !FOR_TESTS.includes(line)));
    assertNone(
      FOR_TESTS.filter((line) => !onlyTests.includes(line)).map((line) => `not so: ${line}`),
    );
  });
});
