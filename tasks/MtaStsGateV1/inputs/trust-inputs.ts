// Certificates that are trusted besides or instead of the public roots.
import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileKind } from "./file-kind";
import { readPath } from "./path-inputs";
import { good, type Reading, unfit } from "./reading";

const EXPECTED = "a PEM file of CA certificates is";

/**
 * `trustAnchors`: absolute path of a PEM file in which every certificate can be read; undefined when empty. A private
 * PKI may keep the file anywhere on the agent; a relative path starts at the repository.
 */
export function readTrustAnchors(
  text: string,
  repositoryRoot: string,
): Reading<string | undefined> {
  if (text === "") return good(undefined);
  const given = readPath(text, repositoryRoot);
  if (!given.ok) return given;
  const path = resolve(repositoryRoot, given.value);
  const kind = fileKind(path);
  if (kind === "absent") return unfit(text, "does not exist", EXPECTED);
  if (kind === "folder") return unfit(text, "is a folder", EXPECTED);
  if (kind === "other") return unfit(text, "is no regular file", EXPECTED);
  const fault = anchorsFault(path);
  return fault === undefined ? good(path) : unfit(text, fault, EXPECTED);
}

function anchorsFault(path: string): string | undefined {
  const bytes = contentOf(path);
  if (bytes === undefined) return "cannot be read";
  const blocks =
    bytes.toString("latin1").match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ??
    [];
  if (blocks.length === 0) {
    return isCertificate(bytes) ? "is a certificate in DER form" : "holds no PEM certificate";
  }
  const broken = blocks.findIndex((block) => !isCertificate(block));
  return broken < 0
    ? undefined
    : `holds ${blocks.length} certificates of which number ${broken + 1} cannot be read`;
}

function contentOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

function isCertificate(text: string | Buffer): boolean {
  try {
    return new X509Certificate(text).raw.length > 0;
  } catch {
    return false;
  }
}
