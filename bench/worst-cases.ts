// Policy texts that are made to cost as much as they can, of any size.

/** A text of exactly so many octets. */
export interface WorstCase {
  readonly name: string;
  readonly make: (octets: number) => Buffer;
}

const KIBI = 1024;

/** Sizes in octets between which growth is measured: 1 and 64 KiB, the most that a policy may have. */
export const SMALL = KIBI;
export const LARGE = 64 * KIBI;

/** How much dearer the large text may be: 64 for its size, the rest for caches and the collector. */
export const MAX_GROWTH = 80;

/** `unit` again and again, cut where the text is full. */
function again(unit: string): WorstCase["make"] {
  return headed("", unit);
}

/** `head` once, then `unit` again and again. */
function headed(head: string, unit: string): WorstCase["make"] {
  const [first, rest] = [Buffer.from(head, "utf8"), Buffer.from(unit, "utf8")];
  return (octets) => {
    const text = Buffer.alloc(octets, rest);
    Buffer.alloc(Math.max(0, octets - first.length), rest).copy(text, first.length);
    first.copy(text);
    return text;
  };
}

/**
 * A line for each number, as many as there is room for, and a field that fills the rest: a line that is cut would make
 * a text of one size void and leave the other valid, and they would not take the same way.
 */
function numbered(head: string, line: (n: number) => string): WorstCase["make"] {
  return (octets) => {
    let text = head;
    for (let n = 0; ; n++) {
      const next = text + line(n);
      if (next.length + SHORTEST_FILLER > octets) break;
      text = next;
    }
    return Buffer.from(`${text}z: ${"v".repeat(octets - text.length - 4)}\n`, "latin1");
  };
}

/** Octets of `z: v` and a line end. */
const SHORTEST_FILLER = 5;

const HEAD = "version: STSv1\nmode: enforce\nmax_age: 604800\n";
const NEAR_MISSES = "versoin: STSv1\nmod: enforce\nmx_: mail.example\nmaxage: 604800\n";

/** Every case: nothing but one sign, very many lines, one line without end, and what looks almost right. */
export const WORST_CASES: readonly WorstCase[] = [
  { name: "all colons", make: again(":") },
  { name: "all CR", make: again("\r") },
  { name: "all LF", make: again("\n") },
  { name: "all CR and LF, mixed", make: again("\r\n\n\r") },
  { name: "all spaces", make: again(" ") },
  { name: "all tabs and colons", make: again("\t:") },
  { name: "all commas", make: again(",") },
  { name: "all dots", make: headed("mx: ", ".") },
  { name: "all `*.`, one pattern", make: headed("mx: ", "*.") },
  { name: "all `*.`, many patterns", make: again("mx: *.*.\n") },
  {
    name: "wildcard patterns, all different",
    make: numbered(HEAD, (n) => `mx: *.d${n}.example\n`),
  },
  { name: "10,000 mx lines, cut", make: numbered(HEAD, (n) => `mx: mx${n}.example\n`) },
  { name: "the same mx line again and again", make: numbered(HEAD, () => "mx: mail.example\n") },
  { name: "many duplicate fields", make: again(HEAD) },
  { name: "extension fields, all different", make: numbered(HEAD, (n) => `x-${n}: v\n`) },
  { name: "near-miss field names", make: again(NEAR_MISSES) },
  { name: "near-miss names, all different", make: numbered("", (n) => `mx${n}y: a\n`) },
  { name: "one line of letters", make: again("a") },
  { name: "one value without end", make: headed(`${HEAD}mx: `, "a") },
  { name: "one host name without end", make: headed(`${HEAD}mx: `, "a.") },
  { name: "one list of hosts in a line", make: headed(`${HEAD}mx: `, "a.example, ") },
  { name: "one number without end", make: headed("max_age: ", "9") },
  { name: "one name without end", make: again("mode") },
  { name: "spaces before a letter", make: headed(`${HEAD}mx: a`, " ".repeat(999)) },
  { name: "spaces before each line end", make: headed(HEAD, `mx: a${" ".repeat(99)}\n`) },
  { name: "DNS records", make: again("v=STSv1; id=1; ") },
  { name: "almost DNS records", make: again("v = v = ") },
  { name: "markup", make: again("<a <b ") },
  { name: "comments", make: headed(HEAD, "mx: a.example # b\n// c\n") },
  { name: "front matter", make: again("---\n") },
  { name: "Cyrillic letters that look Latin", make: again("mоdе: еnfоrсе\n") },
  { name: "invalid UTF-8 only", make: (octets) => Buffer.alloc(octets, 0x80) },
  { name: "NUL in every line", make: again("mx: a\0b\n") },
];
