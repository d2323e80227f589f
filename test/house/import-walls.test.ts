// Look, then think, then speak: what thinks and what speaks may not look, and only one module each talks to the agent
// and is composed of all others (docs/architecture.md).
import assert from "node:assert/strict";
import { assertNone } from "../support/assert-none";
import {
  codeOf,
  type Import,
  importsIn,
  importsOf,
  reachedFrom,
  sourcesUnder,
  TASK,
} from "../support/sources";

/** What thinks and what speaks: the same evidence gives the same report. */
const PURE = [
  "mta-sts",
  "swa",
  "checks",
  "report",
  "interpret.ts",
  "interpret",
  "judge.ts",
  "deployment.ts",
  "conclude.ts",
].map((path) => `${TASK}/${path}`);

/** What a pure module may use from outside: computation without a look at the world. */
const PURE_OUTSIDE: { readonly [module: string]: readonly string[] | "all" } = {
  "node:url": ["domainToASCII", "domainToUnicode"],
  "node:crypto": ["createHash"],
  "jsonc-parser/lib/esm/main.js": "all",
  tldts: "all",
  yaml: "all",
};

/** The world through a global. */
const IMPURE_CODE =
  /\bDate\.now\b|\bnew Date\(\s*\)|\bDate\(\s*\)|\bMath\.random\b|\bprocess\.|\bperformance\.|\bfetch\(|\bset(?:Timeout|Interval|Immediate)\b|\bglobalThis\b|\brequire\(/;

/** Modules that open sockets, each with the names that do not. */
const SOCKET_MODULES: { readonly [module: string]: readonly string[] } = {
  net: ["BlockList", "isIP", "isIPv4", "isIPv6", "SocketAddress"],
  tls: ["rootCertificates"],
  dgram: [],
  dns: ["getServers"],
  "dns/promises": ["getServers"],
  http: [],
  http2: [],
  https: [],
  undici: [],
};

/** Loaded only when they are needed, so that `lint` starts fast. */
const LAZY: { readonly [module: string]: string } = {
  [`${TASK}/report/reports.ts`]: `${TASK}/delivery.ts`,
  [`${TASK}/evidence/network.ts`]: `${TASK}/evidence/gather.ts`,
  [`${TASK}/evidence/https-request.ts`]: `${TASK}/evidence/https-exchange.ts`,
  [`${TASK}/pipelines/yaml-tree.ts`]: `${TASK}/knowledge.ts`,
  [`${TASK}/checks/hosting-checks.ts`]: `${TASK}/knowledge.ts`,
  [`${TASK}/checks/pipeline-checks.ts`]: `${TASK}/knowledge.ts`,
  [`${TASK}/checks/live-checks.ts`]: `${TASK}/knowledge.ts`,
  [`${TASK}/mta-sts/public-suffix.ts`]: `${TASK}/knowledge.ts`,
};

const EVERYTHING = sourcesUnder("tasks", "sandbox", "scripts", "test");

/** Lines `file: import` for each import that breaks a rule. */
function offending(
  files: readonly string[],
  isBroken: (used: Import, file: string) => boolean,
): readonly string[] {
  return files.flatMap((file) =>
    importsOf(file)
      .filter((used) => isBroken(used, file))
      .map(({ target, names }) => `${file}: ${target} ${names?.join(", ") ?? ""}`.trimEnd()),
  );
}

function isAllowedOutside({ target, names }: Import): boolean {
  const allowed = PURE_OUTSIDE[target];
  if (allowed === undefined) return false;
  return allowed === "all" || (names ?? ["*"]).every((name) => allowed.includes(name));
}

function opensSockets({ target, names, isType }: Import): boolean {
  const [, name = ""] = /^(?:node:)?(undici(?=\/|$)|.*)/.exec(target) ?? [];
  const harmless = SOCKET_MODULES[name];
  return !isType && harmless !== undefined && !(names ?? ["*"]).every((n) => harmless.includes(n));
}

describe("import walls", () => {
  it("are read from every form of import", () => {
    const code = `import { a, type B } from "node:net";
import type { C } from "node:tls";
import {
  type D,
  type E as F,
} from "../options";
import * as all from "node:fs";
import one, { two as three } from "node:os";
import "node:dns";
export { isIP } from "node:http";
type G = typeof import("./network");
const h: G = require("./network");`;
    assert.deepEqual(
      importsIn(code, `${TASK}/evidence/made-up.ts`).map(({ target, isType, isLazy, names }) =>
        [target, isType ? "type" : isLazy ? "lazy" : "value", names?.join() ?? "*"].join(" "),
      ),
      [
        "node:net value a,B",
        "node:tls type C",
        `${TASK}/options.ts type D,E`,
        "node:fs value *",
        "node:os value two",
        "node:http value isIP",
        "node:dns value ",
        `${TASK}/evidence/network.ts type *`,
        `${TASK}/evidence/network.ts lazy *`,
      ],
    );
  });

  it("keep what thinks and speaks away from the world, also through others", () => {
    const chains = new Map(sourcesUnder(...PURE).flatMap((file) => [...reachedFrom(file)]));
    const outside = [...chains].flatMap(([file, chain]) =>
      file.endsWith(".ts")
        ? importsOf(file)
            .filter((used) => !used.isOwn && !used.isType)
            .filter((used) => !isAllowedOutside(used))
            .map(({ target }) => [...chain, target].join(" > "))
        : [],
    );
    assertNone(outside);
  });

  it("give what thinks and speaks no clock, chance, environment or lazy module", () => {
    const reached = new Set(sourcesUnder(...PURE).flatMap((file) => [...reachedFrom(file).keys()]));
    const impure = [...reached]
      .filter((file) => file.endsWith(".ts"))
      .flatMap((file) => lines(file, IMPURE_CODE));
    assertNone(impure);
  });

  it("keep judgement out of the evidence", () => {
    const judging = /\/(checks|report|interpret|judge|conclude|deployment|main|agent)(\/|\.ts$)/;
    assertNone(offending(sourcesUnder(`${TASK}/evidence`), ({ target }) => judging.test(target)));
  });

  it("let only agent.ts talk to the agent", () => {
    const library = ({ target }: Import) => target.startsWith("azure-pipelines-task-lib");
    const files = sourcesUnder("tasks").filter((file) => file !== `${TASK}/agent.ts`);
    assertNone(offending(files, library));
    const output =
      /\bprocess\s*\.\s*(stdout|stderr)\b|\bconsole\b|\b(stdout|stderr)\b.*\bprocess\b/;
    assertNone(files.flatMap((file) => lines(file, output)));
  });

  it("let only the probes open sockets", () => {
    const probe = new RegExp(`^${TASK}/evidence/(dns|https|smtp|network)[a-z0-9-]*\\.ts$`);
    const others = sourcesUnder("tasks").filter((file) => !probe.test(file));
    assertNone(offending(others, opensSockets));
  });

  it("let nobody import main.ts", () => {
    assertNone(offending(EVERYTHING, ({ target }) => target === `${TASK}/main.ts`));
  });

  it("load what is large only on demand", () => {
    // The list of all checks is for tests and pages: the package has their ids in its place.
    const isList = (file: string) => file === `${TASK}/checks/index.ts`;
    const lazy = ({ target, isType }: Import, file: string) =>
      target in LAZY && !isType && !isList(file) && !file.startsWith("test/");
    assert.deepEqual(
      offending(EVERYTHING, lazy),
      Object.entries(LAZY).map(([module, loader]) => `${loader}: ${module}`),
    );
    assert.ok(
      Object.entries(LAZY).every(([module, loader]) =>
        importsOf(loader).some(({ target, isLazy }) => isLazy && target === module),
      ),
    );
    const atStart = [...reachedFrom(`${TASK}/main.ts`).keys()].filter((file) =>
      file.endsWith(".ts"),
    );
    assertNone(offending(atStart, (used) => opensSockets(used) && !used.isLazy));
  });
});

function lines(file: string, pattern: RegExp): readonly string[] {
  return codeOf(file)
    .split("\n")
    .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : []));
}
