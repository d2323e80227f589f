// npm run new-check: the file of a check, and its line where its family is listed.
import assert from "node:assert/strict";
import { newCheck, newEntry } from "../scripts/new-check";
import { sourcesUnder, TASK, textOf } from "./support/sources";

const LIST = `import type { Check } from "./check";
import { policyB } from "./policy-b";
import { policyD } from "./policy-d";
import { siteA } from "./site-a";

export const policyChecks: readonly Check[] = [
  policyD,
  policyB,
  siteA,
];
`;
const LISTS = new Map([
  ["committed-checks.ts", 'import { policyZ } from "./policy-z";\n'],
  ["policy-checks.ts", LIST],
]);

describe("npm run new-check", () => {
  it("lists the check where most of its subject are, after the last of them", () => {
    const entry = newEntry("policy-c-d", LISTS);
    assert.equal(entry?.list, "policy-checks.ts");
    assert.equal(
      entry.text,
      LIST.replace(
        'policy-b";\n',
        'policy-b";\nimport { policyCD } from "./policy-c-d";\n',
      ).replace("  policyB,\n", "  policyB,\n  policyCD,\n"),
    );
  });

  it("imports it in order, the first one too", () => {
    const text = newEntry("policy-a", LISTS)?.text ?? "";
    assert.match(
      text,
      /"\.\/check";\nimport \{ policyA \} from "\.\/policy-a";\nimport \{ policyB/,
    );
  });

  it("knows no list for a subject that is new", () => {
    assert.equal(newEntry("mail-a", LISTS), undefined);
  });

  it("finds the list of every check that there is", () => {
    const paths = sourcesUnder(`${TASK}/checks`).filter((path) => path.endsWith("-checks.ts"));
    const lists = new Map(paths.map((path) => [path, textOf(path)]));
    const subjects = ["policy", "interop", "provider", "removal", "site", "functions", "pipeline"];
    const found = subjects.map((subject) => newEntry(`${subject}-new`, lists)?.list);
    const named = ["policy", "interop", "provider", "committed", "site", "functions", "pipeline"];
    assert.deepEqual(
      found,
      named.map((name) => `${TASK}/checks/${name}-checks.ts`),
    );
    for (const subject of ["mx", "smtp", "record", "id", "git", "host", "tlsrpt", "agent"]) {
      assert.match(newEntry(`${subject}-new`, lists)?.list ?? "", /\/live-checks\.ts$/, subject);
    }
  });

  it("gives the file the name and the id of the check", () => {
    const text = newCheck("policy-c-d");
    assert.match(text, /^export const policyCD = defineCheck\(\{\n {2}id: "policy-c-d",$/m);
  });
});
