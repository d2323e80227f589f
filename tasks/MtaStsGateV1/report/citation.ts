// Where a check comes from, in words and as a link. Pure.
import type { Citation } from "../checks/check";

/** The source of a check; `url` where it is a section of an RFC. */
export function sourceOf(citation: Citation): { readonly words: string; readonly url?: string } {
  if ("practice" in citation) return { words: `practice: ${citation.practice}` };
  const { rfc, section } = citation;
  return {
    words: `RFC ${rfc} section ${section}`,
    url: `https://www.rfc-editor.org/rfc/rfc${rfc}#section-${section}`,
  };
}
