// The only user of the YAML library, in a file of its own in the package: few repositories have a pipeline of ours.
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import type { Place, YamlEntry, YamlNode, YamlReading } from "./yaml-node";

/** Maps and lists within each other by their indentation; pipelines need a dozen. */
const MAX_LEVELS = 120;

/** Brackets that are open at once, those in scripts included. */
const MAX_BRACKETS = 200;

const TOO_DEEP = { words: "values within values, deeper than anyone writes", line: 1, column: 1 };

/** Reads the first document of a text. Aliases are not followed: they stand as their own text. */
export function parseYaml(text: string): YamlReading {
  return isTooDeep(text) ? { fault: TOO_DEEP } : read(text);
}

/** The library goes down by recursion and takes the whole process with it where the stack ends. */
function isTooDeep(text: string): boolean {
  let brackets = 0;
  for (const sign of text.replace(/[^[\]{}]+/g, "")) {
    brackets = Math.max(0, brackets + (sign === "[" || sign === "{" ? 1 : -1));
    if (brackets > MAX_BRACKETS) return true;
  }
  const indents: number[] = [];
  for (const line of text.split("\n")) {
    const [lead = ""] = /^[ ]*(?:[-?:][ \t]+)*/.exec(line) ?? [];
    if (line.trim() === "") continue;
    while (indents.length > 0 && (indents.at(-1) ?? 0) >= lead.length) indents.pop();
    indents.push(lead.length);
    if (indents.length + lead.trim().split(/\s+/).length > MAX_LEVELS) return true;
  }
  return false;
}

type PlaceOf = (node: unknown) => Place;

function read(text: string): YamlReading {
  const lineCounter = new LineCounter();
  const placeAt = (offset: number): Place => {
    const { line, col } = lineCounter.linePos(offset);
    return { line, column: col };
  };
  const { contents, errors } = parseDocument(text.replace(/^\uFEFF/, ""), {
    lineCounter,
    prettyErrors: false,
    // A template expression may stand twice as a key.
    uniqueKeys: false,
    strict: false,
    logLevel: "silent",
    schema: "failsafe",
  });
  const error = errors.find(({ code }) => code !== "MULTIPLE_DOCS");
  if (error !== undefined) {
    const words = error.message.replace(/\s+/g, " ").replace(/\.$/, "");
    return { fault: { words, ...placeAt(error.pos[0]) } };
  }
  const placeOf: PlaceOf = (node) => placeAt((node as Node).range?.[0] ?? 0);
  if (contents === null) return {};
  return { root: nodeOf(contents, placeOf) };
}

function nodeOf(node: Node, placeOf: PlaceOf): YamlNode {
  const place = placeOf(node);
  if (isMap<Node, Node | null>(node)) {
    const entries = node.items.map(({ key, value }): YamlEntry => {
      const keyPlace = placeOf(key);
      return {
        ...keyPlace,
        key: isScalar(key) ? String(key.value ?? "") : "",
        value: value === null ? { ...keyPlace, kind: "scalar", text: "" } : nodeOf(value, placeOf),
      };
    });
    return { ...place, kind: "map", entries };
  }
  if (isSeq<Node>(node)) {
    const items = node.items.map((item) => nodeOf(item, placeOf));
    return { ...place, kind: "list", items };
  }
  const text = isAlias(node) ? `*${node.source}` : isScalar(node) ? String(node.value ?? "") : "";
  return { ...place, kind: "scalar", text };
}
