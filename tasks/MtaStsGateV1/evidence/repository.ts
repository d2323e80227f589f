// Files of the repository, as octets: no link out of it is followed, nothing but a regular file is opened for long.
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { pathWithin } from "../path-rules";
import { finalPath, leadsInside } from "../repository-path";
import type { Observation, RepositoryFile } from "./types";

/** Octets of a file that are kept: 1 MiB. */
export const MAX_FILE_OCTETS = 1_048_576;

// A pipe without a writer would never open otherwise; where a system lacks a flag it is undefined.
const OPEN_FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/**
 * Reads one file.
 * @param root the repository's root, absolute
 * @param relativePath below the root, with forward slashes
 * @returns absent (ENOENT) where nothing is there; failed where something is but cannot be read as a file, with
 *   OUTSIDE_REPOSITORY, EISDIR, NOT_A_FILE or the system's own code
 */
export function readRepositoryFile(
  root: string,
  relativePath: string,
): Observation<RepositoryFile> {
  const path = join(root, relativePath);
  const shown = pathWithin(root, path);
  if (shown === undefined || !leadsInside(root, path)) {
    return failed("OUTSIDE_REPOSITORY", `${relativePath} leads outside the repository`);
  }
  try {
    const file = openSync(finalPath(path), OPEN_FLAGS);
    try {
      return readFile(file, shown);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return explain(error, shown);
  }
}

function readFile(file: number, path: string): Observation<RepositoryFile> {
  const stats = fstatSync(file);
  if (stats.isDirectory()) return failed("EISDIR", `${path} is a folder`);
  if (!stats.isFile()) return failed("NOT_A_FILE", `${path} is no regular file`);
  const bytes = readStart(file);
  const octets = Math.max(stats.size, bytes.length);
  return { status: "found", value: { path, octets, bytesBase64: bytes.toString("base64") } };
}

function readStart(file: number): Buffer {
  const chunks: Buffer[] = [];
  let length = 0;
  while (length < MAX_FILE_OCTETS) {
    const chunk = Buffer.alloc(Math.min(65_536, MAX_FILE_OCTETS - length));
    const octets = readSync(file, chunk);
    if (octets === 0) break;
    chunks.push(chunk.subarray(0, octets));
    length += octets;
  }
  return Buffer.concat(chunks);
}

/** Why a file or folder cannot be read; an error without a code is a bug and goes on. */
export function explain(error: unknown, path: string): Observation<never> {
  const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
  if (code === undefined) throw error;
  // ENOTDIR: a folder on the way is a file, so the file asked for does not exist either.
  if (code === "ENOENT" || code === "ENOTDIR") {
    return { status: "absent", code: "ENOENT", detail: `${path} does not exist` };
  }
  if (code === "EISDIR") return failed(code, `${path} is a folder`);
  return failed(code, `${path} cannot be read: ${code}`);
}

function failed(code: string, message: string): Observation<never> {
  return { status: "failed", error: { code, message } };
}
