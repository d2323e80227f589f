// Conditions of steps, jobs and stages, and template expressions, as far as they can be known without running them.

/** What a condition is held against. */
export interface World {
  /** A step, job or stage before has failed. */
  readonly hasFailed: boolean;
  /** The value of a variable, undefined where it is not known. */
  readonly variable: (name: string) => string | undefined;
}

/** undefined: not known. */
type Value = string | boolean | undefined;

const TOKEN = /\s*(?:'((?:[^']|'')*)'|([\w-]+(?:\.[\w-]+)*)|([()[\],*.]))/y;

/** Calls within calls; what goes deeper is not known. Each level takes its part of the stack. */
const MAX_DEPTH = 100;

type Token = { readonly text?: string; readonly word?: string; readonly sign?: string };

/** Whether a condition holds; undefined: that cannot be known, also where it is no expression that we can read. */
export function holds(condition: string, world: World): boolean | undefined {
  const tokens = tokensOf(condition.trim());
  if (tokens === undefined) return undefined;
  const reader = new Reader(tokens, world);
  const value = reader.expression();
  return reader.isAtEnd ? truth(value) : undefined;
}

/** Whether the template expression of a key such as `${{ if eq(…) }}` holds; `else` and `each` are not known. */
export function holdsExpression(key: string, world: World): boolean | undefined {
  const [, condition] = /^\$\{\{\s*if\b(.*)\}\}$/s.exec(key) ?? [];
  return condition === undefined ? undefined : holds(condition, world);
}

/** True where every part holds, false where one does not, whatever the others are. */
export function all(parts: readonly (boolean | undefined)[]): boolean | undefined {
  if (parts.includes(false)) return false;
  return parts.includes(undefined) ? undefined : true;
}

function tokensOf(condition: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < condition.length) {
    const match = TOKEN.exec(condition);
    if (match === null) return undefined;
    const [, text, word, sign] = match;
    if (text !== undefined) tokens.push({ text: text.replaceAll("''", "'") });
    else tokens.push(word === undefined ? { sign: sign ?? "" } : { word });
  }
  return tokens;
}

class Reader {
  readonly #tokens: readonly Token[];
  readonly #world: World;
  #next = 0;
  #depth = 0;

  constructor(tokens: readonly Token[], world: World) {
    this.#tokens = tokens;
    this.#world = world;
  }

  get isAtEnd(): boolean {
    return this.#next === this.#tokens.length;
  }

  expression(): Value {
    const token = this.#tokens[this.#next++];
    if (token?.text !== undefined) return literal(token.text, this.#world);
    if (token?.word === undefined) return undefined;
    const word = token.word.toLowerCase();
    if (this.#take("(")) return this.#call(word);
    const name = this.#index();
    if (word === "true" || word === "false") return word === "true";
    if (/^-?\d+(\.\d+)*$/.test(word)) return word;
    if (word === "variables") return name === undefined ? undefined : this.#world.variable(name);
    const [, dotted] = /^variables\.(.+)$/.exec(token.word) ?? [];
    return dotted === undefined ? undefined : this.#world.variable(dotted);
  }

  #call(name: string): Value {
    const given: Value[] = [];
    this.#depth += 1;
    while (!this.#take(")")) {
      if (this.#next >= this.#tokens.length || this.#depth > MAX_DEPTH) return undefined;
      if (!this.#take(",")) given.push(this.expression());
    }
    this.#depth -= 1;
    this.#index();
    return apply(name, given, this.#world);
  }

  /** The way into what was named, `['x'].y[*]`: the only index where it is one text. */
  #index(): string | undefined {
    const names: (string | undefined)[] = [];
    while (this.#take("[") || this.#take(".")) {
      const { text, word } = this.#tokens[this.#next++] ?? {};
      names.push(text ?? word);
      this.#take("]");
    }
    return names.length === 1 ? names[0] : undefined;
  }

  #take(sign: string): boolean {
    if (this.#tokens[this.#next]?.sign !== sign) return false;
    this.#next += 1;
    return true;
  }
}

function literal(text: string, world: World): Value {
  const [, name] = /^\$\(([^()]+)\)$/.exec(text) ?? [];
  if (name !== undefined) return world.variable(name);
  return /\$\(|\$\{\{|\$\[/.test(text) ? undefined : text;
}

function apply(name: string, given: readonly Value[], { hasFailed }: World): Value {
  const [first, ...others] = given;
  switch (name) {
    case "always":
    case "succeededorfailed":
      return true;
    case "succeeded":
      return !hasFailed;
    case "failed":
      return hasFailed;
    case "canceled":
      return false;
    case "and":
      return all(given.map(truth));
    case "or":
      return negated(all(given.map((value) => negated(truth(value)))));
    case "not":
      return negated(truth(first));
    case "eq":
    case "in":
      return isOneOf(first, others);
    case "ne":
    case "notin":
      return negated(isOneOf(first, others));
    case "startswith":
      return compared(first, others[0], (text, part) => text.startsWith(part));
    case "endswith":
      return compared(first, others[0], (text, part) => text.endsWith(part));
    case "contains":
      return compared(first, others[0], (text, part) => text.includes(part));
    default:
      return undefined;
  }
}

function truth(value: Value): boolean | undefined {
  return typeof value === "string" ? value !== "" : value;
}

function negated(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

function isOneOf(value: Value, others: readonly Value[]): boolean | undefined {
  const isEach = others.map((other) => compared(value, other, (a, b) => a === b));
  return negated(all(isEach.map(negated)));
}

// Strings count without case.
function compared(
  a: Value,
  b: Value,
  holdsOf: (a: string, b: string) => boolean,
): boolean | undefined {
  if (a === undefined || b === undefined) return undefined;
  return holdsOf(String(a).toLowerCase(), String(b).toLowerCase());
}
