// Modules of ours that several bundles need: the first bundle holds them, the others take them from it.
import { join, relative, resolve, sep } from "node:path";
import type { Metafile, Plugin } from "esbuild";

/** Modules that the first bundle lends to the others, as paths relative to the repository, sorted. */
export type SharedModules = readonly string[];

type Inputs = Metafile["inputs"];

/** Finds what to share: modules of the first bundle that one of the others imports from a module of its own. */
export function sharedAmong(first: Inputs, others: readonly Inputs[]): SharedModules {
  const isLent = (path: string) => path in first && /^(?!.*node_modules\/).*\.ts$/.test(path);
  const wanted = others.flatMap((inputs) =>
    Object.entries(inputs)
      .filter(([path]) => !isLent(path))
      .flatMap(([, { imports }]) => imports.map(({ path }) => path).filter(isLent)),
  );
  return [...new Set(wanted)].sort();
}

/** The source of the first bundle's entry: the module itself, and what it lends. */
export function lendingEntry(root: string, entry: string, shared: SharedModules): string {
  const lent = shared.map(
    (path, index) => `export * as ${nameOf(index)} from ${JSON.stringify(join(root, path))};`,
  );
  return [`import ${JSON.stringify(entry)};`, ...lent].join("\n");
}

/** Puts a loan from the first bundle in the place of each shared module. */
export function borrowing(root: string, shared: SharedModules, firstFile: string): Plugin {
  const loans = new Map(shared.map((path, index) => [path, nameOf(index)]));
  return {
    name: "borrowing",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.{1,2}(?:\/|$)/ }, ({ kind, path, resolveDir }) => {
        if (kind === "entry-point" || kind === "require-call") return undefined;
        const target = `${relative(root, resolve(resolveDir, path)).split(sep).join("/")}.ts`;
        return loans.has(target) ? { path: target, namespace: "borrowed" } : undefined;
      });
      onResolve({ filter: /.*/, namespace: "borrowed" }, ({ path }) => ({ path, external: true }));
      onLoad({ filter: /.*/, namespace: "borrowed" }, ({ path }) => ({
        contents: `module.exports = require("./${firstFile}").${loans.get(path)};`,
      }));
    },
  };
}

function nameOf(index: number): string {
  return `shared${index}`;
}
