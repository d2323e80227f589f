// npm run new-check -- <id>: writes the file of a check, its line in the list of its family, and two fixtures to fill in.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { HEALTHY_POLICY } from "../test/support/healthy";
import { Fault, refuse } from "./fault";

/** Stands for what a person has to write; a test fails where it is left. */
export const PLACEHOLDER = "FILL IN";
/** The end of the fixtures' names, to be replaced. */
export const PLACEHOLDER_CASE = "-fill-in";

const CHECKS = "tasks/MtaStsGateV1/checks";

/** Where a check is listed: in the file whose checks have the same subject. */
export interface Entry {
  /** Name of the file in checks/. */
  readonly list: string;
  /** Its text with the check as the last of its subject. */
  readonly text: string;
}

/**
 * The line of a check in its list.
 * @param lists texts of the lists in checks/, by file name
 * @returns undefined where no list has a check with the first word of the id
 */
export function newEntry(id: string, lists: ReadonlyMap<string, string>): Entry | undefined {
  const [subject = ""] = id.split("-");
  const imports = new RegExp(`^import \\{ (\\w+) \\} from "\\./${subject}-.*";$`, "gm");
  const found = [...lists]
    .map(([list, text]) => ({ list, text, like: [...text.matchAll(imports)] }))
    .sort((one, other) => other.like.length - one.like.length)[0];
  if (found === undefined || found.like.length === 0) return undefined;
  const { list, text, like } = found;
  const names = like.map(([, name = ""]) => name);
  const own = `import { ${nameOf(id)} } from "./${id}";`;
  const before = like.map(([line]) => line).findLast((line) => pathOf(line) < pathOf(own));
  const first = like[0]?.[0] ?? "";
  const imported =
    before === undefined
      ? text.replace(first, `${own}\n${first}`)
      : text.replace(before, `${before}\n${own}`);
  const lastListed = [...imported.matchAll(/^ {2}(\w+),$/gm)]
    .map(([, name = ""]) => name)
    .findLast((name) => names.includes(name));
  return {
    list,
    text: imported.replace(`  ${lastListed},\n`, `  ${lastListed},\n  ${nameOf(id)},\n`),
  };
}

function pathOf(line: string): string {
  return line.slice(line.indexOf('"'));
}

/** `policy-bom` is exported as `policyBom`. */
function nameOf(id: string): string {
  return id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** The file of a check with nothing in it. */
export function newCheck(id: string): string {
  return `import { defineCheck } from "./check";

export const ${nameOf(id)} = defineCheck({
  id: "${id}",
  title: "${PLACEHOLDER}: what is wrong, a phrase",
  severity: "error", // ${PLACEHOLDER}: by the severity law of CONTRIBUTING.md
  area: "policyText", // ${PLACEHOLDER}: the row of checks/severity.ts
  citation: { rfc: 8461, section: "3.2" }, // ${PLACEHOLDER}: or { practice: "…" }
  why: "${PLACEHOLDER}: what happens to mail.",
  fix: "${PLACEHOLDER}: what to do.",
  needs: ["policyFile"], // ${PLACEHOLDER}: what must have been seen
  // ${PLACEHOLDER}: a finding for each thing wrong: message (what was seen, then what was expected), line, column
  judge: ({ policyFile: { text } }) => text.lines.slice(0, 0).map(() => ({ message: "" })),
});
`;
}

function main(): void {
  const root = resolve(__dirname, "..");
  const id = process.argv[2] ?? "";
  const folder = join(root, CHECKS);
  const isList = (name: string) => name.endsWith("-checks.ts");
  const texts = readdirSync(folder)
    .filter(isList)
    .map((name) => [name, readFileSync(join(folder, name), "utf8")] as const);
  const entry = newEntry(id, new Map(texts));
  refuse([
    ...(/^[a-z0-9]+(-[a-z0-9]+)+$/.test(id)
      ? []
      : [`"${id}" is no id: <subject>-<defect>, such as policy-bom`]),
    ...(existsSync(join(folder, `${id}.ts`)) ? [`${CHECKS}/${id}.ts is there already`] : []),
    ...(entry === undefined ? [`no list has checks about the first word of "${id}"`] : []),
  ]);
  const fixture = (kind: string) => `test/fixtures/${id}/${kind}${PLACEHOLDER_CASE}/mta-sts.txt`;
  const files: readonly (readonly [path: string, text: string])[] = [
    [`${CHECKS}/${id}.ts`, newCheck(id)],
    [`${CHECKS}/${entry?.list}`, entry?.text ?? ""],
    [fixture("bad"), HEALTHY_POLICY],
    [fixture("good"), HEALTHY_POLICY],
  ];
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    console.log(`wrote ${path}`);
  }
}

if (require.main === module) {
  try {
    main();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    for (const line of error.message.split("\n")) console.error(`new-check: ${line}`);
    process.exitCode = 1;
  }
}
