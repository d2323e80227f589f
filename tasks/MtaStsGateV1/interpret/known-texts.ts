// Every policy text that is known of a domain: the live id may be the hash of any of them.
import type { PolicyFile, ServedPolicy } from "../deployment";
import type { Evidence, Observation, RepositoryFile } from "../evidence/types";
import { isSameMeaning, type Policy, parsePolicy } from "../mta-sts/policy";

/** A policy text as octets. */
export interface KnownText {
  readonly octets: Uint8Array;
  /** It means the same as the committed policy. */
  readonly isCommitted: boolean;
}

interface Sources {
  readonly evidence: Evidence;
  readonly policyFile: Observation<PolicyFile>;
  readonly served: Observation<ServedPolicy>;
}

/** The committed text first, then the served one, the one before this job, the target branch's, and older ones. */
export function knownTexts({ evidence, policyFile, served }: Sources): readonly KnownText[] {
  const committed = policyFile.status === "found" ? policyFile.value.text.policy : undefined;
  const isCommitted = (policy: Policy | undefined) =>
    policy !== undefined && committed !== undefined && isSameMeaning(policy, committed);
  const known = (octets: Uint8Array): KnownText => ({
    octets,
    isCommitted: isCommitted(parsePolicy(octets).policy),
  });
  const texts: KnownText[] = [];
  if (committed !== undefined) texts.push(...octetsOf(evidence.policyFile).map(known));
  if (served.status === "found" && served.value.body !== undefined) {
    // Where no file is looked for, as in monitor, what is served is what was meant.
    const isSame = policyFile.status === "skipped" || isCommitted(served.value.text?.policy);
    texts.push({ octets: served.value.body, isCommitted: isSame });
  }
  return [...texts, ...olderOctets(evidence).map(known)];
}

function olderOctets({ earlier, targetBranch, history }: Evidence): readonly Uint8Array[] {
  const before = earlier.status === "found" ? earlier.value.servedBodyBase64 : undefined;
  const versions = history.status === "found" ? history.value.versions : [];
  return [
    ...(before === undefined ? [] : [decoded(before)]),
    ...(targetBranch.status === "found" ? octetsOf(targetBranch.value.policyFile) : []),
    ...versions.flatMap(({ bytesBase64 }) =>
      bytesBase64 === undefined ? [] : [decoded(bytesBase64)],
    ),
  ];
}

function octetsOf(file: Observation<RepositoryFile>): readonly Uint8Array[] {
  return file.status === "found" ? [decoded(file.value.bytesBase64)] : [];
}

function decoded(base64: string): Uint8Array {
  return Buffer.from(base64, "base64");
}
