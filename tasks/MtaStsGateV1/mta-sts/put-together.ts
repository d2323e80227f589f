// Whether a literal text in code is only a part of what the code puts together when it runs.

/** What stands further behind a text says nothing of it, in characters. */
const MOST_BEHIND = 200;

/** A value, a format or a replacement behind a text; that of line ends changes nothing. */
const VALUE = /^\s*(?:[+%]|-f\b|\.(?:concat|format\w*)\(|\.replace(?:All)?\((?!["'/]\\[rn]))/i;

/** A field, before the next policy. */
const FIELD = /^(?:(?!version[ \t]*:).)*?["'`](?:mode|mx|max_age)[ \t]*:/is;

const ITEM = /^\s*,\s*(?:\/\/.*\s*)?[^\s\])}"'`]/;
const CALL = /^\s*\)?\s*;?\s*[\w.]*\.(?:AppendLine|append|push|WriteLine)\([^)]/i;

/** A literal text: where it ends in the source, and whether a line began with it behind others. */
interface Literal {
  readonly end: number;
  readonly startsLine?: boolean;
}

/**
 * True where more belongs to the text than its literals, and is known only when the code runs.
 * @param last the last of its literals
 * @param isOneOfSeveral whether there are others before it
 */
export function goesOn(last: Literal, isOneOfSeveral: boolean, source: string): boolean {
  const behind = source.slice(last.end, last.end + MOST_BEHIND);
  return (
    VALUE.test(behind) ||
    FIELD.test(behind) ||
    (last.startsLine === true && ITEM.test(behind)) ||
    (isOneOfSeveral && CALL.test(behind))
  );
}
