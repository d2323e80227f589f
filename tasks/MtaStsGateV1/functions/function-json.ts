// Functions that a function.json describes: PowerShell, C# script, Python v1, Node.js v3.

import { membersOf } from "../swa/json-shapes";
import { type JsonValue, readJson } from "../swa/json-text";
import type { HttpFunction, Known } from "./http-function";

/** The HTTP trigger of a function.json; none where it has none. */
export function jsonFunctions(file: string, octets: Uint8Array): readonly HttpFunction[] {
  const { value } = readJson(octets);
  const bindings = member(value, "bindings");
  if (bindings?.kind !== "array") return [];
  const name = file.split("/").at(-2) ?? "";
  return bindings.items
    .filter((binding) => textOf(member(binding, "type"))?.toLowerCase() === "httptrigger")
    .map((binding) => ({
      file,
      name,
      model: "function.json" as const,
      line: binding.line,
      column: binding.column,
      route: known(member(binding, "route"), textOf),
      authLevel: known(member(binding, "authLevel"), textOf),
      methods: known(member(binding, "methods"), textsOf),
    }));
}

/** A member of an object by its name, case aside. */
export function member(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return membersOf(value).find((one) => one.name.toLowerCase() === name.toLowerCase())?.value;
}

function known<T>(
  value: JsonValue | undefined,
  read: (value: JsonValue) => T | undefined,
): Known<T> | undefined {
  if (value === undefined || value.kind === "null") return "default";
  const found = read(value);
  return found === undefined ? undefined : { value: found, line: value.line, column: value.column };
}

function textOf(value: JsonValue | undefined): string | undefined {
  return value?.kind === "string" && !/^%.*%$/.test(value.value) ? value.value : undefined;
}

function textsOf(value: JsonValue): readonly string[] | undefined {
  if (value.kind === "string") return [value.value];
  if (value.kind !== "array") return undefined;
  const texts = value.items.map(textOf);
  return texts.includes(undefined) ? undefined : (texts as readonly string[]);
}
