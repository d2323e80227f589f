// The versions of the policy file along first parents: what was on this branch when, and under which name.
import { doublesOf } from "./git-doubles";
import type { GitPlace } from "./git-place";
import type { Repository } from "./git-program";
import {
  type Ask,
  abbreviated,
  gitFailed,
  headOf,
  MANY_OCTETS,
  noRepository,
  renamesBetween,
} from "./git-questions";
import type { CommittedVersion, Observation, PolicyHistory } from "./types";

/** Versions of the policy file that are kept; a domain changes its policy a few times a year. */
const MOST_VERSIONS = 50;

/**
 * Looks at the history of a file.
 * @param place undefined: the file lies in no repository
 * @param shown the file's path for messages
 */
export async function historyOf(
  place: GitPlace | undefined,
  shown: string,
  ask: Ask,
): Promise<Observation<PolicyHistory>> {
  if (place === undefined) return noRepository(shown);
  const head = await headOf(place.repository, ask);
  if (head.status !== "found") return head;
  const log = await ask(place.repository, MANY_OCTETS, [
    "log",
    "--first-parent",
    "-m",
    "--follow",
    "--find-renames",
    "--raw",
    "--no-abbrev",
    "-z",
    "--no-ext-diff",
    "--no-show-signature",
    "--format=%H %ct %P",
    `--max-count=${MOST_VERSIONS + 1}`,
    "HEAD",
    "--",
    place.path,
  ]);
  if (!log.ok) return gitFailed(log);
  const changes = changesIn(log.output.toString("utf8"));
  const kept = changes.slice(0, MOST_VERSIONS);
  const blobs = await blobsOf(kept, place.repository, ask);
  if (blobs.status !== "found") return blobs;
  const oldest = kept.at(-1);
  const isCut = oldest === undefined || !oldest.hasParents;
  const [movedTo, doubles] = await Promise.all([
    whereMoved(kept[0], place, ask),
    doublesOf(place, ask),
  ]);
  return {
    status: "found",
    value: {
      commit: head.value.commit,
      isShallow: head.value.isShallow,
      isComplete: changes.length === kept.length && !(head.value.isShallow && isCut),
      versions: kept.map((change): CommittedVersion => {
        const bytes = blobs.value.get(change.blob);
        return {
          commit: abbreviated(change.commit),
          committedAt: new Date(change.seconds * 1000).toISOString(),
          path: place.prefix + change.path,
          ...(bytes === undefined ? {} : { bytesBase64: bytes.toString("base64") }),
        };
      }),
      ...(movedTo === undefined ? {} : { movedTo: place.prefix + movedTo }),
      ...(doubles.length === 0 ? {} : { doubles }),
    },
  };
}

interface Change {
  readonly commit: string;
  /** Unix time. */
  readonly seconds: number;
  readonly hasParents: boolean;
  /** Hash of the new content; zeros where the file was removed. */
  readonly blob: string;
  readonly path: string;
}

// For each commit, each part with a NUL at its end: its line, `:modes hashes letter`, one path, for a rename two.
function changesIn(log: string): readonly Change[] {
  const parts = log.split("\0");
  const changes: Change[] = [];
  for (let at = 0; at + 2 < parts.length; ) {
    const [commit = "", seconds, parent = ""] = (parts[at] ?? "").trim().split(" ");
    const [, , , blob = "", letter = ""] = (parts[at + 1] ?? "").trim().split(" ");
    const paths = /^[RC]/.test(letter) ? 2 : 1;
    const path = parts[at + 1 + paths] ?? "";
    changes.push({ commit, seconds: Number(seconds), hasParents: parent !== "", blob, path });
    at += 2 + paths;
  }
  return changes;
}

const NO_BLOB = /^0+$/;

async function blobsOf(
  changes: readonly Change[],
  repository: Repository,
  ask: Ask,
): Promise<Observation<ReadonlyMap<string, Buffer>>> {
  const hashes = [...new Set(changes.map(({ blob }) => blob))].filter(
    (hash) => !NO_BLOB.test(hash),
  );
  if (hashes.length === 0) return { status: "found", value: new Map() };
  const input = `${hashes.join("\n")}\n`;
  const answer = await ask(repository, MANY_OCTETS, ["cat-file", "--batch"], input);
  return answer.ok ? { status: "found", value: batchIn(answer.output) } : gitFailed(answer);
}

// `<hash> blob <size>`, a line feed, the content, a line feed.
function batchIn(output: Buffer): ReadonlyMap<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (let at = 0; at < output.length; ) {
    const lineEnd = output.indexOf(0x0a, at);
    const line = output.toString("latin1", at, lineEnd < 0 ? output.length : lineEnd);
    const [, hash, type, size] = /^([0-9a-f]+) (\w+) (\d+)$/.exec(line) ?? [];
    const start = at + line.length + 1;
    const end = size === undefined ? start : start + Number(size);
    if (hash !== undefined && type === "blob") found.set(hash, output.subarray(start, end));
    at = size === undefined ? start : end + 1;
  }
  return found;
}

/** Where the newest commit moved the file, if it removed it from its place. */
async function whereMoved(
  newest: Change | undefined,
  { repository, path }: GitPlace,
  ask: Ask,
): Promise<string | undefined> {
  if (newest === undefined || !NO_BLOB.test(newest.blob)) return undefined;
  const renames = await renamesBetween(repository, `${newest.commit}^1`, newest.commit, ask);
  return renames.find(({ from }) => from === path)?.to;
}
