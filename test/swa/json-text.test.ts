// JSON with places, and the first fault in words.
import assert from "node:assert/strict";
import { type JsonValue, readJson } from "../../tasks/MtaStsGateV1/swa/json-text";

const read = (text: string) => readJson(Buffer.from(text));

/** A value without places, as JSON.parse gives it. */
function plain(value: JsonValue | undefined): unknown {
  if (value === undefined) return undefined;
  if (value.kind === "array") return value.items.map(plain);
  if (value.kind === "null") return null;
  if (value.kind !== "object") return value.value;
  return Object.fromEntries(value.members.map((member) => [member.name, plain(member.value)]));
}

describe("readJson", () => {
  for (const text of [
    '{"a": [1, -2.5e3, true, false, null, "x\\n\\u00e9"], "b": {"c": {}}, "d": []}',
    '"text"',
    " [ ]\r\n",
    '{"": "", "ä": "\u{1f600}"}',
  ]) {
    it(`reads what JSON.parse reads: ${text.trim()}`, () => {
      const { value, fault } = read(text);
      assert.equal(fault, undefined);
      assert.deepEqual(plain(value), JSON.parse(text));
    });
  }

  it("knows lines of every kind and columns from 1", () => {
    const { value } = read('{\n  "a": 1,\r\n\t"b": [\r2]}');
    assert.ok(value?.kind === "object");
    const [a, b] = value.members;
    assert.deepEqual([a?.line, a?.column, a?.value?.line, a?.value?.column], [2, 3, 2, 8]);
    assert.ok(b?.value?.kind === "array");
    assert.deepEqual([b.line, b.column, b.value.line, b.value.column], [3, 2, 3, 7]);
    assert.deepEqual([b.value.items[0]?.line, b.value.items[0]?.column], [4, 1]);
  });

  it("takes a byte order mark for no fault", () => {
    assert.deepEqual(plain(read('\ufeff{"a": 1}').value), { a: 1 });
    assert.equal(read('\ufeff{"a": 1}').fault, undefined);
  });

  const CLEAR: readonly (readonly [string, string, number, number])[] = [
    ['{"a": 1}\n// what for', "a comment", 2, 1],
    ['{"a": /* one */ 1}', "a comment", 1, 7],
    ['{"a": 1,}', "a comma with nothing behind it", 1, 9],
    ['{"a": 1,\n\n}', "a comma with nothing behind it", 3, 1],
  ];
  for (const [text, words, line, column] of CLEAR) {
    it(`reads on behind ${words}: ${JSON.stringify(text)}`, () => {
      const { value, fault } = read(text);
      assert.deepEqual(fault, { words, line, column });
      assert.deepEqual(plain(value), { a: 1 });
    });
  }

  const UNCLEAR: readonly (readonly [string, string, number, number])[] = [
    ["", "no value", 1, 1],
    ['{"a": }', "no value", 1, 7],
    ['{"a" 1}', "no colon behind a name", 1, 6],
    ['{"a": 1\n "b": 2}', "no comma before the next value", 2, 2],
    ['{"a": [1', "no closing bracket", 1, 9],
    ['{"a": 1', "no closing brace", 1, 8],
    ['{"a": "x}', "no closing quotation mark", 1, 7],
    ['{"a": 1} {"b": 2}', "more text behind the end", 1, 10],
    ["{a: 1}", "a character that JSON does not know there", 1, 2],
    ["<html>", "a character that JSON does not know there", 1, 1],
  ];
  for (const [text, words, line, column] of UNCLEAR) {
    it(`gives no value where there is ${words}: ${JSON.stringify(text)}`, () => {
      assert.deepEqual(read(text), { fault: { words, line, column } });
    });
  }

  it("refuses what would exhaust the stack, and nothing that people write", () => {
    const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
    const words = "a value more than 100 levels deep";
    assert.equal(read(nested(100)).fault, undefined);
    assert.deepEqual(read(nested(101)), { fault: { words, line: 1, column: 101 } });
    assert.equal(read("[".repeat(20_000)).fault?.words, words);
    assert.equal(read(`["${"[".repeat(200)}"]`).fault, undefined);
  });

  for (const [what, quote] of [
    ["a comment", '/*"*/'],
    ["a comment to the end of its line", '//"\n'],
    ["a string that its line ends", '"\n'],
    ["a string that goes on behind a backslash", '"\\\n"'],
  ]) {
    it(`is not led astray by a quotation mark in ${what}`, () => {
      const text = `${quote}${"[".repeat(100_000)}${quote}`;
      assert.equal(read(text).fault?.words, "a value more than 100 levels deep");
    });
  }

  it("takes no longer for each of many lines and faults", () => {
    const started = process.cpuUsage();
    read('\n"a'.repeat(40_000));
    read(`{${'"a": 1,\n'.repeat(20_000)}"b": 2}`);
    read('\\" '.repeat(20_000));
    const { user, system } = process.cpuUsage(started);
    assert.ok(user + system < 1_000_000, `${user + system} microseconds`);
  });
});
