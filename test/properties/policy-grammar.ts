// A second reading of a policy, straight from the grammar of RFC 8461 section 3.2, rule by rule and over octets. It has
// nothing in common with the product's reader but the standard.

/** What a conforming sender takes from a text. */
export interface GrammarPolicy {
  readonly mode: string;
  readonly maxAge: number;
  readonly mx: readonly string[];
}

// RFC 5234 appendix B.1.
const ALPHA = "[A-Za-z]";
const DIGIT = "[0-9]";
const WSP = "[ \\t]";
const LF = "\\n";
const CRLF = "\\r\\n";

// RFC 3629 section 4, one character an octet.
const UTF8_TAIL = "[\\x80-\\xbf]";
const UTF8_2 = `[\\xc2-\\xdf]${UTF8_TAIL}`;
const UTF8_3 = `(?:\\xe0[\\xa0-\\xbf]${UTF8_TAIL}|[\\xe1-\\xec]${UTF8_TAIL}{2}|\\xed[\\x80-\\x9f]${UTF8_TAIL}|[\\xee-\\xef]${UTF8_TAIL}{2})`;
const UTF8_4 = `(?:\\xf0[\\x90-\\xbf]${UTF8_TAIL}{2}|[\\xf1-\\xf3]${UTF8_TAIL}{3}|\\xf4[\\x80-\\x8f]${UTF8_TAIL}{2})`;

// RFC 5321 section 4.1.2.
const LET_DIG = `(?:${ALPHA}|${DIGIT})`;
const LDH_STR = `(?:${ALPHA}|${DIGIT}|-)*${LET_DIG}`;
const SUB_DOMAIN = `${LET_DIG}(?:${LDH_STR})?`;
const DOMAIN = `${SUB_DOMAIN}(?:\\.${SUB_DOMAIN})*`;

// RFC 8461 section 3.2, under the names of its rules.
const STS_POLICY_ALPHANUM = `(?:${ALPHA}|${DIGIT})`;
const STS_POLICY_VCHAR = `(?:[\\x21-\\x7e]|${UTF8_2}|${UTF8_3}|${UTF8_4})`;
const STS_POLICY_EXT_VALUE = `${STS_POLICY_VCHAR}(?:(?: |${STS_POLICY_VCHAR})*${STS_POLICY_VCHAR})?`;
const STS_POLICY_EXT_NAME = `${STS_POLICY_ALPHANUM}(?:${STS_POLICY_ALPHANUM}|_|-|\\.){0,31}`;
const STS_POLICY_FIELD_DELIM = `:${WSP}*`;
const STS_POLICY_TERM = `(?:${LF}|${CRLF})`;
const STS_POLICY_VERSION = `version${STS_POLICY_FIELD_DELIM}STSv1`;
const STS_POLICY_MODE = `mode${STS_POLICY_FIELD_DELIM}(?<mode>testing|enforce|none)`;
const STS_POLICY_MX = `mx${STS_POLICY_FIELD_DELIM}(?<mx>(?:\\*\\.)?${DOMAIN})`;
const STS_POLICY_MAX_AGE = `max_age${STS_POLICY_FIELD_DELIM}(?<maxAge>${DIGIT}{1,10})`;
const STS_POLICY_EXTENSION = `${STS_POLICY_EXT_NAME}${STS_POLICY_FIELD_DELIM}${STS_POLICY_EXT_VALUE}`;

const whole = (rule: string) => new RegExp(`^(?:${rule})$`);
const VERSION = whole(STS_POLICY_VERSION);
const MODE = whole(STS_POLICY_MODE);
const MX = whole(STS_POLICY_MX);
const MAX_AGE = whole(STS_POLICY_MAX_AGE);
const EXTENSION = whole(STS_POLICY_EXTENSION);

const MAX_OCTETS = 65_536;
const MAX_SECONDS = 31_557_600;

/** The policy of a text that a conforming sender accepts, else undefined. */
export function policyByGrammar(octets: Uint8Array): GrammarPolicy | undefined {
  if (octets.length > MAX_OCTETS) return undefined;
  const fields = fieldsIn(Buffer.from(octets).toString("latin1"));
  if (fields === undefined || !fields.every((field) => isField(field))) return undefined;
  // By name: the first of each field that does not repeat counts, and every mx.
  const named = (name: string) => fields.filter((field) => field.startsWith(`${name}:`));
  const isVersion = VERSION.test(named("version")[0] ?? "");
  const mode = MODE.exec(named("mode")[0] ?? "")?.groups?.mode;
  const seconds = MAX_AGE.exec(named("max_age")[0] ?? "")?.groups?.maxAge;
  const mx = named("mx").map((field) => MX.exec(field)?.groups?.mx);
  if (!isVersion || mode === undefined || seconds === undefined) return undefined;
  // The prose of the section bounds what the grammar leaves open: the largest max_age; and DNS the length of names.
  if (Number(seconds) > MAX_SECONDS || (mx.length === 0 && mode !== "none")) return undefined;
  return mx.every((pattern) => pattern !== undefined && fitsDns(pattern))
    ? { mode, maxAge: Number(seconds), mx: mx as readonly string[] }
    : undefined;
}

// sts-policy-record: fields with blanks behind them and a terminator between two; the last terminator is optional.
function fieldsIn(text: string): readonly string[] | undefined {
  const fields: string[] = [];
  let rest = text;
  for (;;) {
    const line = new RegExp(`^([^\\r\\n]*?)${WSP}*(?:$|(${STS_POLICY_TERM}))`).exec(rest);
    if (line === null) return undefined;
    fields.push(line[1] ?? "");
    rest = rest.slice(line[0].length);
    if (line[2] === undefined || rest === "") return fields;
  }
}

// A registered name with a value of its own rule is an extension field to the grammar as well.
function isField(field: string): boolean {
  return [VERSION, MODE, MAX_AGE, MX, EXTENSION].some((rule) => rule.test(field));
}

function fitsDns(pattern: string): boolean {
  const name = pattern.replace(/^\*\./, "");
  return name.length <= 253 && name.split(".").every((label) => label.length <= 63);
}
