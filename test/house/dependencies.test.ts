// Every package has a reason, is used, and is the same one everywhere; nothing of a machine is committed.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { dependencies, devDependencies, scripts as npmScripts } from "../../package.json";
import tsconfig from "../../tsconfig.json";
import { assertNone } from "../support/assert-none";
import {
  codeOf,
  committedFiles,
  type Import,
  importsOf,
  ROOT,
  sourcesUnder,
  textOf,
} from "../support/sources";

const SHIPPED = Object.keys(dependencies);
const OTHERS = Object.keys(devDependencies);

/** The package of an import: `undici/lib/x.js` is of undici. */
function packageOf({ target, isOwn }: Import): string | undefined {
  return isOwn ? undefined : /^(?!node:)(?:@[^/]+\/)?[^/]+/.exec(target)?.[0];
}

function packagesIn(...folders: readonly string[]): ReadonlySet<string | undefined> {
  return new Set(sourcesUnder(...folders).flatMap((path) => importsOf(path).map(packageOf)));
}

/** Commands of a package: those in its manifest. */
function commandsOf(name: string): readonly string[] {
  const manifest = JSON.parse(
    readFileSync(join(ROOT, "node_modules", name, "package.json"), "utf8"),
  );
  return typeof manifest.bin === "string" ? [name] : Object.keys(manifest.bin ?? {});
}

describe("dependencies", () => {
  it("have exact versions", () => {
    const all = Object.entries({ ...dependencies, ...devDependencies });
    assertNone(all.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version)).map(([name]) => name));
    const { packages } = JSON.parse(textOf("package-lock.json"));
    const differing = all.filter(([name, version]) => {
      const locked = packages[`node_modules/${name}`] as { readonly version?: string } | undefined;
      return locked?.version !== version;
    });
    assertNone(differing.map(([name]) => name));
  });

  it("that ship are those that the task imports", () => {
    const imported = [...packagesIn("tasks")].filter((name) => name !== undefined);
    assert.deepEqual(imported.sort(), [...SHIPPED].sort());
  });

  it("are all used", () => {
    const imported = packagesIn("tasks", "sandbox", "scripts", "test", "bench");
    const settings = committedFiles().filter(isSettings).map(textOf).join("\n");
    const commands = [
      ...Object.values(npmScripts),
      textOf(".ci/run"),
      textOf(".mocharc.json"),
      ...sourcesUnder("scripts").map(codeOf),
    ].join("\n");
    const isUsed = (name: string): boolean =>
      imported.has(name) ||
      commandsOf(name).some((command) =>
        new RegExp(`(^|[\\s"/])${command}\\b`, "m").test(commands),
      ) ||
      settings.includes(`"${name}"`) ||
      isTypesOfUsed(name, imported);
    assertNone([...SHIPPED, ...OTHERS].filter((name) => !isUsed(name)));
  });

  it("are each named with a reason in docs/architecture.md", () => {
    const [, section = ""] = /^## Dependencies$([\s\S]*?)(?=^## |$(?![\s\S]))/m.exec(
      textOf("docs/architecture.md"),
    ) ?? [""];
    const rows = [...section.matchAll(/^\| (`.*?) \| (\S.*) \|$/gm)].flatMap(([, names = ""]) =>
      [...names.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name),
    );
    assert.deepEqual([...rows].sort(), [...SHIPPED, ...OTHERS].sort());
  });
});

/** Settings of a tool, where it may be told to load a package: in the root, and not npm's own. */
function isSettings(path: string): boolean {
  return /^\.?[\w.-]+\.(?:json|[cm]?js)$/.test(path) && !/^package(?:-lock)?\.json$/.test(path);
}

/** True for `@types/x` where x is imported or its globals are asked for. */
function isTypesOfUsed(name: string, imported: ReadonlySet<string | undefined>): boolean {
  const [, typed = ""] = /^@types\/(.*)$/.exec(name) ?? [];
  return typed !== "" && (imported.has(typed) || tsconfig.compilerOptions.types.includes(typed));
}

describe("committed files", () => {
  const texts = committedFiles()
    .map((path) => ({ path, octets: readFileSync(join(ROOT, path)) }))
    .filter(({ octets }) => !octets.includes(0))
    .map(({ path, octets }) => ({ path, text: octets.toString("utf8") }));

  it("have no address of a package in the lock file", () => {
    assert.ok(existsSync(join(ROOT, "package-lock.json")));
    assert.doesNotMatch(textOf("package-lock.json"), /"resolved":|https?:\/\/[^"]*\.tgz/);
  });

  it("name no host of a package registry", () => {
    // Put together here, so that this file does not name them.
    const hosts = [
      ["registry", "npmjs", "org"],
      ["registry", "yarnpkg", "com"],
      ["npm", "pkg", "github", "com"],
      ["deb", "debian", "org"],
      ["snapshot", "debian", "org"],
      ["archive", "ubuntu", "com"],
      ["pypi", "org"],
    ].map((labels) => labels.join("."));
    assertNone(
      texts.flatMap(({ path, text }) =>
        hosts.filter((host) => text.includes(host)).map((host) => `${path}: ${host}`),
      ),
    );
  });

  it("name no folder of somebody's machine", () => {
    const folders = ["work", "root", "tmp", "Users", "home/[a-z]+"].join("|");
    // What stands behind a URL's host, a variable or a name is no path from the root of a machine.
    const path = new RegExp(`(?<![\\w.~$})\\]/-])/(?:${folders})/[\\w.-]+`);
    assertNone(
      texts.flatMap((file) =>
        file.text
          .split("\n")
          .flatMap((line, index) =>
            path.test(line) ? [`${file.path}:${index + 1}: ${path.exec(line)?.[0]}`] : [],
          ),
      ),
    );
  });
});
