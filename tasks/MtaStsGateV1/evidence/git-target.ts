// The target branch of a pull request: what the policy and the record will change from.
import { type GitPlace, gitPlaceOf } from "./git-place";
import type { Repository } from "./git-program";
import {
  type Ask,
  abbreviated,
  FEW_OCTETS,
  gitFailed,
  headOf,
  noRepository,
  renamesBetween,
} from "./git-questions";
import { MAX_FILE_OCTETS } from "./repository";
import type { Observation, RepositoryFile, TargetBranch } from "./types";

/**
 * Looks at the policy and the record file on the target branch.
 * @param root the pipeline's folder; the paths are relative to it
 * @param name of the branch, without `refs/heads/`
 */
export async function targetBranchOf(
  root: string,
  policyFile: string,
  recordFile: string | undefined,
  name: string | undefined,
  ask: Ask,
): Promise<Observation<TargetBranch>> {
  const place = gitPlaceOf(root, policyFile);
  if (place === undefined) return noRepository(policyFile);
  const commit = await targetCommit(place.repository, name, ask);
  if (commit.status !== "found") return commit;
  const record = recordFile === undefined ? undefined : gitPlaceOf(root, recordFile);
  // A record that is kept in another repository is none of this pull request.
  const isBeside = record?.repository.gitDir === place.repository.gitDir;
  return {
    status: "found",
    value: {
      commit: abbreviated(commit.value),
      ...(name === undefined ? {} : { name }),
      policyFile: await fileAt(commit.value, place, ask),
      recordFile:
        record !== undefined && isBeside
          ? await fileAt(commit.value, record, ask)
          : { status: "skipped", reason: "the repository of the policy holds no recordFile" },
    },
  };
}

// A pull-request build checks out a merge commit whose first parent is the target. Where something else was checked
// out, the branch itself is the target, so far as the clone has it.
async function targetCommit(
  repository: Repository,
  name: string | undefined,
  ask: Ask,
): Promise<Observation<string>> {
  const head = await headOf(repository, ask);
  if (head.status !== "found") return head;
  const words = ["rev-list", "--parents", "--max-count=1", "HEAD"];
  const parents = await ask(repository, FEW_OCTETS, words);
  if (!parents.ok) return gitFailed(parents);
  const [, first, second] = parents.output.toString("utf8").trim().split(" ");
  const branch = name === undefined ? undefined : await branchCommit(repository, name, ask);
  const isMerge = first !== undefined && second !== undefined;
  if (isMerge && (branch === undefined || (await areInLine(repository, first, branch, ask)))) {
    return { status: "found", value: first };
  }
  if (branch !== undefined) return { status: "found", value: branch };
  return head.value.isShallow
    ? failed("SHALLOW", "the clone is shallow and has no commit of the target branch")
    : failed("NO_TARGET", "HEAD is no merge commit and the clone has no target branch");
}

async function branchCommit(
  repository: Repository,
  name: string,
  ask: Ask,
): Promise<string | undefined> {
  for (const space of ["remotes/origin", "heads"]) {
    const reference = `refs/${space}/${name}^{commit}`;
    const words = ["rev-parse", "--verify", "--quiet", reference];
    const answer = await ask(repository, FEW_OCTETS, words);
    if (answer.ok) return answer.output.toString("utf8").trim();
  }
  return undefined;
}

/** True where one commit descends from the other; a shallow clone may not know, and then nothing speaks against it. */
async function areInLine(
  repository: Repository,
  one: string,
  other: string,
  ask: Ask,
): Promise<boolean> {
  const answer = await ask(repository, FEW_OCTETS, ["merge-base", one, other]);
  const base = answer.ok ? answer.output.toString("utf8").trim() : one;
  return base === one || base === other;
}

async function fileAt(
  commit: string,
  { repository, path, prefix }: GitPlace,
  ask: Ask,
): Promise<Observation<RepositoryFile>> {
  const here = await blobAt(commit, path, repository, ask);
  if (here.status !== "absent") return read(here, path);
  const renames = await renamesBetween(repository, commit, "HEAD", ask);
  const before = renames.find(({ to }) => to === path)?.from;
  return before === undefined ? here : read(await blobAt(commit, before, repository, ask), before);

  async function read(blob: Observation<string>, at: string): Promise<Observation<RepositoryFile>> {
    if (blob.status !== "found") return blob;
    const answer = await ask(repository, MAX_FILE_OCTETS, ["cat-file", "blob", blob.value]);
    if (!answer.ok) return gitFailed(answer);
    const { output } = answer;
    const value = {
      path: prefix + at,
      octets: output.length,
      bytesBase64: output.toString("base64"),
    };
    return { status: "found", value };
  }
}

async function blobAt(
  commit: string,
  path: string,
  repository: Repository,
  ask: Ask,
): Promise<Observation<string>> {
  const words = ["ls-tree", "-z", "--full-tree", commit, "--", path];
  const answer = await ask(repository, FEW_OCTETS, words);
  if (!answer.ok) return gitFailed(answer);
  const [, mode, hash] = /^(\d+) \w+ ([0-9a-f]+)\t/.exec(answer.output.toString("utf8")) ?? [];
  if (hash === undefined) {
    return { status: "absent", code: "ENOENT", detail: `the target branch has no ${path}` };
  }
  return mode?.startsWith("100")
    ? { status: "found", value: hash }
    : failed("NOT_A_FILE", `${path} is no regular file on the target branch`);
}

function failed(code: string, message: string): Observation<never> {
  return { status: "failed", error: { code, message } };
}
