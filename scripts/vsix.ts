// Packs the staged extension with tfx, which prints mere warnings about packages that no server can use, and which
// writes the time and an order of its own into the archive.
import { execFile } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { promisify, stripVTControlCharacters } from "node:util";
import { openPromise } from "yauzl";
import { ZipFile } from "yazl";
import { Fault } from "./fault";

/**
 * Makes `<publisher>.<id>-<version>.vsix` in a folder, from a folder that holds vss-extension.json and all it names. The
 * same files give the same octets.
 * @returns the path of the package
 * @throws Fault with what tfx said where it warns or fails
 */
export async function packExtension(staging: string, outputFolder: string): Promise<string> {
  const args = ["extension", "create", "--root", staging, "--output-path", outputFolder];
  const tfx = [require.resolve("tfx-cli/_build/tfx-cli.js"), ...args, "--no-prompt"];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, tfx).catch((failure) => {
    throw new Fault(`tfx failed: ${complaints(`${failure.stdout}${failure.stderr}`).join(" ")}`);
  });
  const warnings = complaints(`${stdout}\n${stderr}`);
  if (warnings.length > 0) throw new Fault(`tfx warns: ${warnings.join(" ")}`);
  const name = readdirSync(outputFolder).find((file) => file.endsWith(".vsix"));
  if (name === undefined) throw new Fault("tfx made no VSIX");
  const vsix = join(outputFolder, name);
  writeFileSync(vsix, await zipOf(await readArchive(vsix)));
  return vsix;
}

/** A file of an archive: its name, with forward slashes, and its octets. */
export type ArchivedFile = readonly [name: string, content: Buffer];

/** An ordinary file that its owner may write and all may read, whatever it was on the machine that builds. */
export const MODE = 0o100644;

/** A zip archive whose octets depend on nothing but names and contents: sorted, with one date and one mode. */
export async function zipOf(files: readonly ArchivedFile[]): Promise<Buffer> {
  const archive = new ZipFile();
  // An archive keeps the hours of the local zone and not the zone. Not the very first day that it knows: the library
  // moves what lies before that in the zone it was loaded in.
  const mtime = new Date(1980, 1, 1);
  for (const [name, content] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    archive.addBuffer(content, name, {
      mtime,
      mode: MODE,
      forceDosTimestamp: true,
      compressionLevel: 9,
    });
  }
  archive.end();
  return buffer(archive.outputStream);
}

/** The warnings and errors in what tfx printed, without their prefix and color. */
export function complaints(output: string): readonly string[] {
  const lines = stripVTControlCharacters(output).split(/\r?\n/);
  return lines.flatMap((line) => /^\s*(?:warning|error):\s*(.*)$/.exec(line)?.[1] ?? []);
}

/** The files in a zip archive, folders left out. */
export async function readArchive(path: string): Promise<readonly ArchivedFile[]> {
  const archive = await openPromise(path);
  const files: ArchivedFile[] = [];
  for await (const entry of archive.eachEntry()) {
    if (entry.fileName.endsWith("/")) continue;
    files.push([entry.fileName, await buffer(await archive.openReadStreamPromise(entry))]);
  }
  return files;
}

/** Names of the files in a zip archive, folders left out, sorted. */
export async function archiveFiles(path: string): Promise<readonly string[]> {
  return (await readArchive(path)).map(([name]) => name).sort();
}

/** Differences between the files that are there and those on the list, one sentence each. */
export function contentProblems(
  place: string,
  files: readonly string[],
  list: readonly string[],
): readonly string[] {
  return [
    ...files
      .filter((file) => !list.includes(file))
      .map((file) => `${place} holds ${file}, which is not on the list of what ships`),
    ...list
      .filter((file) => !files.includes(file))
      .map((file) => `${place} lacks ${file}, which is on the list of what ships`),
  ];
}

/** One sentence where something is larger than it may be. */
export function sizeProblems(what: string, octets: number, limit: number): readonly string[] {
  return octets > limit ? [`${what} has ${octets} octets, more than the allowed ${limit}`] : [];
}
