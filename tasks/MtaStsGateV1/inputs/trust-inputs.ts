// Certificates that are trusted besides or instead of the public roots.
import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { quote } from "../quote";
import { type FileKind, fileKind } from "./file-kind";
import type { InputSource } from "./input-source";
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
  const fault = placeFault(kind) ?? anchorsFault(path);
  return fault === undefined ? good(path) : unfit(text, fault, EXPECTED);
}

/**
 * `Agent.CAInfo`: the agent's own CA file; undefined where there is none. It only tells a proxy that looks into TLS
 * from a certificate that senders refuse, so a file that is of no use stops nothing; the sentence says what is lost.
 */
export function readAgentCaFile(source: Pick<InputSource, "variable">): {
  readonly path?: string;
  readonly complaint?: string;
} {
  const path = source.variable("Agent.CAInfo");
  const kind = path === "" ? "absent" : fileKind(path);
  if (kind === "absent") return {};
  const fault = placeFault(kind) ?? anchorsFault(path);
  return fault === undefined
    ? { path }
    : {
        complaint: `the agent's CA file ${quote(path, 200)} (Agent.CAInfo) ${fault}: certificates are judged without it, so one made by a proxy that looks into TLS counts as the policy host's own`,
      };
}

function placeFault(kind: FileKind): string | undefined {
  if (kind === "folder") return "is a folder";
  return kind === "other" ? "is no regular file" : undefined;
}

function anchorsFault(path: string): string | undefined {
  const bytes = contentOf(path);
  if (typeof bytes === "string") return `cannot be read (${bytes})`;
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

/** The octets, or the system's code for why there are none. */
function contentOf(path: string): Buffer | string {
  try {
    return readFileSync(path);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? "unknown";
  }
}

function isCertificate(text: string | Buffer): boolean {
  try {
    return new X509Certificate(text).raw.length > 0;
  } catch {
    return false;
  }
}
