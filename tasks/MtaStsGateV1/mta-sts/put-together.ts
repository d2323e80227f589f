// Whether a literal text in code is only a part of what the code puts together when it runs.

/** What stands further behind a text says nothing of it, in characters. */
const MOST_BEHIND = 200;

/** A value, a format or a replacement (that of line ends changes nothing), or a field before the next policy. */
const VALUE =
  /^(?:\s*(?:[+%]|-f\b|\.(?:concat|format\w*|replace(?:All)?)\((?!["'/]\\[rn]))|(?:(?!version[ \t]*:).)*?["'`](?:mode|mx|max_age)[ \t]*:)/is;

/** A further item of a list, or call, that gives no text. */
const ITEM = /^\s*(?:,\s*|\)?\s*;?\s*[\w.]*\.(?:AppendLine|append|push|WriteLine)\()[^\s\])}"'`/]/i;

/**
 * True where more belongs to the text than its literals, and is known only when the code runs.
 * @param end where the last of its literals ends
 * @param isItem whether that one is an item of a list, or given to a call
 */
export function goesOn(end: number, isItem: boolean | undefined, source: string): boolean {
  const behind = source.slice(end, end + MOST_BEHIND);
  return VALUE.test(behind) || (isItem === true && ITEM.test(behind));
}
