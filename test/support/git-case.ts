// What git says in a fixture, in few lines: versions of the policy file, and the target branch.
import type {
  Evidence,
  Observation,
  RepositoryFile,
} from "../../tasks/MtaStsGateV1/evidence/types";

const POLICY_FILE = "home/.well-known/mta-sts.txt";

/** The history of the policy file. */
export interface HistoryCase {
  /** Newest first; without a text the commit removed the file. */
  readonly versions: readonly { readonly at: string; readonly text?: string }[];
  /** The clone ends behind the oldest version. */
  readonly isShallow?: boolean;
  readonly movedTo?: string;
  readonly doubles?: readonly string[];
}

/** The target branch `main`; without a text it has no such file. */
export interface TargetCase {
  readonly policy?: string;
  readonly record?: string;
}

/** Commits have hashes that count up from the oldest: c000000001, c000000002, … */
export function historyOf(history: HistoryCase): Evidence["history"] {
  const { versions, isShallow = false, movedTo, doubles } = history;
  const hash = (number: number) => `c${`${number}`.padStart(9, "0")}`;
  return {
    status: "found",
    value: {
      commit: "d000000000",
      isShallow,
      isComplete: !isShallow,
      versions: versions.map(({ at, text }, i) => ({
        commit: hash(versions.length - i),
        committedAt: at,
        path: POLICY_FILE,
        ...(text === undefined ? {} : { bytesBase64: Buffer.from(text).toString("base64") }),
      })),
      ...(movedTo === undefined ? {} : { movedTo }),
      ...(doubles === undefined ? {} : { doubles }),
    },
  };
}

export function targetOf({ policy, record }: TargetCase): Evidence["targetBranch"] {
  return {
    status: "found",
    value: {
      commit: "b000000000",
      name: "main",
      policyFile: fileOf(POLICY_FILE, policy),
      recordFile: fileOf("dns/contoso.com.zone", record),
    },
  };
}

function fileOf(path: string, text: string | undefined): Observation<RepositoryFile> {
  if (text === undefined) {
    return { status: "absent", code: "ENOENT", detail: `the target branch has no ${path}` };
  }
  const bytes = Buffer.from(text);
  return {
    status: "found",
    value: { path, octets: bytes.length, bytesBase64: bytes.toString("base64") },
  };
}
