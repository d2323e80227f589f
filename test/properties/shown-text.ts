// Foreign text that is shown: no command for the agent, no markup, no control of the screen, whatever the text is.
import assert from "node:assert/strict";
import fc from "fast-check";
import { quote, quoteName, visible } from "../../tasks/MtaStsGateV1/quote";
import { block, code, prose } from "../../tasks/MtaStsGateV1/report/markdown-text";
import { element, escaped } from "../../tasks/MtaStsGateV1/report/xml";
import { activeParts } from "../support/rendered";
import { anyText } from "./octets";
import { property } from "./property";

// Line ends of every kind, controls, bidi marks and isolates, zero-width characters, and what the agent obeys.
const HARMFUL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  /##|[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/;

const limited = fc.tuple(anyText, fc.oneof(fc.nat(40), fc.constant(2000)));

/** XML 1.0 section 2.2. */
const isXmlCharacter = (codePoint: number) =>
  [0x9, 0xa, 0xd].includes(codePoint) ||
  (codePoint >= 0x20 && codePoint <= 0xd7ff) ||
  (codePoint >= 0xe000 && codePoint <= 0xfffd) ||
  codePoint >= 0x10000;

const ENTITIES: { readonly [name: string]: string } = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

/** What a reader of XML makes of character data. */
function readXml(text: string): string {
  return text.replace(/&(?:#(\d+)|(\w+));/g, (_, number?: string, name = "") =>
    number === undefined ? (ENTITIES[name] ?? assert.fail(name)) : String.fromCodePoint(+number),
  );
}

const xmlText = (text: string) =>
  Array.from(text, (sign) => (isXmlCharacter(sign.codePointAt(0) ?? 0) ? sign : "\ufffd")).join("");

/** The properties of text that is shown. */
export const shownTextProperties = [
  property(
    "is no command and moves nothing on a screen",
    limited,
    ([text, max]) => {
      assert.doesNotMatch(quote(text, max), HARMFUL);
      assert.doesNotMatch(visible(text, max), HARMFUL);
      assert.doesNotMatch(quoteName(text), HARMFUL);
    },
    500,
  ),
  property("is no longer than allowed", limited, ([text, max]) => {
    assert.ok(quote(text, max).length <= max + 3);
    assert.ok(visible(text, max).length <= max + 1);
  }),
  property("in quotes has an end that it cannot make itself", limited, ([text, max]) => {
    assert.match(quote(text, max), /^"(?:[^"\\]|\\["\\]|\\u\{[0-9a-f]+\})*"$/);
  }),
  property("that is plain is shown as it is", fc.string({ unit: "grapheme-ascii" }), (text) => {
    if (!text.includes("##")) assert.equal(visible(text), text);
  }),
  property(
    "in Markdown stays text",
    anyText,
    (text) => {
      assert.deepEqual(activeParts(prose(text)), []);
      assert.deepEqual(activeParts(`| ${code(text)} |\n| --- |\n| ${prose(text)} |`), []);
      assert.deepEqual(activeParts(block([text, text])), []);
    },
    120,
  ),
  property("in XML is well-formed and comes back", anyText, (text) => {
    const shown = escaped(text);
    assert.doesNotMatch(shown, /[<>"'\r\n\t]|&(?!(?:amp|lt|gt|quot|apos|#\d+);)/);
    assert.equal(readXml(shown), xmlText(text));
    const whole = element("a", { b: text }, shown);
    const [, attribute, content] = /^<a b="([^"<]*)"(?:\/>|>([^<]*)<\/a>)$/.exec(whole) ?? [];
    assert.equal(readXml(attribute ?? "?"), xmlText(text));
    assert.equal(content ?? "", shown);
  }),
];
