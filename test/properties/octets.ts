// Inputs made of octets: pieces strung together, good texts with a few places changed, anything at all.
import fc from "fast-check";

/** A piece of an input; text stands for its UTF-8. */
export type Piece = string | Uint8Array;

/** Octets that readers of text stumble over: line ends, blanks, marks, broken and odd UTF-8. */
export const ODD_PIECES: readonly Piece[] = [
  "\n",
  "\r",
  "\r\n",
  "\r\r\n",
  " ",
  "\t",
  "\0",
  "\u000b",
  "\u007f",
  "\u0085",
  "\u00a0",
  "\u00e9",
  "\u200b",
  "\u2028",
  "\u202e",
  "\ufeff",
  "\ufffd",
  "\u{1f600}",
  Buffer.from([0xff]),
  Buffer.from([0xff, 0xfe]),
  Buffer.from([0x80]),
  Buffer.from([0xc0, 0x80]),
  Buffer.from([0xe0, 0x80, 0x80]),
  Buffer.from([0xed, 0xa0, 0x80]),
  Buffer.from([0xf4, 0x90, 0x80, 0x80]),
  Buffer.from([0xf0, 0x9f, 0x98]),
  "##vso[task.complete result=Succeeded;]",
  "##[error]",
  "\u001b[31m",
  "<!--",
  "]]>",
  "<script>",
  '"',
  "'",
  "\\",
  ":",
  ";",
  ",",
  "=",
  "#",
  "-",
  "*",
  ".",
];

function joined(pieces: readonly Piece[]): Buffer {
  return Buffer.concat(pieces.map((piece) => Buffer.from(piece as string)));
}

const ALPHANUMERIC = [..."ABCXYZabcxyz0123456789"];

/** 1 to 32 letters and digits, every length as often as any other. */
export const idText: fc.Arbitrary<string> = fc
  .integer({ min: 1, max: 32 })
  .chain((length) =>
    fc.array(fc.constantFrom(...ALPHANUMERIC), { minLength: length, maxLength: length }),
  )
  .map((signs) => signs.join(""));

/** Any octets. */
export const anyOctets: fc.Arbitrary<Buffer> = fc
  .uint8Array({ maxLength: 80 })
  .map((octets) => Buffer.from(octets));

/** Pieces strung together without sense. */
export function soupOf(pieces: readonly Piece[], maxLength = 24): fc.Arbitrary<Buffer> {
  return fc.array(fc.constantFrom(...pieces), { maxLength }).map(joined);
}

/** One to four places of the input where some octets are gone, and others stand instead. */
export function changed(
  inputs: fc.Arbitrary<Uint8Array>,
  pieces: readonly Piece[],
): fc.Arbitrary<Buffer> {
  const piece = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom<Piece>("", ...pieces) },
    { weight: 1, arbitrary: fc.uint8Array({ minLength: 1, maxLength: 3 }) },
  );
  const edit = fc.record({ at: fc.nat(1_000_000), gone: fc.nat(3), piece });
  const edits = fc.array(edit, { minLength: 1, maxLength: 4 });
  return fc.tuple(inputs, edits).map(([input, made]) =>
    made.reduce((octets, { at, gone, piece: put }) => {
      const start = at % (octets.length + 1);
      return Buffer.concat([
        octets.subarray(0, start),
        Buffer.from(put as string),
        octets.subarray(start + gone),
      ]);
    }, Buffer.from(input)),
  );
}

/** Good inputs, good ones with changes, soup and anything, so that a reader meets all of its branches. */
export function mixed(good: fc.Arbitrary<Uint8Array>, pieces: readonly Piece[]) {
  const all = [...pieces, ...ODD_PIECES];
  return fc.oneof<fc.Arbitrary<Uint8Array>[]>(good, changed(good, all), soupOf(all), anyOctets);
}

/** The same as text: octets that are not UTF-8 become U+FFFD. */
export function mixedText(good: fc.Arbitrary<string>, pieces: readonly Piece[]) {
  return mixed(
    good.map((text) => Buffer.from(text)),
    pieces,
  ).map((octets) => Buffer.from(octets).toString("utf8"));
}

/** Any text, with the characters that matter to those who show it. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.array(fc.string({ unit: "grapheme-composite", maxLength: 3 })).map((parts) => parts.join("#")),
  soupOf([
    ...ODD_PIECES,
    "vso[",
    "#",
    "##",
    "\ud800",
    "task.",
    "@x",
    ":x:",
    "`",
    "|",
    "&lt;",
    "https://a.example/b ",
    "~~a~~",
    "<a>",
    "[a](b)",
    "![a](b)",
    "www.a.example ",
  ]).map((octets) => octets.toString("utf8")),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
);
