// Bundles the task: one file to start with, and the files that it loads when it needs them.
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  type BuildFailure,
  type BuildOptions,
  build,
  type Message,
  type Metafile,
  type Plugin,
  transform,
} from "esbuild";
import { Fault } from "./fault";
import { BUNDLES, type Bundle } from "./package-files";
import { borrowing, lendingEntry, sharedAmong } from "./shared-modules";

/** The modules that each bundle is made of, as paths relative to the repository. */
export type BundledModules = ReadonlyMap<Bundle, readonly string[]>;

/**
 * Writes every bundle into a folder.
 * @param root of the repository
 * @param taskSource the task's folder in the repository, absolute
 * @throws Fault with one line per fault that esbuild finds
 */
export async function writeBundles(
  root: string,
  taskSource: string,
  folder: string,
): Promise<BundledModules> {
  const [first, ...others] = BUNDLES;
  if (first === undefined) throw new Error("there is no bundle");
  const make = (bundle: Bundle, extra: BuildOptions) => bundled(bundle, root, taskSource, extra);
  const dry = await Promise.all(BUNDLES.map((bundle) => make(bundle, { write: false })));
  const [ofFirst = {}, ...ofOthers] = dry.map(({ inputs }) => inputs);
  const shared = sharedAmong(ofFirst, ofOthers);
  const entry = entryOf(first, taskSource);
  const lending: BuildOptions = {
    entryPoints: [],
    stdin: { contents: lendingEntry(root, entry, shared), resolveDir: root, loader: "ts" },
  };
  const outfile = ({ file }: Bundle) => join(folder, file);
  const made = [
    await make(first, { ...lending, outfile: outfile(first) }),
    ...(await Promise.all(
      others.map((bundle) =>
        make(bundle, {
          outfile: outfile(bundle),
          plugins: [borrowing(root, shared, first.file), ...plugins(taskSource)],
        }),
      ),
    )),
  ];
  return new Map(BUNDLES.map((bundle, index) => [bundle, ownModules(made[index] as Metafile)]));
}

/** Writes one bundle that stands alone, made in the same way as those of the task. */
export async function writeAlone(
  bundle: Bundle,
  root: string,
  source: string,
  folder: string,
): Promise<void> {
  await bundled(bundle, root, source, { outfile: join(folder, bundle.file) });
}

/** Modules that are read from files. */
function ownModules({ inputs }: Metafile): readonly string[] {
  return Object.keys(inputs).filter((path) => !/^(?:borrowed|unused):|^<stdin>$/.test(path));
}

function entryOf(bundle: Bundle, taskSource: string): string {
  return join(taskSource, `${bundle.entry}.ts`);
}

function plugins(taskSource: string): Plugin[] {
  return [bundlesApart(taskSource), idsOnly(taskSource), packagesSmall(), partsUnused()];
}

async function bundled(
  bundle: Bundle,
  root: string,
  taskSource: string,
  extra: BuildOptions,
): Promise<Metafile> {
  const failed = (messages: readonly Message[]): Fault =>
    new Fault(messages.map((message) => `${bundle.file}: ${sentence(message)}`).join("\n"));
  const result = await build({
    absWorkingDir: root,
    entryPoints: [entryOf(bundle, taskSource)],
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "node20.18",
    // Where every character is ASCII, Node reads and compiles the file faster.
    charset: "ascii",
    // Our own names stay as they are, for stack traces; in a bundle of packages hardly a line of one is ours.
    ...(bundle.isMostlyPackages ? { minify: true } : { minifyWhitespace: true }),
    lineLimit: 160,
    legalComments: "eof",
    logLevel: "silent",
    plugins: plugins(taskSource),
    ...extra,
    metafile: true,
  }).catch((failure: BuildFailure) => {
    throw failed(failure.errors);
  });
  if (result.warnings.length > 0) throw failed(result.warnings);
  return result.metafile;
}

function sentence({ location, text }: Message): string {
  return location ? `${location.file}:${location.line}: ${text}` : text;
}

/** Leaves the entry point of a bundle out of all others, which load the file beside them. */
function bundlesApart(taskSource: string): Plugin {
  const files = new Map(BUNDLES.map(({ entry, file }) => [join(taskSource, entry), file]));
  return {
    name: "bundles apart",
    setup({ onResolve }) {
      onResolve({ filter: /^\.{1,2}\// }, ({ kind, path, resolveDir }) => {
        const file = files.get(resolve(resolveDir, path));
        if (kind === "entry-point" || file === undefined) return undefined;
        if (kind === "require-call") return { path: `./${file}`, external: true };
        return {
          errors: [{ text: `"${path}" is a bundle of its own: require it when it is needed` }],
        };
      });
    },
  };
}

/** Writes out what the module of the checks' ids works out, so that the checks themselves stay out of the bundle. */
function idsOnly(taskSource: string): Plugin {
  const module = join(taskSource, "checks", "check-ids");
  return {
    name: "ids only",
    setup({ onLoad }) {
      onLoad({ filter: /[\\/]check-ids\.ts$/ }, ({ path }) => {
        if (path !== `${module}.ts`) return undefined;
        const ids: unknown = require(module);
        return { contents: JSON.stringify(ids), loader: "json" };
      });
    },
  };
}

/**
 * Shortens the packages of others and leaves the names of our own code: a stack trace has them, and the agent fetches
 * less.
 */
function packagesSmall(): Plugin {
  return {
    name: "packages small",
    setup({ onLoad }) {
      onLoad({ filter: /[\\/]node_modules[\\/].*\.[cm]?js$/ }, async ({ path }) => {
        const { code } = await transform(readFileSync(path, "utf8"), {
          minifySyntax: true,
          minifyIdentifiers: true,
          legalComments: "inline",
          target: "node20.18",
        });
        return { contents: code, loader: "js" };
      });
    },
  };
}

/** Parts of packages that the task never uses, by the package that asks for them. */
const UNUSED_PARTS: readonly { readonly importer: RegExp; readonly parts: RegExp }[] = [
  // Running programs and matching file names: a third of the library, loaded at every start otherwise.
  {
    importer: /[\\/]node_modules[\\/]azure-pipelines-task-lib[\\/]/,
    parts: /^(?:\.\/toolrunner|minimatch)$/,
  },
  // The HTTP parser in a second build for faster processors; without it the client takes the first by itself. And
  // HTTP/2, which is not offered to servers: it would load Node's own module for it.
  { importer: /[\\/]node_modules[\\/]undici[\\/]/, parts: /llhttp_simd-wasm|client-h2/ },
];

/** Leaves empty modules in their place. */
function partsUnused(): Plugin {
  return {
    name: "parts unused",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /.*/ }, ({ importer, path }) =>
        UNUSED_PARTS.some((unused) => unused.importer.test(importer) && unused.parts.test(path))
          ? { path, namespace: "unused" }
          : undefined,
      );
      onLoad({ filter: /.*/, namespace: "unused" }, () => ({ contents: "" }));
    },
  };
}

/**
 * What makes the bundles unfit to run side by side: a package in the wrong bundle, or a module with state of its own in
 * two of them, where each would keep its copy. Empty: nothing.
 */
export function sharingProblems(modules: BundledModules, root: string): readonly string[] {
  return [...modules].flatMap(([bundle, own]) =>
    [...modules]
      .filter(([other]) => other !== bundle)
      .flatMap(([other, others]) => [
        ...bundle.packages
          .filter((name) => packageFolders(others).includes(`node_modules/${name}`))
          .map(
            (name) => `${other.file} holds the package ${name}, which belongs into ${bundle.file}`,
          ),
        ...own
          .filter((path) => bundle.file < other.file && others.includes(path))
          .filter((path) => hasState(path, root))
          .map((path) => `${bundle.file} and ${other.file} both hold ${path}, which has state`),
      ]),
  );
}

/** A class is state as well: `instanceof` is false between its two copies. */
function hasState(path: string, root: string): boolean {
  if (path.includes("node_modules/")) return true;
  const source = readFileSync(join(root, path), "utf8");
  return /^(export )?(let |var |(abstract )?class |const .*= new (Map|Set|WeakMap|WeakSet)(<.*>)?\(\))/m.test(
    source,
  );
}

/** Folders of the npm packages among modules, e.g. `node_modules/undici`, sorted. */
export function packageFolders(modules: readonly string[]): readonly string[] {
  const folders = modules.map((path) => /.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0]);
  return [...new Set(folders.filter((folder) => folder !== undefined))].sort();
}
