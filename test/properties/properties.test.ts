// Every property on a few inputs, the same in every run; FUZZ_SEED gives others. `npm run fuzz` tries many more.
import assert from "node:assert/strict";
import { PROPERTY_GROUPS } from "./groups";
import { failureOf } from "./property";

const SEED = Number(process.env.FUZZ_SEED ?? 8461);

for (const { subject, properties } of PROPERTY_GROUPS) {
  const quick = properties.filter(({ runs }) => runs > 0);
  if (quick.length === 0) continue;
  describe(`${subject}, whatever it is`, () => {
    for (const { title, runs, check } of quick) {
      it(title, () => {
        const failure = failureOf(check({ seed: SEED, numRuns: runs }));
        assert.equal(failure, undefined, failure);
      });
    }
  });
}
