// The TLSRPT record: which one counts among several, and its grammar (RFC 8460 section 3). Pure.
import { canonicalName, isHostName, toALabels } from "./names";
import { isFieldName, trimBlanks } from "./policy-lines";

/** What keeps a text from being a TLSRPT record. */
export type TlsRptDefect =
  | "blank"
  | "quotes"
  | "non-ascii"
  | "version"
  | "no-rua"
  | "empty-field"
  | "field"
  | "empty-uri"
  | "exclamation-mark"
  | "discarded";

/** What a set of TXT records at `_smtp._tls` means to a sender. */
export type TlsRptReading =
  | {
      readonly kind: "valid";
      readonly text: string;
      /** The URIs that reports go to. */
      readonly rua: readonly string[];
      /** URIs beside them that no sender uses. */
      readonly unusable: readonly UnusableUri[];
    }
  /** No record there claims to be of TLSRPT. */
  | { readonly kind: "none" }
  | { readonly kind: "several"; readonly texts: readonly string[] }
  | {
      readonly kind: "malformed";
      readonly text: string;
      readonly defect: TlsRptDefect;
      /** Index in the text, 0-based. */
      readonly at: number;
    }
  /** The grammar holds, but reports can go nowhere. */
  | {
      readonly kind: "no-endpoint";
      readonly text: string;
      readonly unusable: readonly UnusableUri[];
    };

/** A URI of `rua` that takes no report. */
export interface UnusableUri {
  readonly uri: string;
  readonly fault: "no-scheme" | "other-scheme" | "no-uri" | "no-address" | "no-host";
}

const PREFIX = "v=TLSRPTv1;";

/**
 * Selects and reads the record. Of several records those that do not begin with the octets `v=TLSRPTv1;` are
 * discarded; a single one is judged by the grammar alone.
 * @param records the character-strings of each record, one character an octet
 */
export function readTlsRpt(records: readonly (readonly string[])[]): TlsRptReading {
  const texts = records.map((strings) => strings.join(""));
  const [only] = texts;
  if (texts.length === 1 && only !== undefined) return parseTlsRpt(only);
  const candidates = texts.filter((text) => text.startsWith(PREFIX));
  const [first] = candidates;
  if (candidates.length > 1) return { kind: "several", texts: candidates };
  if (first !== undefined) return parseTlsRpt(first);
  const meant = texts.find(resemblesTlsRpt);
  if (meant === undefined) return { kind: "none" };
  const alone = parseTlsRpt(meant);
  return alone.kind === "malformed"
    ? alone
    : { kind: "malformed", text: meant, defect: "discarded", at: 0 };
}

/** True for a text that somebody meant as a TLSRPT record, well-formed or not. */
function resemblesTlsRpt(text: string): boolean {
  return /^[\s"';]*v\s*=\s*"?TLS-?RPT/i.test(text) || /^[\s"']*rua=.*;\s*v=TLSRPTv1\b/i.test(text);
}

function parseTlsRpt(text: string): TlsRptReading {
  if (!resemblesTlsRpt(text)) return { kind: "none" };
  const malformed = (defect: TlsRptDefect, at: number): TlsRptReading => ({
    kind: "malformed",
    text,
    defect,
    at,
  });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: US-ASCII is what the grammar allows
  const foreign = text.search(/[^\x00-\x7f]/);
  if (/^["']/.test(text)) return malformed("quotes", 0);
  if (/^[ \t]/.test(text)) return malformed("blank", 0);
  if (foreign >= 0) return malformed("non-ascii", foreign);
  const [version, ...rest] = fieldsOf(text);
  if (version?.text !== "v=TLSRPTv1") return malformed("version", 0);
  const fields = rest.at(-1)?.text === "" ? rest.slice(0, -1) : rest;
  for (const field of fields) {
    const defect = defectOf(field.text);
    if (defect !== undefined) return malformed(defect, field.at);
  }
  // A blank at the very end belongs to a delimiter, so without one it belongs to nothing.
  const end = trimBlanks(text).length;
  if (end < text.length && text[end - 1] !== ";") return malformed("blank", end);
  const rua = fields.find((field) => field.text.startsWith(RUA));
  return rua === undefined ? malformed("no-rua", text.length) : readRua(text, rua);
}

const RUA = "rua=";

interface Field {
  /** Between two semicolons, without the blanks that belong to them. */
  readonly text: string;
  readonly at: number;
}

function fieldsOf(text: string): readonly Field[] {
  let at = 0;
  return text.split(";").map((part) => {
    const lead = part.length - part.replace(/^[ \t]+/, "").length;
    const field = { text: trimBlanks(part), at: at + lead };
    at += part.length + 1;
    return field;
  });
}

function defectOf(field: string): TlsRptDefect | undefined {
  if (field === "") return "empty-field";
  // What follows is a list of URIs, judged one by one; blanks may stand around its commas only.
  if (field.startsWith(RUA)) return /^rua=[ \t]/.test(field) ? "field" : undefined;
  const equals = field.indexOf("=");
  const value = field.slice(equals + 1);
  const isField = isFieldName(field.slice(0, Math.max(0, equals)));
  return isField && /^[\x21-\x3a\x3c\x3e-\x7e]+$/.test(value) ? undefined : "field";
}

function readRua(text: string, field: Field): TlsRptReading {
  const uris = field.text.slice(RUA.length).split(",").map(trimBlanks);
  const isOdd = uris.some((uri) => uri === "");
  if (isOdd || field.text.includes("!")) {
    const at = field.at + (isOdd ? RUA.length : field.text.indexOf("!"));
    return { kind: "malformed", text, defect: isOdd ? "empty-uri" : "exclamation-mark", at };
  }
  const unusable = uris.flatMap((uri) => {
    const fault = uriFault(uri);
    return fault === undefined ? [] : [{ uri, fault }];
  });
  const rua = uris.filter((uri) => uriFault(uri) === undefined);
  return rua.length === 0
    ? { kind: "no-endpoint", text, unusable }
    : { kind: "valid", text, rua, unusable };
}

/** RFC 3986 appendix A: a scheme, a colon, and the characters that may follow; without comma, semicolon and `!`. */
const URI = /^[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9\-._~:/?#[\]@$&'()*+=]|%[0-9A-Fa-f]{2})*$/;

function uriFault(uri: string): UnusableUri["fault"] | undefined {
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(uri)?.[1]?.toLowerCase();
  if (scheme === undefined) return "no-scheme";
  if (scheme !== "mailto" && scheme !== "https") return "other-scheme";
  if (!URI.test(uri)) return "no-uri";
  if (scheme === "mailto") return mailDomainOf(uri) === undefined ? "no-address" : undefined;
  return /^https:\/\/(?:[^/?#@]*@)?[^/?#@:]/i.test(uri) ? undefined : "no-host";
}

/**
 * The mail domain of a mailto URI (RFC 6068) in lower-case A-labels; of several addresses the first one's. Undefined
 * where there is none, and where the address has an address literal in its place.
 */
export function mailDomainOf(uri: string): string | undefined {
  const address = /^mailto:([^?#]*)/i.exec(uri)?.[1];
  if (address === undefined) return undefined;
  const [first = ""] = decoded(address).split(",");
  const local = first.lastIndexOf("@");
  const domain = local > 0 ? toALabels(canonicalName(first.slice(local + 1))) : undefined;
  return domain !== undefined && isHostName(domain) ? domain : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
