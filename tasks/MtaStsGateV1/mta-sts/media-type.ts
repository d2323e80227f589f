// The media type of a policy resource.

/** With any parameters, in whose quoted values a comma may stand; a comma elsewhere begins a second media type. */
const TEXT_PLAIN = /^[ \t]*text\/plain[ \t]*(?:;(?:[^,"]|"(?:[^"\\]|\\.)*(?:"|$))*)?$/i;

/** True for the media type text/plain, whatever its parameters (RFC 8461 section 3.2, RFC 9110 section 8.3.1). */
export function isTextPlain(contentType: string | undefined): boolean {
  return contentType !== undefined && TEXT_PLAIN.test(contentType);
}
