// Functions of .NET by their attributes: [Function("name")] and [HttpTrigger(…)], in-process ones as well.
import { literalIn, partsIn, placeAt, withoutComments } from "./code-text";
import type { HttpFunction, Known } from "./http-function";

const TRIGGER = /\[\s*HttpTrigger(?:Attribute)?\s*(\()?/g;
const FUNCTION = /\[\s*Function(?:Name)?\s*\(\s*(?:"([^"]*)"|nameof\(\s*(\w+)\s*\))/g;

/** The HTTP functions that a file declares. */
export function dotnetFunctions(file: string, source: string): readonly HttpFunction[] {
  const code = withoutComments(source);
  const names = [...code.matchAll(FUNCTION)];
  return [...code.matchAll(TRIGGER)].map((match) => {
    const named = names.findLast(({ index }) => index < match.index);
    const opening = match[1] === undefined ? undefined : match.index + match[0].length - 1;
    const parts = opening === undefined ? [] : (partsIn(code, opening) ?? []);
    const place = placeAt(code, match.index);
    const at = (start: number) => placeAt(code, start);
    const route = parts.find(({ text }) => /^Route\s*=/.test(text));
    const level = parts.find(({ text }) => /AuthorizationLevel\s*\.\s*\w+$/.test(text));
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
          : { value: /\w+$/.exec(level.text)?.[0] ?? "", ...at(level.start) },
      methods: methods.includes(undefined)
        ? undefined
        : methods.length === 0
          ? "default"
          : { value: methods as readonly string[], ...at(plain[0]?.start ?? match.index) },
    };
  });
}

function routeOf(
  part: { readonly start: number; readonly text: string } | undefined,
  at: (start: number) => { readonly line: number; readonly column: number },
): Known<string> | undefined {
  if (part === undefined) return "default";
  const value = part.text.replace(/^Route\s*=\s*/, "");
  if (value === "null") return "default";
  const text = literalIn(value.replace(/^@/, ""));
  const start = part.start + (part.text.length - value.length);
  return text === undefined ? undefined : { value: text, ...at(start) };
}
