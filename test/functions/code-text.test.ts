// Code read as text: what its comments and texts hide, and what stands between brackets.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholder is one of the code that is read
import assert from "node:assert/strict";
import { literalIn, readCode } from "../../tasks/MtaStsGateV1/functions/code-text";

const blanksOf = (code: string) => readCode(code).text.replaceAll(" ", ".");

/** The parts behind the first opening bracket. */
function partsOf(code: string): readonly string[] | undefined {
  return readCode(code)
    .partsIn(code.indexOf("("))
    ?.map(({ start, text }) => `${start} ${text}`);
}

describe("code without its comments", () => {
  const cases: readonly (readonly [code: string, bare: string])[] = [
    ["a // b\nc", "a.....\nc"],
    ["a /* b\nc */ d", "a.....\n.....d"],
    ['"// a" // b', '"//.a".....'],
    ["'/* a' /* b */", "'/*.a'........"],
    ["`// a\n/*` // b", "`//.a\n/*`....."],
    ['@"c:\\" // b', '@"c:\\".....'],
    ['@"a"" // b" // c', '@"a"".//.b".....'],
    ['"""a " // b""" // c', '"""a.".//.b""".....'],
    ['"a\\" // b" // c', '"a\\".//.b".....'],
    ["it's // b", "it's....."],
    ["a's // b\n'// c' // d", "a's.....\n'//.c'....."],
    ['""" // b', '""".....'],
    ['@" // b', '@".....'],
    ["` // b", "`....."],
    ["/* // b", "/*....."],
    ["/* // b\n` /* c", "/*.....\n`./*.c"],
  ];
  for (const [code, bare] of cases) {
    it(JSON.stringify(code), () => assert.equal(blanksOf(code), bare));
  }
});

describe("what stands between brackets", () => {
  it("is taken apart at its own commas", () => {
    assert.deepEqual(partsOf('f("a, b", [1, 2], { c: (d, e) }, g)'), [
      '2 "a, b"',
      "10 [1, 2]",
      "18 { c: (d, e) }",
      "33 g",
    ]);
  });

  it("may be nothing", () => {
    assert.deepEqual(partsOf("f()"), []);
    assert.deepEqual(partsOf("f( , a,)"), ["5 a"]);
  });

  it("ends at its bracket, whatever texts and comments say", () => {
    assert.deepEqual(partsOf("f(a /* ) */, ')', `)\n`, \")\") b)"), [
      "2 a",
      "13 ')'",
      "18 `)\n`",
      '24 ")"',
    ]);
  });

  it("is not known where the bracket is never closed, or is none", () => {
    assert.equal(partsOf("f(a, b"), undefined);
    assert.equal(readCode("a").partsIn(0), undefined);
  });
});

describe("a literal", () => {
  it("is the one text that a piece of code is", () => {
    for (const code of ['"a b"', "'a b'", "`a b`", ' "a b" ']) assert.equal(literalIn(code), "a b");
    for (const code of ['"a" + "b"', "`a${b}`", '"a\\n"', "a", "\"a'", ""]) {
      assert.equal(literalIn(code), undefined, code);
    }
  });
});

describe("code of many parts", () => {
  for (const part of [
    'app.http("x", {',
    "/* ",
    '\\" ',
    "'\\' ",
    '""" ',
    '@" ',
    "` \\`",
    "((,",
    "a,\n",
  ]) {
    it(`takes no longer for each: ${JSON.stringify(part)}`, () => {
      const code = `f(${part.repeat(20_000)}`;
      const started = process.cpuUsage();
      const { partsIn, text } = readCode(code);
      for (const { index } of text.matchAll(/\(/g)) partsIn(index);
      const { user, system } = process.cpuUsage(started);
      assert.ok(user + system < 1_500_000, `${user + system} microseconds`);
    });
  }
});
