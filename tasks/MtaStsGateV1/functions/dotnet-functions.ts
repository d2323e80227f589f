// Functions of .NET by their attributes: [Function("name")] and [HttpTrigger(…)], in-process ones as well.
import type { PlaceOf } from "../swa/json-text";
import { literalIn, readCode, type Span } from "./code-text";
import type { HttpFunction, Known } from "./http-function";

const TRIGGER = /\[\s*HttpTrigger(?:Attribute)?\s*(\()?/g;
const FUNCTION = /\[\s*Function(?:Name)?\s*\(\s*(?:"([^"]*)"|nameof\(\s*(\w+)\s*\))/g;

const LEVEL = /AuthorizationLevel\s*\.\s*(\w+)$/;

/** The HTTP functions that a file declares. */
export function dotnetFunctions(file: string, source: string): readonly HttpFunction[] {
  const code = readCode(source);
  const names = [...code.text.matchAll(FUNCTION)];
  let next = 0;
  return [...code.text.matchAll(TRIGGER)].map((match) => {
    while ((names[next]?.index ?? match.index) < match.index) next += 1;
    const named = names[next - 1];
    const opening = match[1] === undefined ? undefined : match.index + match[0].length - 1;
    const parts = opening === undefined ? [] : (code.partsIn(opening) ?? []);
    const at = code.placeOf;
    const place = at(match.index);
    const route = parts.find(({ text }) => /^Route\s*=/.test(text));
    const level = parts.find(({ text }) => LEVEL.test(text));
    const plain = parts.filter((part) => part !== route && part !== level);
    const methods = plain.map(({ text }) => literalIn(text));
    return {
      file,
      name: named?.[1] ?? named?.[2] ?? "",
      model: "dotnet" as const,
      ...place,
      route: routeOf(route, at),
      authLevel:
        level === undefined
          ? plain.some(({ text }) => literalIn(text) === undefined)
            ? undefined
            : "default"
          : { value: LEVEL.exec(level.text)?.[1] ?? "", ...at(level.start) },
      methods: methods.includes(undefined)
        ? undefined
        : methods.length === 0
          ? "default"
          : { value: methods as readonly string[], ...at(plain[0]?.start ?? match.index) },
    };
  });
}

function routeOf(part: Span | undefined, at: PlaceOf): Known<string> | undefined {
  if (part === undefined) return "default";
  const value = part.text.replace(/^Route\s*=\s*/, "");
  if (value === "null") return "default";
  const text = literalIn(value.replace(/^@/, ""));
  const start = part.start + (part.text.length - value.length);
  return text === undefined ? undefined : { value: text, ...at(start) };
}
