// A second reading of the TXT record, straight from the grammar and the prose of RFC 8461 section 3.1.

const WSP = "[ \\t]";
const ALPHANUM = "[A-Za-z0-9]";

const STS_FIELD_DELIM = `${WSP}*;${WSP}*`;
const STS_VERSION = "v=STSv1";
const STS_ID = `id=(?<id>${ALPHANUM}{1,32})`;
const STS_EXT_NAME = `${ALPHANUM}(?:${ALPHANUM}|_|-|\\.){0,31}`;
const STS_EXT_VALUE = "(?:[\\x21-\\x3a]|\\x3c|[\\x3e-\\x7e])+";
const STS_EXTENSION = `${STS_EXT_NAME}=${STS_EXT_VALUE}`;
const STS_FIELD = `(?:${STS_ID.replace("?<id>", "?:")}|${STS_EXTENSION})`;
const STS_TEXT_RECORD = `${STS_VERSION}(?:${STS_FIELD_DELIM}${STS_FIELD})+(?:${STS_FIELD_DELIM})?`;

const RECORD = new RegExp(`^${STS_TEXT_RECORD}$`);
const ID = new RegExp(`^${STS_ID}$`);

/** The id of a text that is a record; the first id counts, and has to be one (read by name). */
function idOf(text: string): string | undefined {
  if (!RECORD.test(text)) return undefined;
  const fields = text.split(";").map((field) => field.replace(/^[ \t]+|[ \t]+$/g, ""));
  const first = fields.find((field) => field.startsWith("id="));
  return ID.exec(first ?? "")?.groups?.id;
}

/** The id that senders see in a set of records, each a list of character-strings; undefined: no usable policy. */
export function idByGrammar(records: readonly (readonly string[])[]): string | undefined {
  const texts = records.map((strings) => strings.join(""));
  const left = texts.length > 1 ? texts.filter((text) => text.startsWith("v=STSv1;")) : texts;
  return left.length === 1 ? idOf(left[0] ?? "") : undefined;
}
