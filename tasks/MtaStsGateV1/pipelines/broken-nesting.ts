// The published walk-through for MTA-STS on Static Web Apps lost the indentation of its pipeline. This gives it back.

/** Keys that stand at the top of a pipeline. */
const TOP = /^(?:trigger|pr|pool|variables|schedules|resources|name|steps|jobs|stages):/;

/** Keys of a step that hold further keys. */
const HOLDS = /^(?:inputs|env):\s*$/;

const STEP = /^-\s+(?:task|checkout|script|bash|pwsh|powershell|template|publish|download):/;

/** Keys that a step has beside its first. */
const OF_STEP =
  /^(?:inputs|env|displayName|condition|enabled|continueOnError|name|timeoutInMinutes|submodules|fetchDepth|lfs|clean|persistCredentials|workingDirectory|path|fetchTags):/;

/** `inputs` stands below the hyphen of its step, not below the key behind it. */
const IS_FLAT = /^([ \t]*)-[ \t]+task:.*\n(?:\1[^\s-].*\n)*?\1inputs:/m;

const COMMENT = /^(?:#|$)/;

/**
 * The text with the nesting that it must have meant: steps in one list, each with its keys below it, and inputs below
 * `inputs`. undefined: it is broken in another way, or has lines that this knows nothing of.
 */
export function withNesting(text: string): string | undefined {
  if (!IS_FLAT.test(text)) return undefined;
  const nested: string[] = [];
  let area = "";
  let depth = 0;
  for (const line of text.split(/\r\n|\r|\n/).map((one) => one.trim())) {
    if (COMMENT.test(line)) {
      nested.push(line);
      continue;
    }
    const isTop = TOP.test(line) && !(area === "steps" && OF_STEP.test(line));
    if (isTop) {
      area = /^\w+/.exec(line)?.[0] ?? "";
      depth = 2;
      nested.push(line);
    } else if (area === "steps" && STEP.test(line)) {
      depth = 2;
      nested.push(line);
    } else if (area === "steps") {
      if (!/^[\w.-]+:(?:\s|$)/.test(line)) return undefined;
      if (OF_STEP.test(line)) depth = 2;
      nested.push(" ".repeat(depth) + line);
      if (HOLDS.test(line)) depth = 4;
    } else {
      if (area === "" || !/^(?:-\s|[\w.-]+:)/.test(line)) return undefined;
      nested.push(line.startsWith("-") ? line : `  ${line}`);
    }
  }
  return nested.join("\n");
}
