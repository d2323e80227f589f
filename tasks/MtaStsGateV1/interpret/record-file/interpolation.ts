// Places in a text that something else fills in later: Terraform's and Bicep's ${…}, pipelines' $(…), Jinja's {{…}},
// printf's %s, PowerShell's {0} and $id, and what replaces tokens in files.

const BALANCED = ["${", "$(", "{{", "#{", "%{"];

const SIMPLE =
  /\$[A-Za-z_][\w:]*|%(?:\[\d+\])?[sdv]\b|%[A-Za-z_]\w*%|\{[A-Za-z0-9_.]*\}|__\w+?__|@@\w+?@@|<[^<>\s"']+>/y;

/** Longest expression that is followed to its end, in characters. */
const MAX_LENGTH = 1000;

const CLOSERS: { readonly [opener: string]: string } = { "(": ")", "[": "]", "{": "}" };

/** Where the interpolation that starts at an index ends; undefined: none starts there. */
export function interpolationEnd(text: string, at: number): number | undefined {
  const opener = BALANCED.find((mark) => text.startsWith(mark, at));
  if (opener !== undefined) {
    // Jinja doubles its braces, so both are closed.
    const end = balancedEnd(text, opener === "{{" ? at : at + opener.length - 1);
    if (end !== undefined) return end;
  }
  SIMPLE.lastIndex = at;
  return SIMPLE.test(text) ? SIMPLE.lastIndex : undefined;
}

/** Where the bracket that opens at an index is closed, strings on the way left alone; undefined: nowhere near. */
export function balancedEnd(text: string, at: number): number | undefined {
  const open: string[] = [];
  const limit = Math.min(text.length, at + MAX_LENGTH);
  for (let next = at; next < limit; next += 1) {
    const character = text.charAt(next);
    const closer = CLOSERS[character];
    if (character === "\\") next += 1;
    else if (character === '"' || character === "'") next = quotedEnd(text, next, limit);
    else if (closer !== undefined) open.push(closer);
    else if (character === open.at(-1)) {
      open.pop();
      if (open.length === 0) return next + 1;
    }
  }
  return undefined;
}

// The index of the closing quote, or of the opening one where it is a lone apostrophe.
function quotedEnd(text: string, at: number, limit: number): number {
  for (let next = at + 1; next < limit && text[next] !== "\n"; next += 1) {
    if (text[next] === "\\") next += 1;
    else if (text[next] === text[at]) return next;
  }
  return at;
}
