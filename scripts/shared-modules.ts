// Modules of ours that several bundles need: the first bundle holds them, the others take them from it.
import { join, relative, resolve, sep } from "node:path";
import type { Plugin } from "esbuild";

/** Modules that the first bundle lends to the others, as paths relative to the repository, sorted. */
export type SharedModules = readonly string[];

/**
 * Finds what to share.
 * @param first modules of the first bundle; @param others those of each other one; all relative to the repository
 */
export function sharedAmong(
  first: readonly string[],
  others: readonly (readonly string[])[],
): SharedModules {
  const wanted = new Set(others.flat());
  return first
    .filter((path) => wanted.has(path) && /^(?!.*node_modules\/).*\.ts$/.test(path))
    .sort();
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
