// npm run build: dist/MtaStsGateV1/, the task as an agent gets it, and dist/*.vsix, the package; with --dev the twin for
// development in dist/dev/, under --publisher where one is given.
import { readdirSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { development, type Edition, PUBLIC } from "./editions";
import { type BuiltExtension, buildExtension, compressedOctets } from "./extension";
import { Fault } from "./fault";

const ROOT = resolve(__dirname, "..");

function editionAskedFor(args: readonly string[]): Edition {
  const options = { dev: { type: "boolean" }, publisher: { type: "string" } } as const;
  try {
    const { dev = false, publisher } = parseArgs({ args: [...args], options }).values;
    if (dev) return development(publisher);
    if (publisher === undefined) return PUBLIC;
  } catch (error) {
    throw new Fault((error as Error).message);
  }
  throw new Fault("--publisher is for the twin: the public extension has one publisher (--dev)");
}

function show({ task, vsix }: BuiltExtension): void {
  console.log(`${relative(ROOT, task)}/ (${kilobytes(compressedOctets(task))} compressed)`);
  for (const file of readdirSync(task))
    console.log(`  ${file} ${kilobytes(statSync(join(task, file)).size)}`);
  console.log(`${relative(ROOT, vsix)} ${kilobytes(statSync(vsix).size)}`);
}

function kilobytes(octets: number): string {
  return `${Math.ceil(octets / 1000)} KB`;
}

async function main(): Promise<void> {
  show(await buildExtension(ROOT, editionAskedFor(process.argv.slice(2))));
}

main().catch((error) => {
  if (!(error instanceof Fault)) throw error;
  for (const line of error.message.split("\n")) console.error(`build: ${line}`);
  process.exitCode = 1;
});
