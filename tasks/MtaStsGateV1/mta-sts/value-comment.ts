// A comment behind a value. The policy grammar knows none, so the comment is part of the value (RFC 8461 section 3.2).

/** Index of the mark (`#`, `//`, `;` or `(` after a blank) that starts a comment behind a value, or -1. */
export function commentAt(value: string): number {
  const blank = value.search(/[ \t](?:#|\/\/|;|\()/);
  return blank < 0 ? -1 : blank + 1;
}

/** The value before its comment, without blanks at the end; the value itself where it has no comment. */
export function withoutComment(value: string): string {
  const at = commentAt(value);
  return at < 0 ? value : value.slice(0, at).trimEnd();
}
