// Reports held against the schemas of those who read them: the XSD of test results by libxml2, SARIF by Microsoft's tool.
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import multitool from "@microsoft/sarif-multitool";
import Ajv from "ajv/dist/2020";
import { validateXML } from "xmllint-wasm";

const XSD = readFileSync(join(__dirname, "..", "schemas", "junit.xsd"), "utf8");

/** What is wrong with test results, by their name; empty: nothing. */
export async function testResultFaults(
  reports: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const { valid, errors } = await validateXML({
    xml: Object.entries(reports).map(([fileName, contents]) => ({ fileName, contents })),
    schema: XSD,
    initialMemoryPages: 4096,
    maxMemoryPages: 16_384,
  });
  if (valid !== errors.length < 1) throw new Error("xmllint contradicts itself");
  return errors.map(({ rawMessage }) => rawMessage);
}

const SARIF_SCHEMA = join(dirname(multitool), "sarif-2.1.0.json");
const isSarif = new Ajv({ allErrors: true, strict: false, validateFormats: false }).compile(
  JSON.parse(readFileSync(SARIF_SCHEMA, "utf8")),
);

/** What the JSON Schema of SARIF 2.1.0 has against a file; empty: nothing. The tool finds more, but takes its time. */
export function sarifSchemaFaults(report: string): readonly string[] {
  isSarif(JSON.parse(report));
  return (isSarif.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/**
 * What is wrong with SARIF files, errors and warnings; empty: nothing. Their runs are put into one file, in order, since
 * the tool takes its time for each.
 */
export async function sarifFaults(reports: readonly string[]): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), "sarif-"));
  try {
    const logs = reports.map((text) => JSON.parse(text));
    const path = join(folder, "all.sarif");
    writeFileSync(path, JSON.stringify({ ...logs[0], runs: logs.flatMap(({ runs }) => runs) }));
    const output = await runMultitool(["validate", path]);
    const isDone =
      /^Done\. 1 files scanned\.$/m.test(output) && output.includes("completed successfully");
    return [
      ...output.split(/\r?\n/).filter((line) => /: (error|warning|note)\b/.test(line)),
      ...(isDone ? [] : [`the tool did not finish: ${output}`]),
    ].map((line) => line.replaceAll(folder, ""));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runMultitool(args: readonly string[]): Promise<string> {
  const env = { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: "1" };
  return new Promise((resolve, reject) => {
    // Its exit code is 1 where it finds anything.
    execFile(multitool, args, { env, maxBuffer: 2 ** 27 }, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== "number") reject(error);
      else resolve(stdout + stderr);
    });
  });
}
