// Functions of the Node.js programming model v4: app.http("name", { … }).
import { type Code, literalIn, readCode, type Span } from "./code-text";
import type { HttpFunction, Known } from "./http-function";

const REGISTRATION = /\bapp\s*\.\s*(http|get|post|put|patch|deleteRequest)\s*\(/g;

/** The HTTP functions that a file registers. */
export function nodeFunctions(file: string, source: string): readonly HttpFunction[] {
  const code = readCode(source);
  return [...code.text.matchAll(REGISTRATION)].flatMap((match) => {
    const [call, verb = ""] = match;
    const [name, options] = code.partsIn(match.index + call.length - 1) ?? [];
    if (name === undefined) return [];
    const settings = settingsIn(options, code);
    const method = verb === "http" ? undefined : verb === "deleteRequest" ? "delete" : verb;
    const place = code.placeOf(match.index);
    return [
      {
        file,
        name: literalIn(name.text) ?? name.text,
        model: "node" as const,
        ...place,
        route: textSetting(settings, "route", code),
        authLevel: textSetting(settings, "authLevel", code),
        methods:
          method === undefined
            ? listSetting(settings, "methods", code)
            : { value: [method], ...place },
      },
    ];
  });
}

/** undefined: the options are put together elsewhere. */
type Settings = ReadonlyMap<string, Span> | undefined;

function settingsIn(options: Span | undefined, code: Code): Settings {
  if (options === undefined) return new Map();
  // app.get("name", handler) has no options at all.
  if (/^(?:async\b|function\b|\()/.test(options.text)) return new Map();
  if (!options.text.startsWith("{")) return undefined;
  const parts = code.partsIn(options.start) ?? [];
  if (parts.some(({ text }) => text.startsWith("..."))) return undefined;
  return new Map(
    parts.flatMap(({ start, text }): (readonly [string, Span])[] => {
      const match = /^["']?(\w+)["']?\s*:\s*/.exec(text);
      if (match === null) return /^\w+$/.test(text) ? [[text, { start, text }]] : [];
      const [head, name = ""] = match;
      return [[name, { start: start + head.length, text: text.slice(head.length) }]];
    }),
  );
}

function textSetting(settings: Settings, name: string, code: Code): Known<string> | undefined {
  if (settings === undefined) return undefined;
  const found = settings.get(name);
  if (found === undefined) return "default";
  const value = literalIn(found.text);
  return value === undefined ? undefined : { value, ...code.placeOf(found.start) };
}

function listSetting(
  settings: Settings,
  name: string,
  code: Code,
): Known<readonly string[]> | undefined {
  if (settings === undefined) return undefined;
  const found = settings.get(name);
  if (found === undefined) return "default";
  if (!found.text.startsWith("[")) return undefined;
  const values = (code.partsIn(found.start) ?? []).map(({ text }) => literalIn(text));
  const isLiteral = values.every((value) => value !== undefined);
  return isLiteral
    ? { value: values as readonly string[], ...code.placeOf(found.start) }
    : undefined;
}
