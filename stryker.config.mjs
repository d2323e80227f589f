// Mutation testing of the pure parts (docs/testing.md): does a test fail when a condition, a limit or a text is changed?
import { createRequire } from "node:module";

const PARTS = createRequire(import.meta.url)("./test/mutation/parts.json");
const part = process.env.MUTATED_PART;

/** @type {import("@stryker-mutator/api/core").PartialStrykerOptions} */
export default {
  mutate: PARTS[part].mutate,
  testRunner: "mocha",
  mochaOptions: { config: ".mocharc.mutate.cjs" },
  plugins: ["@stryker-mutator/mocha-runner", "./test/mutation/stated-values.mjs"],
  ignorers: ["stated"],
  coverageAnalysis: "perTest",
  // What runs once while a module is loaded would need all tests anew for each mutant: tables, constants.
  ignoreStatic: true,
  concurrency: 2,
  timeoutMS: 15_000,
  // No such file: TypeScript 7 lacks the interface through which Stryker rewrites tsconfig.json, and tsx needs no other.
  tsconfigFile: "none",
  // The fixtures hold code of others, which must stay as it is.
  disableTypeChecks: false,
  ignorePatterns: ["dist", "coverage", "images", "bench", "samples"],
  tempDirName: ".cache/stryker",
  incremental: true,
  incrementalFile: `.cache/mutants-${part}.json`,
  reporters: ["clear-text", "progress-append-only"],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  thresholds: { high: 90, low: 85, break: 85 },
};
