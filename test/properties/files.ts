// Files of the repository: whatever they hold, reading them ends well and names places that are there.
import assert from "node:assert/strict";
import fc from "fast-check";
import { contentTypesIn } from "../../tasks/MtaStsGateV1/functions/content-types";
import { dotnetFunctions } from "../../tasks/MtaStsGateV1/functions/dotnet-functions";
import { jsonFunctions } from "../../tasks/MtaStsGateV1/functions/function-json";
import { readHostJson } from "../../tasks/MtaStsGateV1/functions/host-json";
import { nodeFunctions } from "../../tasks/MtaStsGateV1/functions/node-functions";
import { recordIn } from "../../tasks/MtaStsGateV1/interpret/record-file";
import { embeddedPolicy } from "../../tasks/MtaStsGateV1/mta-sts/embedded-policy";
import { holds } from "../../tasks/MtaStsGateV1/pipelines/condition";
import { readPipeline } from "../../tasks/MtaStsGateV1/pipelines/read-pipeline";
import { viewsOf } from "../../tasks/MtaStsGateV1/pipelines/view";
import { parseYaml } from "../../tasks/MtaStsGateV1/pipelines/yaml-tree";
import { answerTo } from "../../tasks/MtaStsGateV1/swa/answer";
import { readConfig } from "../../tasks/MtaStsGateV1/swa/config";
import { matchesRoute } from "../../tasks/MtaStsGateV1/swa/route-pattern";
import { codeText, jsonText, pipelineText, recordFile } from "./committed-files";
import { idText, mixedText } from "./octets";
import { property } from "./property";

interface Place {
  readonly line: number;
  readonly column: number;
}

/** A column may be one behind the last character. */
function assertPlaceIn(text: string, { line, column }: Place, lineEnd: RegExp): void {
  const shown = text.split(lineEnd)[line - 1];
  assert.ok(shown !== undefined, `line ${line}`);
  assert.ok(column >= 1 && column <= shown.length + 1, `column ${column} of ${shown.length}`);
}

const ANY_END = /\r\n|\r|\n/;

// A condition with its value by the rules of "Specify conditions": undefined is not known.
interface Condition {
  readonly text: string;
  readonly value: boolean | undefined;
}

const not = (a: boolean | undefined) => (a === undefined ? undefined : !a);
const and = (all: readonly (boolean | undefined)[]) =>
  all.some((a) => a === false) ? false : all.some((a) => a === undefined) ? undefined : true;

const { condition } = fc.letrec<{ condition: Condition; known: Condition }>((tie) => ({
  known: fc.constantFrom<Condition[]>(
    { text: "succeeded()", value: true },
    { text: "failed()", value: false },
    { text: "eq(variables['Build.Reason'], 'pullrequest')", value: true },
    { text: "ne(variables.Build.Reason, 'PullRequest')", value: false },
    { text: "eq(variables['unknown'], 'x')", value: undefined },
    { text: "true", value: true },
    { text: "startsWith('refs/heads/main', 'refs/tags')", value: false },
  ),
  condition: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    tie("known"),
    tie("condition").map(({ text, value }) => ({ text: `not(${text})`, value: not(value) })),
    fc.array(tie("condition"), { minLength: 2, maxLength: 3 }).map((all) => ({
      text: `and(${all.map(({ text }) => text).join(", ")})`,
      value: and(all.map(({ value }) => value)),
    })),
    fc.array(tie("condition"), { minLength: 2, maxLength: 3 }).map((all) => ({
      text: `or(${all.map(({ text }) => text).join(",")})`,
      value: not(and(all.map(({ value }) => not(value)))),
    })),
  ),
}));

const world = {
  hasFailed: false,
  variable: (name: string) => (/^build\.reason$/i.test(name) ? "PullRequest" : undefined),
};

const paths = fc.constantFrom("/", "/.well-known/mta-sts.txt", "/index.html", "/a/b.md", "/.a");
const segment = fc.constantFrom("", "a", ".well-known", "b", "index.html");
const route = fc.tuple(
  fc.array(segment, { minLength: 1, maxLength: 3 }).map((parts) => `/${parts.join("/")}`),
  fc.constantFrom("", "*", "/*", "*.txt", "/*.{txt,md}", "**", "*/x"),
);

/** The rules of the documentation for one wildcard at the end, in regular expressions. */
function matchesByExpression(pattern: string, path: string): boolean {
  if (!/^[^*]*(?:\*(?:\.\w+|\.\{[\w,]+\})?)?$/.test(pattern)) return false;
  const quoted = pattern.replace(/[.[\]()+?^$|\\]/g, "\\$&");
  const whole = quoted
    .replace(/\\\.\{([\w,]+)\}$/, (_, list: string) => `\\.(?:${list.replaceAll(",", "|")})`)
    .replace("*", ".*")
    .replace(/\/index\\\.html$/, "(?:/index\\.html|/?)");
  return new RegExp(`^${whole}$`, "s").test(path);
}

/** The properties of readers of files. */
export const fileProperties = [
  property(
    "with the TXT record: an id that is found is one, at a place in the file",
    recordFile,
    ([path, text]) => {
      const reading = recordIn(Buffer.from(text), path, "contoso.com");
      if (reading.status === "unusable") return;
      if (reading.status === "found") assert.match(reading.id, /^[A-Za-z0-9]{1,32}$/);
      assertPlaceIn(text.replace(/^\ufeff/, ""), reading.place, ANY_END);
    },
    300,
  ),
  property(
    "with the TXT record: what stands in a file of its own is found",
    fc.tuple(idText, fc.constantFrom("a.zone", "a.tf", "a.js", "a.yml", "a.txt")),
    ([id, path]) => {
      const record = `"v=STSv1; id=${id};"\n`;
      const text = path === "a.zone" ? `_mta-sts.contoso.com. IN TXT ${record}` : `a = ${record}`;
      const reading = recordIn(Buffer.from(text), path, "contoso.com");
      assert.equal(reading.status === "found" && reading.id, id, text);
    },
  ),
  property(
    "of pipelines: YAML of any kind is read, and its parts have places in it",
    pipelineText,
    (text) => {
      const { root, fault } = parseYaml(text);
      const bare = text.replace(/^\ufeff/, "");
      if (fault !== undefined) assertPlaceIn(bare, fault, /\n/);
      if (root === undefined) return;
      assertPlaceIn(bare, root, /\n/);
      readPipeline(root);
      const texts = { files: [{ path: "azure-pipelines.yml", text }], folders: [], policies: [] };
      viewsOf(
        { ...texts, builds: [] },
        { policyPath: "home/.well-known/mta-sts.txt", isFunctions: false },
        parseYaml,
      );
    },
    80,
  ),
  property("of pipelines: conditions hold by the rules of logic", condition, ({ text, value }) =>
    assert.equal(holds(text, world), value, text),
  ),
  property(
    "of pipelines: conditions of any kind are read",
    mixedText(
      condition.map(({ text }) => text),
      ["and(", "or(", "not(", "'", "''", "[", "]", ")", ",", "variables", "$(x)", "eq("],
    ),
    (text) => {
      assert.ok([true, false, undefined].includes(holds(text, world)));
    },
  ),
  property(
    "of Static Web Apps: any configuration gives an answer to any path",
    fc.tuple(fc.oneof(jsonText, fc.json()), paths, fc.boolean()),
    ([text, path, hasFile]) => {
      const { config, fault, unknownKeys, badValues } = readConfig(Buffer.from(text));
      const { status } = answerTo(path, config, () => hasFile);
      assert.ok(status >= 100 && status <= 599, `status ${status}`);
      const bare = text.replace(/^\ufeff/, "");
      const places = [...unknownKeys, ...badValues, ...(fault === undefined ? [] : [fault])];
      for (const place of places) assertPlaceIn(bare, place, ANY_END);
    },
    300,
  ),
  property(
    "of Static Web Apps: routes match as documented",
    fc.tuple(route, paths),
    ([parts, path]) => {
      const pattern = parts.join("");
      assert.equal(matchesRoute(pattern, path), matchesByExpression(pattern, path), pattern);
    },
  ),
  property(
    "of Functions: code and settings of any kind are read",
    fc.tuple(fc.oneof(codeText, jsonText), fc.constantFrom("a.ts", "a.cs", "a.py", "a.json")),
    ([text, path]) => {
      const octets = Buffer.from(text);
      readHostJson(path, octets);
      for (const place of jsonFunctions(path, octets)) assertPlaceIn(text, place, ANY_END);
      const inCode = [
        ...nodeFunctions(path, text),
        ...dotnetFunctions(path, text),
        ...contentTypesIn(path, text),
      ];
      for (const place of inCode) assertPlaceIn(text, place, /\n/);
    },
    200,
  ),
  property(
    "with a policy in code: every line of it has a place",
    fc.tuple(
      codeText,
      fc.constantFrom("a.ts", "a.cs", "a.py", "a.bicep", "a.tf", "a.ps1", "a.json", "a.sh"),
    ),
    ([text, path]) => {
      const policy = embeddedPolicy(path, text);
      if (policy === undefined) return;
      assert.ok(policy.places.length > 0);
      for (const place of policy.places) assertPlaceIn(text, place, /\n/);
    },
    200,
  ),
];
