// The few pieces of XML 1.0 that a test report needs: elements, attributes, text. Pure.

type Attributes = Readonly<Record<string, string | number>>;

/** An element with its content, which is XML already. */
export function element(name: string, attributes: Attributes, content = ""): string {
  const shown = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${escaped(`${value}`)}"`,
  );
  const head = `${name}${shown.join("")}`;
  return content === "" ? `<${head}/>` : `<${head}>${content}</${name}>`;
}

/** Text as content of an element. */
export function escaped(text: string): string {
  return PLAIN.test(text)
    ? text
    : text.replace(SPECIAL, (character) => ENTITIES[character] ?? NO_CHARACTER);
}

// Most texts have nothing to escape, and a class of all surrogates is costly to compile.
const PLAIN = /^[ !#-%(-;=?-~]*$/;

/** Shown where a character may not stand in a document at all. */
const NO_CHARACTER = "\ufffd";

// Markup, line breaks (which a reader would turn into blanks in an attribute), and what XML 1.0 section 2.2 forbids.
const SPECIAL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /[&<>"'\n\r\t]|[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;

const ENTITIES: { readonly [character: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  "\n": "&#10;",
  "\r": "&#13;",
  "\t": "&#9;",
};
