// Replaces secrets in everything the agent writes (agent: Worker.InitializeSecretMasker, SecretMasker).

const MASK = "***";

/** The values that must not be seen, in the forms in which they could be printed. */
export class SecretMask {
  readonly #values = new Set<string>();

  /** A value that a task declared secret. */
  add(value: string): void {
    if (value === "") return;
    const json = JSON.stringify(value).slice(1, -1);
    for (const form of [value, json, uriEscaped(value)]) this.#values.add(form);
  }

  /** A secret variable of the job: also trimmed, without quotes around it, with line breaks escaped, in base 64. */
  addJobSecret(value: string): void {
    if (value.trim() === "") return;
    const withoutBreaks = value.replaceAll("\r", "%0D").replaceAll("\n", "%0A");
    const escaped = value.replaceAll("%", "%AZP25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
    const base64 = Buffer.from(value, "utf8").toString("base64");
    for (const form of [value, escaped, withoutBreaks, base64]) {
      this.add(form);
      this.add(form.replace(/^[\r\n ]+|[\r\n ]+$/g, ""));
      if (/^(["'])[\s\S]*\1$/.test(form)) this.add(form.replace(/^["']+|["']+$/g, ""));
    }
  }

  /** The text with every secret in it, also where they overlap or touch, replaced by one mask. */
  mask(text: string): string {
    const ranges = this.#rangesIn(text);
    let result = "";
    let done = 0;
    let index = 0;
    while (index < ranges.length) {
      const { start } = ranges[index] as Range;
      let { end } = ranges[index] as Range;
      for (index += 1; index < ranges.length && (ranges[index] as Range).start <= end; index += 1) {
        end = Math.max(end, (ranges[index] as Range).end);
      }
      result += text.slice(done, start) + MASK;
      done = end;
    }
    return result + text.slice(done);
  }

  #rangesIn(text: string): Range[] {
    const ranges: Range[] = [];
    for (const value of this.#values) {
      for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
        ranges.push({ start: at, end: at + value.length });
      }
    }
    return ranges.sort((a, b) => a.start - b.start);
  }
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function uriEscaped(value: string): string {
  // By way of UTF-8, since encodeURIComponent throws on a lone surrogate.
  const text = Buffer.from(value, "utf8").toString("utf8");
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
