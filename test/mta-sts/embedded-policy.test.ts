// Policies in code, Bicep, ARM and scripts: found where they stand literally, with the place of every line.
import assert from "node:assert/strict";
import { embeddedPolicy } from "../../tasks/MtaStsGateV1/mta-sts/embedded-policy";

const LINES = ["version: STSv1", "mode: testing", "mx: *.contoso.com", "max_age: 86400"];
const TEXT = LINES.join("\n");

type Case = readonly [name: string, path: string, source: string, text: string, places: string];

const CASES: readonly Case[] = [
  [
    "a template literal",
    "src/mtaSts.js",
    `const policy = \`${TEXT}\n\`;\n`,
    `${TEXT}\n`,
    "1:17 2:1 3:1 4:1 5:1",
  ],
  [
    "a template literal of a checkout with CRLF",
    "a.ts",
    `const policy = \`${LINES.join("\r\n")}\`;\r\n`,
    TEXT,
    "1:17 2:1 3:1 4:1",
  ],
  [
    "one text with escapes",
    "a.mjs",
    `const p = "version: STSv1\\nmode: testing\\nmx: *.contoso.com\\nmax_age: 86400\\n";`,
    `${TEXT}\n`,
    "1:12 1:28 1:43 1:62 1:78",
  ],
  [
    "escaped CRLF",
    "a.py",
    `body = 'version: STSv1\\r\\nmode: testing'`,
    "version: STSv1\r\nmode: testing",
    "1:9 1:27",
  ],
  [
    "a list that is joined",
    "a.js",
    `const policy = [\n  "version: STSv1",\n  "mode: testing",\n  "mx: *.contoso.com",\n  "max_age: 86400",\n].join("\\n");`,
    TEXT,
    "2:4 3:4 4:4 5:4",
  ],
  [
    "a sum",
    "a.cs",
    `var p = "version: STSv1\\n" +\n  "mode: testing\\n" +\n  "mx: *.contoso.com\\n" + "max_age: 86400\\n";`,
    `${TEXT}\n`,
    "1:10 2:4 3:4 3:28 3:44",
  ],
  ["a verbatim text", "run.csx", `var p = @"${TEXT}\n";`, `${TEXT}\n`, "1:11 2:1 3:1 4:1 5:1"],
  [
    "a raw text, without the indentation of its end",
    "a.cs",
    `  const string P = """\n    ${LINES.join("\n    ")}\n    """;`,
    TEXT,
    "2:5 3:5 4:5 5:5",
  ],
  [
    "lines that are appended",
    "a.cs",
    `b.AppendLine("version: STSv1");\nb.AppendLine("mode: testing");`,
    "version: STSv1\nmode: testing",
    "1:15 2:15",
  ],
  ["a here-string", "run.ps1", `$body = @"\n${TEXT}\n"@\n`, TEXT, "2:1 3:1 4:1 5:1"],
  [
    "a here-string of Windows",
    "run.ps1",
    `$body = @'\r\n${LINES.join("\r\n")}\r\n'@\r\n`,
    LINES.join("\r\n"),
    "2:1 3:1 4:1 5:1",
  ],
  [
    "PowerShell's escapes",
    "run.ps1",
    '$body = "version: STSv1`r`nmode: testing"',
    "version: STSv1\r\nmode: testing",
    "1:10 1:28",
  ],
  ["Bicep", "main.bicep", `var policy = '''\n${TEXT}\n'''\n`, `${TEXT}\n`, "2:1 3:1 4:1 5:1 6:1"],
  [
    "Python's long text, in which escapes count",
    "app.py",
    `policy = """version: STSv1\\nmode: testing\\n"""`,
    "version: STSv1\nmode: testing\n",
    "1:13 1:29 1:44",
  ],
  [
    "Python's other long text",
    "app.py",
    `policy = '''version: STSv1\\nmode: testing\\n'''`,
    "version: STSv1\nmode: testing\n",
    "1:13 1:29 1:44",
  ],
  [
    "PowerShell's bare text, over lines",
    "run.ps1",
    "$body = 'version: STSv1\nmode: testing'",
    "version: STSv1\nmode: testing",
    "1:10 2:1",
  ],
  [
    "a raw text with a line left of its end",
    "a.cs",
    `  const string P = """\n    version: STSv1\n  mode: testing\n    """;`,
    "version: STSv1\n  mode: testing",
    "2:5 3:1",
  ],
  [
    "Bicep in one line",
    "main.bicep",
    `var policy = 'version: STSv1\\nmode: testing'`,
    "version: STSv1\nmode: testing",
    "1:15 1:31",
  ],
  [
    "an ARM template",
    "azuredeploy.json",
    `{ "policy": "version: STSv1\\r\\nmode: testing" }`,
    "version: STSv1\r\nmode: testing",
    "1:14 1:32",
  ],
  [
    "a list with a comment behind an item",
    "a.js",
    `[\n  "version: STSv1", // "the version"\n  "mode: testing",\n].join("\\n")`,
    "version: STSv1\nmode: testing",
    "2:4 3:4",
  ],
  [
    "texts below each other, which Python adds up",
    "a.py",
    `p = (\n  "version: STSv1\\n"\n  "mode: testing\\n"\n)`,
    "version: STSv1\nmode: testing\n",
    "2:4 3:4 3:19",
  ],
  [
    "a list without commas",
    "a.ps1",
    `$p = @(\n  "version: STSv1"\n  "mode: testing"\n) -join "\n"`,
    "version: STSv1\nmode: testing",
    "2:4 3:4",
  ],
  [
    "calls that append",
    "a.cs",
    `sb.AppendLine("version: STSv1");\nsb.AppendLine("mode: testing");`,
    "version: STSv1\nmode: testing",
    "1:16 2:16",
  ],
  [
    "calls in a chain",
    "a.cs",
    `sb.AppendLine("version: STSv1")\n  .AppendLine("mode: testing");`,
    "version: STSv1\nmode: testing",
    "1:16 2:16",
  ],
  [
    "Python's indented text, whose indentation is taken away",
    "a.py",
    `p = textwrap.dedent("""\\\n    version: STSv1\n    mode: testing\n    """)`,
    "version: STSv1\nmode: testing\n",
    "2:5 3:5 4:5",
  ],
  [
    "Java's text block",
    "A.java",
    `String p = """\n    version: STSv1\n    mode: testing\n    """;`,
    "version: STSv1\nmode: testing\n",
    "2:5 3:5 4:5",
  ],
  [
    "Java's text block with an end further left, which keeps blanks before fields",
    "A.java",
    `String p = """\n    version: STSv1\n    mode: testing\n  """;`,
    "version: STSv1\n  mode: testing\n",
    "2:5 3:3 4:3",
  ],
  [
    "calls that append no line end",
    "a.cs",
    `sb.Append("version: STSv1\\n");\nsb.Append("mode: testing\\n");`,
    "version: STSv1\nmode: testing\n",
    "1:12 2:12 2:27",
  ],
  [
    "Python's list that is appended to",
    "a.py",
    `l.append("version: STSv1")\nl.append("mode: testing")`,
    "version: STSv1\nmode: testing",
    "1:11 2:11",
  ],
  [
    "a text whose line ends are replaced",
    "a.js",
    `const p = "version: STSv1\\nmode: testing".replace(/\\n/g, "\\r\\n");`,
    "version: STSv1\nmode: testing",
    "1:12 1:28",
  ],
  [
    "a text that is given beside others",
    "a.js",
    `send("version: STSv1\\n" + "mode: testing", status);`,
    "version: STSv1\nmode: testing",
    "1:7 1:28",
  ],
  [
    "a text in double quotes of a shell without variables",
    "a.sh",
    `echo "version: STSv1\nmode: testing"`,
    "version: STSv1\nmode: testing",
    "1:7 2:1",
  ],
  [
    "a text that is given before another",
    "a.js",
    `send("version: STSv1\\nmode: testing\\n", "https://contoso.com");`,
    "version: STSv1\nmode: testing\n",
    "1:7 1:23 1:38",
  ],
  [
    "one text of twenty that are alike",
    "a.js",
    `f("${LINES.join("\\n")}"); `.repeat(20),
    TEXT,
    "1:4 1:20 1:35 1:54",
  ],
];

describe("embeddedPolicy", () => {
  for (const [name, path, source, text, places] of CASES) {
    it(`reads ${name}`, () => {
      const policy = embeddedPolicy(path, source);
      assert.equal(policy?.text, text);
      assert.equal(policy.places.map(({ line, column }) => `${line}:${column}`).join(" "), places);
    });
  }

  for (const [name, path, source] of [
    ["a policy file", "mta-sts.txt", TEXT],
    ["a mention", "a.js", 'assert(body.includes("version: STSv1"));'],
    ["a comment", "a.js", `// version: STSv1\n// mode: testing\n`],
    ["a template literal with a value", "a.js", "`version: STSv1\nmode: $" + "{mode}\n`"],
    ["PowerShell with a variable", "run.ps1", `@"\nversion: STSv1\nmode: $mode\n"@`],
    ["C# with a value", "a.cs", '$"version: STSv1\\nmode: {mode}"'],
    ["Bicep with a parameter", "a.bicep", "'version: STSv1\\nmode: $" + "{mode}'"],
    [
      "two that differ",
      "a.js",
      '["version: STSv1\\nmode: none", "version: STSv1\\nmode: testing"]',
    ],
    ["a sum with a value", "a.js", '"version: STSv1\\nmode: testing\\n" + mx'],
    ["a text with a placeholder", "a.js", '"version: STSv1\\nmode: X".replace("X", mode)'],
    ["a format", "a.py", '"version: STSv1\\nmode: %s" % mode'],
    ["C#'s format", "a.cs", 'string.Format("version: STSv1\\nmode: {0}", mode)'],
    ["a list with a value between", "a.js", '["version: STSv1", "mode: none", mx, "max_age: 1"]'],
    ["a list with a value behind", "a.js", '["version: STSv1", "mode: none", ...mx]'],
    [
      "calls with a value",
      "a.cs",
      'b.AppendLine("version: STSv1").AppendLine("mode: none").AppendLine(mx)',
    ],
    [
      "calls with a loop between",
      "a.cs",
      'b.AppendLine("version: STSv1");b.AppendLine("mode: none");foreach (var m in mx) b.AppendLine($"mx: {m}");',
    ],
    ["a formatted text of Python", "a.py", 'f"version: STSv1\\nmode: {mode}"'],
    ["a long formatted text of Python", "a.py", "f'''version: STSv1\nmode: {mode}'''"],
    ["a shell's text with a variable", "a.sh", 'echo "version: STSv1\nmode: $MODE"'],
    ["escapes of other characters", "a.js", '"version: STSv1\\nmode:\\ttesting"'],
    ["a line that goes on in the next", "a.js", '"version: STSv1\\n\\\nmode: testing"'],
    ["one without an end", "a.js", "`version: STSv1\nmode: testing\n"],
    ["one that goes on without an end", "a.js", '"version: STSv1\\n" + "mode: testing\\n'],
    ["one that is longer than any", "a.js", `"${TEXT}${"\nx: y".repeat(20_000)}"`],
    ["a sum that is longer than any", "a.js", `"${TEXT}\\n"${' + "x: y\\n"'.repeat(10_000)}`],
    ["more texts than anybody looks through", "a.js", `f("${LINES.join("\\n")}"); `.repeat(21)],
  ] as const) {
    it(`reads nothing of ${name}`, () => assert.equal(embeddedPolicy(path, source), undefined));
  }

  for (const [path, part] of [
    ["a.py", '\\"version: STSv1 '],
    ["a.ps1", "@'version: STSv1 "],
    ["a.ts", '"version: STSv1\\n" + "mode: enforce\\n" + '],
    ["a.cs", 'sb.AppendLine("version: STSv1");\n'],
    ["a.py", "\n"],
    ["a.py", " \n"],
  ] as const) {
    it(`takes no longer for each of many parts of ${path}: ${JSON.stringify(part)}`, () => {
      const source = `"version: STSv1"${part.repeat(20_000)}`;
      const started = process.cpuUsage();
      embeddedPolicy(path, source);
      const { user, system } = process.cpuUsage(started);
      assert.ok(user + system < 1_500_000, `${user + system} microseconds`);
    });
  }
});
