// Time: an input of 64 KiB that repeats itself costs no reader more than a moment, whatever it repeats. Only a fuzz run
// looks for those that do: it takes many inputs to find one.
import assert from "node:assert/strict";
import fc from "fast-check";
import { conclude } from "../../tasks/MtaStsGateV1/conclude";
import { readMessage } from "../../tasks/MtaStsGateV1/evidence/dns-message";
import { redact } from "../../tasks/MtaStsGateV1/evidence/redaction";
import { readReply } from "../../tasks/MtaStsGateV1/evidence/smtp-reply";
import { contentTypesIn } from "../../tasks/MtaStsGateV1/functions/content-types";
import { dotnetFunctions } from "../../tasks/MtaStsGateV1/functions/dotnet-functions";
import { jsonFunctions } from "../../tasks/MtaStsGateV1/functions/function-json";
import { nodeFunctions } from "../../tasks/MtaStsGateV1/functions/node-functions";
import { readFunctions } from "../../tasks/MtaStsGateV1/interpret/functions";
import { recordIn } from "../../tasks/MtaStsGateV1/interpret/record-file";
import { knowledge } from "../../tasks/MtaStsGateV1/knowledge";
import { correctPolicy } from "../../tasks/MtaStsGateV1/mta-sts/corrected-policy";
import { embeddedPolicy } from "../../tasks/MtaStsGateV1/mta-sts/embedded-policy";
import { isTextPlain } from "../../tasks/MtaStsGateV1/mta-sts/media-type";
import { parseMxPattern } from "../../tasks/MtaStsGateV1/mta-sts/mx-pattern";
import { toALabels, toULabels } from "../../tasks/MtaStsGateV1/mta-sts/names";
import { parsePolicy } from "../../tasks/MtaStsGateV1/mta-sts/policy";
import { readRecords } from "../../tasks/MtaStsGateV1/mta-sts/record";
import { timestampOf } from "../../tasks/MtaStsGateV1/mta-sts/timestamp-id";
import { readTlsRpt } from "../../tasks/MtaStsGateV1/mta-sts/tls-rpt";
import { holds, holdsExpression } from "../../tasks/MtaStsGateV1/pipelines/condition";
import { parseYaml } from "../../tasks/MtaStsGateV1/pipelines/yaml-tree";
import { quote, visible } from "../../tasks/MtaStsGateV1/quote";
import { block, code, prose } from "../../tasks/MtaStsGateV1/report/markdown-text";
import { escaped } from "../../tasks/MtaStsGateV1/report/xml";
import { readConfig } from "../../tasks/MtaStsGateV1/swa/config";
import { evidenceOf } from "../support/case";
import { healthyOptions } from "../support/healthy";
import { ODD_PIECES, type Piece } from "./octets";
import { POLICY_PIECES } from "./policy-texts";
import { property } from "./property";

const OCTETS = 65_536;
const MOMENT_MS = 100;

interface Reader {
  readonly name: string;
  readonly read: (text: string) => unknown;
  readonly pieces: readonly Piece[];
  /** Milliseconds for 64 KiB, where a moment is too short for good inputs. */
  readonly limit?: number;
}

const RECORD_PIECES = ["v=STSv1;", "v=STSv1", "id=", "id=1;", "rua=", "mailto:a@b", ",", "v=", "="];
const CODE_PIECES = [
  "version: STSv1\\n",
  "/*",
  "*/",
  "//",
  "`",
  "$" + "{",
  "}",
  "(",
  ")",
  '"',
  '\\"',
  '"""',
  '@"',
  "'",
  ", ",
  'app.http("x", {',
  "app.http(",
  '[Function("x")]',
  "[HttpTrigger(",
  'content-type: "a/b"',
  "content-type:",
];
const FILE_PIECES = [
  "_mta-sts",
  "v=STSv1;",
  ' "v=STSv1; id=1"',
  "TXT",
  " IN ",
  "(",
  ")",
  "{{",
  "}}",
];
const YAML_PIECES = [
  "a: ",
  "- ",
  "  ",
  "? ",
  "&a ",
  "*a",
  "|\n",
  ">",
  "{",
  "[",
  "'",
  "- task: x\n",
];
const SECRET_PIECES = ["token", "-token", "--token ", "token: ", "name: ", "\t", "A/", ".", "="];
const JSON_PIECES = ['{"a":', "[", "]", "{", "}", '"/*"', '"', "1", "/*", "//", ",", '\\"', "e9"];

const world = { hasFailed: false, variable: () => undefined };

function concluded(policy: string): unknown {
  const options = healthyOptions("preDeploy");
  const evidence = evidenceOf(policy, { stage: "preDeploy" });
  const time = evidence.gatheredAt;
  const run = {
    schema: 1 as const,
    options,
    startedAt: time,
    finishedAt: time,
    domains: [evidence],
  };
  return conclude(run, knowledge);
}

function functionsRead(text: string): unknown {
  const fileOf = (path: string, content: string) => {
    const bytes = Buffer.from(content);
    return { path, octets: bytes.length, bytesBase64: bytes.toString("base64") };
  };
  const app = { root: ".", hostJson: fileOf("host.json", "{}"), files: [fileOf("a.ts", text)] };
  return readFunctions({ status: "found", value: { apps: [app], prefixSettings: [] } });
}

const recordFiles = ["a.zone", "a.tf", "a.json", "a.js", "a.yml", "a.txt"].map((path) => ({
  name: `recordFile ${path}`,
  read: (text: string) => recordIn(Buffer.from(text), path, "contoso.com"),
  pieces: FILE_PIECES,
  // Each opening bracket is followed for up to 1000 characters.
  limit: 300,
}));

const embedded = ["a.ts", "a.cs", "a.py", "a.bicep", "a.tf", "a.ps1"].map((path) => ({
  name: `policy in ${path}`,
  read: (text: string) => embeddedPolicy(path, text),
  pieces: CODE_PIECES,
  limit: 300,
}));

const READERS: readonly Reader[] = [
  { name: "policy", read: (text) => parsePolicy(Buffer.from(text)), pieces: POLICY_PIECES },
  {
    name: "corrected policy",
    read: (text) => correctPolicy(parsePolicy(Buffer.from(text)), Buffer.from(text)),
    pieces: POLICY_PIECES,
    limit: 300,
  },
  { name: "report of a policy", read: concluded, pieces: POLICY_PIECES, limit: 1500 },
  { name: "TXT record", read: (text) => readRecords([[text]]), pieces: RECORD_PIECES },
  { name: "TXT records", read: (text) => readRecords([[text], ["x"]]), pieces: RECORD_PIECES },
  { name: "TLSRPT record", read: (text) => readTlsRpt([[text]]), pieces: RECORD_PIECES },
  { name: "mx pattern", read: parseMxPattern, pieces: ["a.", "*.", "@", "://", "/", "[", " #"] },
  { name: "A-labels", read: toALabels, pieces: ["\u00fc", "a.", "xn--"] },
  { name: "U-labels", read: toULabels, pieces: ["\u00fc", "a.", "xn--"] },
  { name: "id", read: timestampOf, pieces: ["20260101", "T", "Z", "0"] },
  { name: "media type", read: isTextPlain, pieces: ["text/plain", ";", '"', "a=b", ",", "\\"] },
  { name: "quote", read: quote, pieces: ["##vso["] },
  { name: "visible", read: (text) => visible(text, OCTETS), pieces: ["##vso["] },
  { name: "prose", read: prose, pieces: ["`", "|", "*"] },
  { name: "code", read: (text) => code(text, OCTETS), pieces: ["`", "|"] },
  { name: "block", read: (text) => block([text]), pieces: ["`"] },
  { name: "XML", read: escaped, pieces: ["&", "<"] },
  { name: "DNS message", read: (text) => readMessage(Buffer.from(text, "latin1")), pieces: ["\0"] },
  { name: "SMTP reply", read: (text) => readReply(Buffer.from(text)), pieces: ["250-", "250 "] },
  {
    name: "condition",
    read: (text) => holds(text, world),
    pieces: ["and(", "not(", ")", ",", "''"],
  },
  {
    name: "template expression",
    read: (text) => holdsExpression(`\${{ if${text}}}`, world),
    pieces: ["and(", " ", ")", "}}", "''"],
  },
  { name: "secrets", read: redact, pieces: SECRET_PIECES, limit: 300 },
  { name: "YAML", read: parseYaml, pieces: YAML_PIECES, limit: 1500 },
  { name: "JSON", read: (text) => readConfig(Buffer.from(text)), pieces: JSON_PIECES, limit: 300 },
  {
    name: "function.json",
    read: (t) => jsonFunctions("a", Buffer.from(t)),
    pieces: JSON_PIECES,
    limit: 300,
  },
  {
    name: "Node functions",
    read: (text) => nodeFunctions("a.ts", text),
    pieces: CODE_PIECES,
    limit: 300,
  },
  {
    name: ".NET functions",
    read: (text) => dotnetFunctions("a.cs", text),
    pieces: CODE_PIECES,
    limit: 300,
  },
  {
    name: "content types",
    read: (text) => contentTypesIn("a.ts", text),
    pieces: CODE_PIECES,
    limit: 300,
  },
  { name: "Functions app", read: functionsRead, pieces: CODE_PIECES, limit: 300 },
  ...recordFiles,
  ...embedded,
];

const repeated = fc
  .constantFrom(...READERS)
  .chain((reader) => {
    const piece = fc.constantFrom(...[...reader.pieces, ...reader.pieces, ...ODD_PIECES]);
    const some = (most: number) => fc.array(piece, { maxLength: most });
    return fc.record({
      reader: fc.constant(reader),
      before: some(3),
      again: some(3),
      after: some(2),
    });
  })
  .filter(({ again }) => again.length > 0);

const textOf = (pieces: readonly Piece[]) =>
  Buffer.concat(pieces.map((piece) => Buffer.from(piece as string))).toString("utf8");

/** Milliseconds of the processor that the fastest of several readings took: a busy machine counts for nothing. */
function fastest(read: () => unknown, limit: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5 && best > limit; round += 1) {
    const started = process.cpuUsage();
    read();
    const { user, system } = process.cpuUsage(started);
    best = Math.min(best, (user + system) / 1000);
    if (best > 20 * limit) break;
  }
  return best;
}

/** The property of time. */
export const speedProperties = [
  property(
    "is short for 64 KiB that repeat themselves",
    // A smaller input would be no slower, and each try takes its time.
    fc.noShrink(repeated),
    ({ reader, before, again, after }) => {
      const part = textOf(again);
      const count = Math.ceil(OCTETS / Math.max(1, Buffer.byteLength(part)));
      const text = textOf(before) + part.repeat(count) + textOf(after);
      const { name, limit = MOMENT_MS } = reader;
      const took = fastest(() => reader.read(text), limit);
      assert.ok(took <= limit, `${name}: ${Math.round(took)} ms, at most ${limit}`);
    },
    0,
  ),
];
