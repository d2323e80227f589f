// Takes JSON apart by the shapes that are expected, and remembers what has another.
import type { JsonMember, JsonValue, Place } from "./json-text";

/** A value and where it stands. */
export type Placed<T> = Place & { readonly value: T };

/** A text by the name that it is for. */
export interface Setting extends Place {
  readonly name: string;
  readonly value: string;
}

/** A key that nobody knows. */
export interface UnknownKey extends Place {
  readonly key: string;
  /** The object it stands in, "" for the whole file. */
  readonly within: string;
  /** What is known there. */
  readonly known: readonly string[];
}

/** A value that cannot be used, in words that complete "there is …". */
export interface BadValue extends Place {
  readonly words: string;
  /** A whole part of the text cannot be read; else a reader may make something of it. */
  readonly isFatal: boolean;
}

/** Looks a member up by its name, the last of equal ones. */
export type Members = (name: string) => JsonValue | undefined;

/** Reads values of one text. What is missing is no fault; what has another shape is one, and is left out. */
export class JsonShapes {
  readonly unknownKeys: UnknownKey[] = [];
  readonly badValues: BadValue[] = [];

  bad({ line, column }: Place, words: string, isFatal = false): void {
    this.badValues.push({ words, isFatal, line, column });
  }

  /** `known`: the names that may be there; undefined: any. */
  object(value: JsonValue | undefined, within: string, known?: readonly string[]): Members {
    if (value !== undefined && value.kind !== "object") {
      const words = `${shownKind(value)} where ${within || "the file"} has to be an object`;
      this.bad(value, words, true);
    }
    for (const { name, line, column } of membersOf(value)) {
      if (known === undefined || known.includes(name)) continue;
      this.unknownKeys.push({ key: name, within, known, line, column });
    }
    return (name) => membersOf(value).findLast((member) => member.name === name)?.value;
  }

  items(value: JsonValue | undefined, what: string): readonly JsonValue[] {
    if (value === undefined) return [];
    if (value.kind === "array") return value.items;
    this.bad(value, `${shownKind(value)} where ${what} has to be an array`, true);
    return [];
  }

  strings(value: JsonValue | undefined, what: string): Placed<readonly string[]> | undefined {
    if (value === undefined) return undefined;
    const texts = this.items(value, what).flatMap((item) => this.string(item, what)?.value ?? []);
    return { ...placeOf(value), value: texts };
  }

  string(value: JsonValue | undefined, what: string): Placed<string> | undefined {
    if (value === undefined) return undefined;
    if (value.kind === "string") return { ...placeOf(value), value: value.value };
    this.bad(value, `${shownKind(value)} where ${what} takes a text`);
    return undefined;
  }

  wholeNumber(value: JsonValue | undefined, what: string): Placed<number> | undefined {
    if (value === undefined) return undefined;
    if (value.kind === "number" && Number.isInteger(value.value)) {
      return { ...placeOf(value), value: value.value };
    }
    this.bad(value, `${shownKind(value)} where ${what} takes a whole number`);
    return undefined;
  }

  /** An object whose members are all texts. */
  settings(value: JsonValue | undefined, what: string): readonly Setting[] {
    this.object(value, what);
    return membersOf(value).flatMap(({ name, value: setting, line, column }) => {
      const text = this.string(setting, what);
      return text === undefined ? [] : [{ name, value: text.value, line, column }];
    });
  }
}

/** The members of an object, none of anything else. */
export function membersOf(value: JsonValue | undefined): readonly JsonMember[] {
  return value?.kind === "object" ? value.members : [];
}

/** The place alone. */
export function placeOf({ line, column }: Place): Place {
  return { line, column };
}

function shownKind({ kind }: JsonValue): string {
  if (kind === "null") return kind;
  return `${/^[ao]/.test(kind) ? "an" : "a"} ${kind}`;
}
