// Ids that are a hash of the policy text (docs/architecture.md): anyone can recompute them, and they move with the text.
import { createHash } from "node:crypto";

const HASHES = ["sha256", "md5"] as const;
/** A hash that ids are made with. */
export type ContentHash = (typeof HASHES)[number];

/** First 32 hex digits of the hash over the text with every CR octet removed. */
export function contentId(text: Uint8Array, hash: ContentHash = "sha256"): string {
  const octets = text.includes(0x0d) ? text.filter((octet) => octet !== 0x0d) : text;
  return createHash(hash).update(octets).digest("hex").slice(0, 32);
}

/** Which hash of the text the id is, in any case of its letters; undefined: none. */
export function contentHashOf(id: string, text: Uint8Array): ContentHash | undefined {
  const lower = id.toLowerCase();
  return lower.length === 32 ? HASHES.find((hash) => contentId(text, hash) === lower) : undefined;
}
