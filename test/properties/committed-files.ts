// Files that people commit, as samples and fixtures have them: what random files are made from.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { committedFiles, ROOT, textOf } from "../support/sources";
import { changed, mixedText, type Piece } from "./octets";

const LONGEST = 4000;

const files = committedFiles().filter((path) => /^(?:samples|test\/fixtures)\//.test(path));

function textsLike(name: RegExp): readonly string[] {
  const texts = files.filter((path) => name.test(path)).map((path) => textOf(path));
  return [...new Set(texts)].filter((text) => text !== "" && text.length <= LONGEST);
}

/** The octets of every policy file. */
export const committedPolicies: readonly Uint8Array[] = files
  .filter((path) => path.endsWith("/mta-sts.txt"))
  .map((path) => readFileSync(join(ROOT, path)))
  .filter((octets) => octets.length <= LONGEST);

/** Texts of files of a name, with changes, and their lines in disorder. */
function filesLike(name: RegExp, pieces: readonly Piece[]): fc.Arbitrary<string> {
  const texts = textsLike(name);
  const lines = [...new Set(texts.flatMap((text) => text.split(/(?<=\n)/)))];
  const real = fc.constantFrom(...texts);
  const disorder = fc
    .array(fc.constantFrom(...lines), { maxLength: 20 })
    .map((some) => some.join(""));
  return fc.oneof(
    changed(
      real.map((text) => Buffer.from(text)),
      pieces,
    ).map((octets) => octets.toString("utf8")),
    mixedText(disorder, pieces),
  );
}

/** Azure Pipelines. */
export const pipelineText = filesLike(/\.ya?ml$/, [
  "  ",
  "- ",
  "steps:\n",
  "- task: MtaStsGate@1\n",
  "- task: AzureStaticWebApp@0\n",
  "inputs:\n",
  "condition: and(succeeded(), ne(variables['Build.Reason'], 'PullRequest'))\n",
  "$" + "{{ if eq(1, 1) }}:\n",
  "&a ",
  "*a",
  "<<: *a\n",
  "!!x ",
  "? ",
  "|\n",
  ">-\n",
  "{",
  "}",
  "[",
  "]",
  "---\n",
  "...\n",
  "%YAML 1.2\n",
  "\ud800",
]);

/** `staticwebapp.config.json`, `host.json`, `function.json`. */
export const jsonText = filesLike(/\.json$/, [
  "{",
  "}",
  "[",
  "]",
  "null",
  "true",
  "1e999",
  '"routes":',
  '"/*"',
  '"/.well-known/*.{txt,md}"',
  '"rewrite":',
  '"headers":',
  '"__proto__":',
  '"constructor":',
  '"\\ud800"',
  "/*",
  "//",
  ",,",
]);

/** Code of Azure Functions. */
export const codeText = filesLike(/\.(?:ts|js|cs|py|ps1|bicep|tf)$/, [
  "version: STSv1\\nmode: none\\nmax_age: 1",
  "`version: STSv1\n",
  "'''",
  '"""',
  '@"',
  "/*",
  "*/",
  "//",
  "`",
  "${",
  "app.http(",
  "[Function(",
  "HttpTrigger(",
  "Content-Type: ",
  "(",
  ")",
  "+",
]);

/** Pieces of files that hold the TXT record, in whatever syntax. */
const recordLines = [
  "$ORIGIN contoso.com.\n",
  "$TTL 3600\n",
  '_mta-sts IN TXT "v=STSv1; id=1;"\n',
  '_mta-sts.contoso.com. 300 IN TXT ( "v=STSv1; "\n  "id=2" )\n',
  "_mta-sts TXT v=STSv1\\;id=3\\;\n",
  'resource "azurerm_dns_txt_record" "a" {\n',
  '  name = "_mta-sts"\n  zone_name = "contoso.com"\n',
  '  record { value = "v=STSv1; id=4;" }\n}\n',
  'value = "v=STSv1; id=$' + '{substr(sha256(file("x")), 0, 32)};"\n',
  "_mta-sts:\n  type: TXT\n  value: v=STSv1\\; id=5\\;\n",
  'D("contoso.com", REG, TXT("_mta-sts", "v=STSv1; id=6"));\n',
  "value: 'v=STSv1; id=7'\n",
  '{"_mta-sts": {"TXT": ["v=STSv1; id=8;"]}}\n',
  "v=STSv1; id=9\n",
  "# comment\n",
  "/* comment */\n",
  "<# comment #>\n",
];

/** A path and a text for `recordFile`. */
export const recordFile = fc.tuple(
  fc.constantFrom("a.zone", "db.a", "a.tf", "a.json", "a.bicep", "a.js", "a.yml", "a.txt", "a"),
  mixedText(
    fc.array(fc.constantFrom(...recordLines), { maxLength: 5 }).map((lines) => lines.join("")),
    [...recordLines, "$" + "{", "{{", "%{", "<%", "(", ")", "\\", "id=", "_mta-sts", "{", "}"],
  ),
);
