import assert from "node:assert/strict";
import { judgePolicy, policyWith } from "../support/policy-text";
import { policyVectors } from "../support/vectors";

/** What a text is judged as: places in report order, and what the first fix must say. */
type Row = readonly [text: string | Uint8Array, places: readonly string[], fix?: string];

function holds(title: string, rows: readonly Row[]): void {
  describe(title, () => {
    for (const [text, places, fix] of rows) {
      it(JSON.stringify(text.toString().slice(0, 90)), () => {
        const judged = judgePolicy(text);
        assert.deepEqual(judged.places, places);
        if (fix !== undefined) assert.equal(judged.problems[0]?.fix, fix);
      });
    }
  });
}

const good = policyWith();
const utf16 = Buffer.from(`\ufeff${good}`, "utf16le");

holds("policy checks are silent on", [
  [good, []],
  [good.trimEnd(), []],
  [good.replaceAll("\n", "\r\n"), []],
  [good.replaceAll("\n", " \t\n"), []],
  [good.replaceAll(": ", ":"), []],
  [good.split("\n").reverse().join("\n").trimStart(), []],
  [policyWith({ mx: "mx: MX1.Fabrikam.COM" }), []],
  [policyWith({ mx: "mx: *.mail.protection.outlook.com" }), []],
  [policyWith({ mx: "mx: contoso-com.n-v1.mx.microsoft" }), []],
  [policyWith({ mx: "mx: *.google.com\nmx: *.googlemail.com" }), []],
  [
    policyWith({ more: "x-report: ok\na: b\ncomment: testing\nnote: none # x\nmx-report: yes" }),
    [],
  ],
  [policyWith({ more: "url: https://fabrikam.com/?a=b;c" }), []],
  [policyWith({ mode: "mode: none", mx: "", max_age: "max_age: 0" }), []],
  [policyWith({ mode: "mode: none", mx: "mx: localhost\nmx: *.com\nmx: mail.yourdomain.com" }), []],
  [policyWith({ mode: "mode: none", max_age: "max_age: 60480" }), []],
  [policyWith({ mode: "mode: none", mx: "nmx: mx1.fabrikam.com" }), []],
]);

holds("octets and shape: one cause is told once", [
  [`\ufeff${good}`, ["error policy-bom 1:1"]],
  [
    `\ufeff${policyWith({ mode: "mode: x" })}`,
    ["error policy-bom 1:1", "error policy-mode-value 2:7"],
  ],
  [utf16, ["error policy-utf16 1:1"]],
  [Buffer.from(utf16).swap16(), ["error policy-utf16 1:1"]],
  [Buffer.from(good, "utf16le"), ["error policy-utf16 1:1"]],
  [Buffer.from(`${good}note: \xfc\nx\xfcy: \xfc\n`, "latin1"), ["error policy-invalid-utf8 5:7"]],
  [policyWith({ mode: "mode: enforce\0", mx: "mx: a\0.fabrikam.com" }), ["error policy-nul 2:14"]],
  ["", ["error policy-empty 1:1"]],
  ["\n \r\n", ["error policy-empty 1:1"]],
  ["\ufeff", ["error policy-empty 1:1"]],
  [`{\\rtf1\\ansi\n${good.replaceAll("\n", "\\\n")}}`, ["error policy-rtf 1:1"]],
  ["\n<html>\n\nmode: x\n</html>", ["error policy-html 2:1"]],
  ['_mta-sts IN TXT "v=STSv1; id=1"\n', ["error policy-dns-record 1:18"]],
  ["Nothing here\n\n# to see\n", ["error policy-not-a-policy 1:1"]],
  ['{"version": "STSv1"}', ["error policy-not-a-policy 1:1"]],
  [`${good}note: ${"x".repeat(65_536)}\n`, ["error policy-size 5:1"]],
]);

holds("lines", [
  [`---\na: b\n---\n\n${good}`, ["error policy-front-matter 1:1"]],
  [`---\n${good}`, ["error policy-front-matter 1:1"]],
  [
    policyWith({ mx: "mx:\n  - a.fabrikam.com\n  - b.fabrikam.com" }),
    ["error policy-yaml-list 3:1"],
    'Write "mx: a.fabrikam.com", and one such line for each further host',
  ],
  [policyWith({ mx: "- mx: a.fabrikam.com" }), ["error policy-yaml-list 3:1"]],
  [policyWith({ more: "hosts:\n- a\n- b" }), ["error policy-yaml-list 5:1"]],
  [good.replaceAll("\n", "\r"), ["error policy-line-ending 1:15"]],
  [good.replaceAll("\n", "\r\r\n"), ["error policy-line-ending 1:15"]],
  [policyWith({ more: "note: a\r# b\rc" }), ["error policy-line-ending 5:8"]],
  [good.replace("\n", "\r\n"), ["note policy-mixed-line-endings 2:14"]],
  [`\n${good}`, ["error policy-blank-line 1:1"], "Remove the blank lines."],
  [`${good}\n`, ["error policy-blank-line 5:1"]],
  [
    `\n${good.replaceAll("\n", "\n\n")}`,
    ["error policy-blank-line 1:1", "error policy-blank-line 3:1", "error policy-blank-line 9:1"],
  ],
  [good.replace(/^/gm, " ").trimEnd(), ["error policy-leading-blank 1:1"]],
  [
    policyWith({ mode: "\tmode: Enforce" }),
    ["error policy-leading-blank 2:1", "error policy-mode-value 2:8"],
  ],
  [`# a\n${good}// b\n`, ["error policy-comment 1:1"]],
  [
    policyWith({ mode: "mode: enforce # c" }),
    ["error policy-comment 2:15"],
    'Write "mode: enforce"',
  ],
  [
    policyWith({ mode: "mode: enforced # c" }),
    ["error policy-comment 2:16", "error policy-mode-value 2:7"],
    'Write "mode: enforce"',
  ],
  [
    policyWith({ mx: "mx: a.fabrikam.com (primary)\nmx: b.fabrikam.com ; x" }),
    ["error policy-comment 3:20"],
  ],
  [
    policyWith({ version: "version STSv1" }),
    ["error policy-malformed-line 1:1"],
    'Write "version: STSv1"',
  ],
  [
    policyWith({ version: '"version": "STSv1",' }),
    ["error policy-malformed-line 1:1"],
    'Write "version: STSv1"',
  ],
  [
    policyWith({ mode: "mode = testing" }),
    ["error policy-malformed-line 2:1"],
    'Write "mode: testing"',
  ],
  [
    policyWith({ mode: "mode : enforce" }),
    ["error policy-malformed-line 2:5"],
    'Write "mode: enforce"',
  ],
  [
    policyWith({ max_age: "max age: 604,800" }),
    ["error policy-malformed-line 4:1"],
    'Write "max_age: 604800"',
  ],
  [policyWith({ more: "_a: b\n-a: b" }), ["error policy-malformed-line 5:1"]],
  [
    policyWith({ more: "note:\nticket: 1\t2" }),
    ["error policy-malformed-line 5:6", "error policy-malformed-line 6:10"],
  ],
  [
    policyWith({ more: "mode:\nmode: a\tb" }),
    [
      "error policy-malformed-line 5:6",
      "error policy-malformed-line 6:8",
      "warning policy-duplicate-field 5:1",
    ],
  ],
  [policyWith({ version: "v=STSv1;" }), ["error policy-dns-record 1:1"], 'Write "version: STSv1"'],
  [policyWith({ more: "v=STSv1; id=1" }), ["error policy-dns-record 5:1"]],
  [
    policyWith({ mode: "\u00a0mode: enforce" }),
    ["error policy-invisible-character 2:1"],
    'Write "mode: enforce"',
  ],
  [
    policyWith({ max_age: "max\u200b_age: 604800" }),
    ["error policy-invisible-character 4:4"],
    'Write "max_age: 604800"',
  ],
  [policyWith({ more: "\u3000" }), ["error policy-invisible-character 5:1"]],
  [policyWith({ more: "note: x\u2028mode: none" }), ["warning policy-invisible-character 5:8"]],
  [policyWith({ more: "note: x\u0085mode: none" }), ["warning policy-invisible-character 5:8"]],
  [policyWith({ more: "note: x\u00a0y" }), ["note policy-invisible-character 5:8"]],
  [
    policyWith({ version: "", max_age: "max_age: 604800version: STSv1" }),
    ["error policy-lost-line-break 3:16"],
    'Break the line before "version:"',
  ],
  [
    policyWith({ mode: "mode: enforcemx: a.fabrikam.com", mx: "" }),
    ["error policy-lost-line-break 2:14"],
  ],
  ["version: STSv1 mode: none max_age: 86400", ["error policy-lost-line-break 1:16"]],
]);

holds("fields that are missing, near or repeated", [
  [
    "version: STSv1\n",
    [
      "error policy-mode-missing 1:1",
      "error policy-mx-missing 1:1",
      "error policy-max-age-missing 1:1",
    ],
  ],
  [
    policyWith({ version: "" }),
    ["error policy-version-missing 1:1"],
    'Add the line "version: STSv1"',
  ],
  [
    policyWith({ version: "vesion: STSv1" }),
    ["error policy-version-missing 1:1"],
    'Write "version: STSv1"',
  ],
  [
    policyWith({ version: "v: STSv1" }),
    ["error policy-version-missing 1:1"],
    'Write "version: STSv1"',
  ],
  [policyWith({ mode: "" }), ["error policy-mode-missing 3:1"]],
  [
    policyWith({ mode: "Mode: Enforced" }),
    ["error policy-mode-missing 2:1"],
    'Write "mode: enforce"',
  ],
  [policyWith({ max_age: "" }), ["error policy-max-age-missing 3:1"]],
  [
    policyWith({ max_age: "max-age: 7d" }),
    ["error policy-max-age-missing 4:1"],
    'Write "max_age: 604800"',
  ],
  [
    policyWith({ max_age: "ttl: 604800" }),
    ["error policy-max-age-missing 4:1"],
    'Write "max_age: 604800"',
  ],
  [
    policyWith({ mx: "" }),
    ["error policy-mx-missing 3:1"],
    'Add one line "mx: <host>" for each MX host of the domain',
  ],
  [
    policyWith({ mx: "nmx: a.fabrikam.com\nnmx: b.fabrikam.com" }),
    ["error policy-mx-missing 3:1"],
    'Write "mx: a.fabrikam.com"',
  ],
  [policyWith({ mode: "Mode: none", mx: "" }), ["error policy-mode-missing 2:1"]],
  [policyWith({ mode: "mode none", mx: "" }), ["error policy-malformed-line 2:1"]],
  [
    policyWith({ more: "nmx: a.fabrikam.com\nmx2: b.fabrikam.com" }),
    ["warning policy-field-name 5:1"],
  ],
  [policyWith({ more: "MODE: none" }), ["warning policy-field-name 5:1"]],
  [policyWith({ more: "maxage: 1" }), ["warning policy-field-name 5:1"]],
  [policyWith({ more: "versions: STSv1" }), ["warning policy-field-name 5:1"]],
  [
    policyWith({ more: "mode: testing\nversion: STSv1" }),
    ["note policy-duplicate-field 6:1", "warning policy-duplicate-field 5:1"],
  ],
]);

holds("values", [
  [policyWith({ version: "version: STSv2" }), ["error policy-version-value 1:10"]],
  [policyWith({ version: "version:" }), ["error policy-version-value 1:9"]],
  [
    policyWith({ mode: "mode: enforcing" }),
    ["error policy-mode-value 2:7"],
    'Write "mode: enforce"',
  ],
  [
    policyWith({ mode: "mode: [testing]" }),
    ["error policy-mode-value 2:7"],
    'Write "mode: testing"',
  ],
  [policyWith({ mode: "mode: report" }), ["error policy-mode-value 2:7"], 'Write "mode: testing"'],
  [
    policyWith({ mode: "mode: enforce;" }),
    ["error policy-mode-value 2:7"],
    'Write "mode: enforce"',
  ],
  [
    policyWith({ mode: "mode: enforce\u00a0" }),
    ["error policy-mode-value 2:7"],
    'Write "mode: enforce"',
  ],
  [
    policyWith({ mode: "mode: live" }),
    ["error policy-mode-value 2:7"],
    'Write "mode: enforce", "mode: testing" or "mode: none".',
  ],
  [
    policyWith({ max_age: "max_age: 604,800" }),
    ["error policy-max-age-value 4:10"],
    'Write "max_age: 604800"',
  ],
  [
    policyWith({ max_age: "max_age: 1 week" }),
    ["error policy-max-age-value 4:10"],
    'Write "max_age: 604800"',
  ],
  [policyWith({ max_age: "max_age: -1" }), ["error policy-max-age-value 4:10"]],
  [
    policyWith({ max_age: "max_age: 31557601" }),
    ["error policy-max-age-range 4:10"],
    'Write "max_age: 31557600"',
  ],
  [
    policyWith({ max_age: "max_age: 86400000" }),
    ["error policy-max-age-range 4:10"],
    'Write "max_age: 86400"',
  ],
  [
    policyWith({ max_age: "max_age: 00000604800" }),
    ["error policy-max-age-range 4:10"],
    'Write "max_age: 604800"',
  ],
  [policyWith({ max_age: "max_age: 86399" }), ["warning policy-max-age-short 4:10"]],
  [policyWith({ max_age: "max_age: 0000000000" }), ["warning policy-max-age-short 4:10"]],
  [
    policyWith({ max_age: "max_age: 60480" }),
    ["warning policy-max-age-mistyped 4:10"],
    'Write "max_age: 604800"',
  ],
  [
    policyWith({ max_age: "max_age: 8640" }),
    ["warning policy-max-age-mistyped 4:10"],
    'Write "max_age: 86400"',
  ],
]);

const mx = (value: string) => policyWith({ mx: `mx: ${value}` });
holds("mx patterns", [
  [mx("mx1.fabrikam.com."), ["error policy-mx-root-dot 3:21"], 'Write "mx: mx1.fabrikam.com"'],
  [mx("*.fabrikam.com."), ["error policy-mx-root-dot 3:19"], 'Write "mx: *.fabrikam.com"'],
  [mx("://google.com"), ["error policy-mx-url 3:5"], 'Write "mx: google.com"'],
  [mx("mx_1.fabrikam.com"), ["error policy-mx-underscore 3:7"]],
  [
    mx("mx.bücher.fabrikam.com"),
    ["error policy-mx-u-label 3:9"],
    'Write "mx: mx.xn--bcher-kva.fabrikam.com"',
  ],
  [mx("m\u0430il.fabrikam.com"), ["error policy-mx-u-label 3:6"], 'Write "mx: mail.fabrikam.com"'],
  [mx("192.0.2.1"), ["error policy-mx-address 3:5"]],
  [mx("*.192.0.2.1"), ["error policy-mx-address 3:5"]],
  [mx("[2001:db8::1]"), ["error policy-mx-address 3:5"]],
  [mx("*"), ["error policy-mx-wildcard 3:5"]],
  [mx("*."), ["error policy-mx-wildcard 3:5"]],
  [
    mx("mx*.fabrikam.com"),
    ["error policy-mx-wildcard 3:7"],
    'Write "mx: *.fabrikam.com", or each host by its full name',
  ],
  [mx("*.*.fabrikam.com"), ["error policy-mx-wildcard 3:7"]],
  [
    mx("a.fabrikam.com b.fabrikam.com"),
    ["error policy-mx-several-hosts 3:19"],
    'Write each on its own line: "mx: a.fabrikam.com", "mx: b.fabrikam.com"',
  ],
  [mx("10 a.fabrikam.com."), ["error policy-mx-several-hosts 3:7"], 'Write "mx: a.fabrikam.com"'],
  [mx(""), ["error policy-mx-syntax 3:4"]],
  [mx("@@@@"), ["error policy-mx-syntax 3:5"]],
  [mx(".fabrikam.com"), ["error policy-mx-syntax 3:5"], 'Write "mx: *.fabrikam.com"'],
  [mx("mx1.fabrikam.com\u00a0"), ["error policy-mx-syntax 3:21"], 'Write "mx: mx1.fabrikam.com"'],
  [mx("."), ["error policy-mx-placeholder 3:5"]],
  [mx("mail.yourdomain.com"), ["warning policy-mx-placeholder 3:5"]],
  [mx("mail.example.com"), ["warning policy-mx-placeholder 3:5"]],
  [mx("localhost"), ["warning policy-mx-single-label 3:5"]],
  [mx("*.com"), ["warning policy-mx-public-suffix 3:5"]],
  [mx("*.github.io"), ["warning policy-mx-public-suffix 3:5"]],
  [
    policyWith({ mx: "mx: a.fabrikam.com\nmx: A.fabrikam.com\nmx: a.fabrikam.com" }),
    ["note policy-mx-duplicate 4:5"],
  ],
]);

describe("policy-mx-placeholder", () => {
  const example = mx("mail.example.com");
  for (const [domain, places] of [
    ["example.com", []],
    ["mail.example", []],
    ["lab.test", []],
    ["yourdomain.com", []],
    ["", ["note policy-mx-placeholder 3:5"]],
    ["myexample.com", ["warning policy-mx-placeholder 3:5"]],
  ] as const) {
    it(`judges names for examples by the Policy Domain, here "${domain}"`, () =>
      assert.deepEqual(judgePolicy(example, domain).places, places));
  }
});

describe("policy-mx-missing", () => {
  it("proposes the MX hosts that DNS has", () => {
    const { problems } = judgePolicy(policyWith({ mx: "" }), "contoso.com", true);
    assert.equal(
      problems[0]?.fix,
      'Add one line for each MX host that DNS has now: "mx: contoso-com.mail.protection.outlook.com"',
    );
  });
});

describe("policy checks", () => {
  it("report an error wherever a conforming sender takes no policy, and else none but for addresses", () => {
    for (const { id, bytes, rfcValid } of policyVectors) {
      const { problems, isPolicy } = judgePolicy(bytes, "vector.example");
      const errors = problems.filter(({ severity }) => severity === "error");
      if (rfcValid !== "ambiguous") assert.equal(isPolicy, rfcValid, id);
      if (!isPolicy) assert.ok(errors.length > 0, id);
      else
        assert.deepEqual(
          errors.filter(({ check }) => check !== "policy-mx-address"),
          [],
          id,
        );
    }
  });

  it("do so for texts put together at random, with every problem at a place inside the text", () => {
    let seed = 8461;
    const below = (n: number): number => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
      return (seed >> 8) % n;
    };
    for (let round = 0; round < 1500; round += 1) {
      const parts = [...good.split("\n").filter(() => below(6) > 0)];
      for (let i = below(5); i >= 0; i -= 1) {
        parts.splice(below(parts.length + 1), 0, PIECES[below(PIECES.length)] ?? "");
      }
      const text = parts.join(["\n", "\n", "\r\n", ""][below(4)]);
      const { problems, isPolicy } = judgePolicy(text);
      const errors = problems.filter(
        ({ severity, check }) => severity === "error" && check !== "policy-mx-address",
      );
      const shown = JSON.stringify(text);
      if (isPolicy) assert.deepEqual(errors, [], shown);
      else
        assert.ok(
          problems.some(({ severity }) => severity === "error"),
          shown,
        );
      for (const { check, line = 0, column = 0 } of problems) {
        assert.ok(line >= 1 && column >= 1 && column <= text.length + 1, `${check} in ${shown}`);
      }
    }
  });

  const filled = (piece: string, octets: number) =>
    good + piece.repeat(Math.floor((octets - good.length) / Buffer.byteLength(piece)));

  it("tell thousands of lines of one kind in a few problems", () => {
    for (const piece of REPEATED) {
      const { problems } = judgePolicy(filled(piece, 8192));
      assert.ok(problems.length <= 20, `${problems.length} for ${JSON.stringify(piece)}`);
      for (const { message, fix } of problems) assert.ok(message.length + fix.length < 1000);
    }
  });

  // A text of 64 KiB takes well under a second; what costs the square of its size takes many.
  for (const piece of ["Mode: x\n", "\n", " ", "mode:\n", "- a\n", "mx: a.\nmx: b\n", "mx:"]) {
    it(`are done in time with 64 KiB of ${JSON.stringify(piece)}`, () => {
      const started = performance.now();
      judgePolicy(filled(piece, 65_536));
      assert.ok(performance.now() - started < 5000);
    });
  }
});

const PIECES = [
  "",
  " ",
  "\t",
  "\r",
  "\r\r\n",
  "\ufeff",
  "\0",
  "# c",
  "// c",
  "-",
  "  - mx: b.fabrikam.com",
  "mx:",
  "mode:",
  "version",
  "v=STSv1; id=1",
  "---",
  "Mode: testing",
  "nmx: c.fabrikam.com",
  "max-age: 1",
  "mode testing",
  "mx = d.fabrikam.com",
  "\u00a0",
  "\u2028",
  "\u0085x",
  "é",
  "mx: *",
  "mx: x.",
  "mx: é.fabrikam.com",
  "max_age: 1d",
  "max_age: 99999999999",
  "version: STSv2",
  "mode: none",
  "x: y",
  "x:",
  "_x: y",
  ": z",
  "mode: enforcemx: a.fabrikam.com",
  "max_age: 86400version: STSv1",
  "\u0001",
  "mx: 192.0.2.1",
  "mx: .",
  "<html>",
  "{",
  "\\rtf1",
  "x : y",
  "mode : none",
  "mode: enforce # c",
  "mx: a b",
  "\ufffd",
];

const REPEATED = [
  ":",
  ":\n",
  "\r",
  "\n",
  "x",
  " ",
  "mx: a.fabrikam.com\n",
  "mx: a.\n",
  "mx: a.\nmx: b\n",
  "mx: a # b\n",
  "mx:",
  "nmx: a.fabrikam.com\n",
  "Mode: x\nx: y\n",
  "- a\n",
  "#\nx:y\n",
  "ab\n",
  "mode:\n",
  "mode: x\n",
  "\u200b\n",
  "x:\u2028\n",
  "mx: \u0430\n",
  " a: b\n",
  "x: y\r\nx: z\n",
  "v=STSv1\n",
  "---\n",
];
