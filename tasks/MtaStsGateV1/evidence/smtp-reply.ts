// Replies of an SMTP server (RFC 5321 section 4.2), read from octets. Pure.
import type { SmtpReply } from "./types";

/** Octets of one reply that are read: RFC 5321 section 4.5.3.1.5 allows 512 a line, and few servers fill one. */
export const MAX_REPLY_OCTETS = 8_192;

const MALFORMED_SHOWN = 120;

/** What the octets are so far. `rest` is what came after the reply. */
type ReplyReading =
  | { readonly kind: "incomplete" }
  | { readonly kind: "too long" }
  /** The first line that is none of a reply. */
  | { readonly kind: "malformed"; readonly line: string }
  | { readonly kind: "reply"; readonly reply: SmtpReply; readonly rest: Buffer };

/** Reads one reply, of one line or several, from the first octets of a conversation. A line may end in LF alone. */
export function readReply(octets: Buffer): ReplyReading {
  const lines: string[] = [];
  for (let start = 0; ; ) {
    const end = octets.indexOf("\n", start);
    if ((end < 0 ? octets.length : end) >= MAX_REPLY_OCTETS) return { kind: "too long" };
    if (end < 0) return { kind: "incomplete" };
    const line = octets.toString("latin1", start, end).replace(/\r$/, "");
    const parts = /^([2-5]\d\d)(?:([ -])(.*))?$/s.exec(line);
    if (parts === null) return { kind: "malformed", line: line.slice(0, MALFORMED_SHOWN) };
    const [, code, separator, text = ""] = parts;
    lines.push(text);
    start = end + 1;
    if (separator !== "-") {
      const reply = { code: Number(code), lines };
      return { kind: "reply", reply, rest: octets.subarray(start) };
    }
  }
}

/** True where the reply to EHLO lists the keyword, in whatever case (RFC 5321 section 4.1.1.1). */
export function offers(ehlo: SmtpReply, keyword: string): boolean {
  return ehlo.lines
    .slice(1)
    .some((line) => line.split(" ", 1)[0]?.toUpperCase() === keyword.toUpperCase());
}
