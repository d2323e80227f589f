// One busy run in every form, as the golden files have it (npm run fixtures), and the same for the same evidence.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { EvidenceFile } from "../../tasks/MtaStsGateV1/evidence/types";
import { busyRun } from "../support/busy-run";
import { type Forms, formsOf, GOLDEN, GOLDEN_FILES } from "../support/golden";

describe("a busy run", () => {
  const forms = formsOf(busyRun());
  for (const [form, file] of Object.entries(GOLDEN_FILES)) {
    it(`is the golden one: ${file}`, () => {
      assert.equal(forms[form as keyof Forms], readFileSync(join(GOLDEN, file), "utf8"));
    });
  }

  it("is the same for the same evidence, in every form", () => {
    const again = JSON.parse(JSON.stringify(busyRun())) as EvidenceFile;
    assert.deepEqual(formsOf(again), forms);
  });
});
