// The media type of a policy resource.

/** True for the media type text/plain, whatever its parameters (RFC 8461 section 3.2). */
export function isTextPlain(contentType: string | undefined): boolean {
  return contentType !== undefined && /^text\/plain[ \t]*(?:;[^,]*)?$/i.test(contentType.trim());
}
