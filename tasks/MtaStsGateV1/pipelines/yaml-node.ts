// YAML as a plain tree with places, and ways to look into it. Nothing here knows a library.

/** From 1; columns in UTF-16 code units, as editors count. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A value and where it begins. A scalar is text whatever it looks like; one without a value is "". */
export type YamlNode = Place &
  (
    | { readonly kind: "map"; readonly entries: readonly YamlEntry[] }
    | { readonly kind: "list"; readonly items: readonly YamlNode[] }
    | { readonly kind: "scalar"; readonly text: string }
  );

/** An entry of a map; its place is that of the key. */
export interface YamlEntry extends Place {
  readonly key: string;
  readonly value: YamlNode;
}

/** What a text gives. */
export interface YamlReading {
  /** undefined where the text is empty or does not parse. */
  readonly root?: YamlNode;
  /** The first thing that does not parse, in words that stand behind "YAML: ". */
  readonly fault?: Place & { readonly words: string };
}

/** Reads the first document of a text. */
export type ParseYaml = (text: string) => YamlReading;

/** A key or a key with its value under a template expression such as `${{ if … }}`. */
export interface Conditional<T> {
  readonly item: T;
  /** The expressions that it stands under, outermost first. */
  readonly only: readonly string[];
}

const EXPRESSION_KEY = /^\$\{\{.*\}\}$/s;

/** The entries of a map, those under template expressions included; none of anything else. */
export function entriesIn(
  node: YamlNode | undefined,
  only: readonly string[] = [],
): readonly Conditional<YamlEntry>[] {
  if (node?.kind !== "map") return [];
  return node.entries.flatMap((entry) =>
    EXPRESSION_KEY.test(entry.key)
      ? entriesIn(entry.value, [...only, entry.key])
      : [{ item: entry, only }],
  );
}

/** The items of a list, those under template expressions included; none of anything else. */
export function itemsIn(
  node: YamlNode | undefined,
  only: readonly string[] = [],
): readonly Conditional<YamlNode>[] {
  if (node?.kind !== "list") return [];
  return node.items.flatMap((item) => {
    const [entry, ...others] = item.kind === "map" ? item.entries : [];
    return entry !== undefined && others.length === 0 && EXPRESSION_KEY.test(entry.key)
      ? itemsIn(entry.value, [...only, entry.key])
      : [{ item, only }];
  });
}

/** The value of a key, which counts whatever expression it stands under. */
export function under(node: YamlNode | undefined, key: string): YamlNode | undefined {
  return entriesIn(node).find(({ item }) => item.key === key)?.item.value;
}

/** The text of a scalar. */
export function textOf(node: YamlNode | undefined): string | undefined {
  return node?.kind === "scalar" ? node.text : undefined;
}

/** The scalars of a list, or the one scalar that stands in its place. */
export function textsOf(node: YamlNode | undefined): readonly string[] {
  if (node?.kind === "scalar") return node.text === "" ? [] : [node.text];
  return itemsIn(node).flatMap(({ item }) => (item.kind === "scalar" ? [item.text] : []));
}
