// What a pull request changes: the committed policy and the record file against the target branch.
import type { Deployment, PolicyFile, Target } from "../deployment";
import type { Evidence, Observation } from "../evidence/types";
import { isSameMeaning, parsePolicy } from "../mta-sts/policy";
import { readRecordFile } from "./record-file";

/** Reads the target branch; skipped outside pull requests. */
export function readTarget({ targetBranch, policyDomain }: Evidence): Observation<Target> {
  if (targetBranch.status !== "found") return targetBranch;
  const { name, commit, policyFile, recordFile } = targetBranch.value;
  const policy =
    policyFile.status === "found"
      ? parsePolicy(Buffer.from(policyFile.value.bytesBase64, "base64"), policyFile.value.octets)
          .policy
      : undefined;
  const record = readRecordFile(recordFile, policyDomain);
  return {
    status: "found",
    value: {
      name: name ?? commit,
      hasPolicyFile: policyFile.status === "failed" ? "unknown" : policyFile.status === "found",
      ...(policy === undefined ? {} : { policy }),
      ...(record?.status === "found" ? { recordId: record.id } : {}),
    },
  };
}

/** Whether the pull request changes what senders would get; undefined outside pull requests. */
export function changedInPullRequest(
  file: Observation<PolicyFile>,
  target: Observation<Target>,
): Deployment["changedInPullRequest"] {
  if (target.status === "skipped") return undefined;
  if (target.status !== "found" || target.value.hasPolicyFile === "unknown") return "unknown";
  const before = target.value.policy;
  if (file.status === "absent") return target.value.hasPolicyFile;
  const committed = file.status === "found" ? file.value.text.policy : undefined;
  // A text that is no policy is reported as such; what it was meant to change nobody knows.
  if (committed === undefined) return "unknown";
  return before === undefined || !isSameMeaning(before, committed);
}
