// `$(name)` macros (agent: Util/VarUtil.cs ExpandValues).

/** Gives the value of a name, or undefined where there is none. */
export type Lookup = (name: string) => string | undefined;

/**
 * Replaces each `$(name)` that `lookup` knows. What was put in is not looked at again, so there is no recursion;
 * what is unknown stays as it is written.
 */
export function expandMacros(text: string, lookup: Lookup): string {
  let result = text;
  let from = 0;
  while (from < result.length) {
    const start = result.indexOf("$(", from);
    if (start < 0) break;
    const end = result.indexOf(")", start + 2);
    if (end < 0) break;
    const name = result.slice(start + 2, end);
    const value = name === "" ? undefined : lookup(name);
    if (value === undefined) {
      from = start + 1;
    } else {
      result = result.slice(0, start) + value + result.slice(end + 1);
      from = start + value.length;
    }
  }
  return result;
}
