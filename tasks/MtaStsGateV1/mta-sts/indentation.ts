// The indentation that a language takes from the lines of a text in its code.

/**
 * Blanks that all lines but the first, which is bare already, have in common. In Java the line of the closing quotes
 * counts, in Python no blank line does.
 */
export function sharedIndent([, ...lines]: readonly string[], path: string): number {
  const isCounted = (line: string, at: number) =>
    line.trim() !== "" || (at === lines.length - 1 && path.endsWith(".java"));
  const counted = lines.filter(isCounted);
  return Math.min(...counted.map((line) => line.search(/[^ \t]|$/)));
}

/** A line without so many blanks at its start; a line that has fewer stays as it is. */
export function withoutIndent(line: string, indent: number): string {
  return line.slice(0, indent).trim() === "" ? line.slice(indent) : line;
}
