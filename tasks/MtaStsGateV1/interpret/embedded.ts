// Where the committed policy is a text in code, the code is put away here: all behind this sees the policy alone.
import type { CommittedVersion, Evidence, Observation, RepositoryFile } from "../evidence/types";
import { type EmbeddedPolicy, embeddedPolicy } from "../mta-sts/embedded-policy";

/** The evidence with the policy in the place of the code that holds it. */
export function withoutCode(evidence: Evidence): Evidence {
  const { policyFile, history, targetBranch } = evidence;
  return {
    ...evidence,
    policyFile: bare(policyFile),
    history:
      history.status === "found"
        ? {
            ...history,
            value: { ...history.value, versions: history.value.versions.map(bareVersion) },
          }
        : history,
    targetBranch:
      targetBranch.status === "found"
        ? {
            ...targetBranch,
            value: { ...targetBranch.value, policyFile: bare(targetBranch.value.policyFile) },
          }
        : targetBranch,
  };
}

/** The policy in the code of a file; undefined: the file is the policy, or holds none. */
export function policyInCode(file: Observation<RepositoryFile>): EmbeddedPolicy | undefined {
  return file.status === "found" ? policyIn(file.value.path, file.value.bytesBase64) : undefined;
}

function bare(file: Observation<RepositoryFile>): Observation<RepositoryFile> {
  const policy = policyInCode(file);
  if (policy === undefined || file.status !== "found") return file;
  const octets = Buffer.from(policy.text);
  const value = { ...file.value, octets: octets.length, bytesBase64: octets.toString("base64") };
  return { status: "found", value };
}

function bareVersion(version: CommittedVersion): CommittedVersion {
  const { path, bytesBase64 } = version;
  const policy = bytesBase64 === undefined ? undefined : policyIn(path, bytesBase64);
  return policy === undefined
    ? version
    : { ...version, bytesBase64: Buffer.from(policy.text).toString("base64") };
}

function policyIn(path: string, bytesBase64: string): EmbeddedPolicy | undefined {
  return embeddedPolicy(path, Buffer.from(bytesBase64, "base64").toString("utf8"));
}
