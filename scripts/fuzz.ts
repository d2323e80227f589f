// Tries the properties of test/properties for a while, each with fresh inputs, and says what it found:
//   npm run fuzz -- --minutes 10 [--seed 1] [--runs 1000] [--only "a policy text"]
// A finding names seed and smallest input; the same --seed with --runs meets it again.
import { parseArgs } from "node:util";
import { PROPERTY_GROUPS } from "../test/properties/groups";
import { failureOf, type Property } from "../test/properties/property";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "1" },
    seed: { type: "string" },
    runs: { type: "string" },
    only: { type: "string", default: "" },
  },
});

/** Longest time that one property has before the next one's turn. */
const TURN_MS = 4000;
/** More than any turn can try. */
const MANY_RUNS = 10_000_000;

interface Tried {
  readonly name: string;
  readonly property: Property;
  inputs: number;
  turns: number;
  failure?: string;
}

const minutes = Number(values.minutes);
const firstSeed = Number(values.seed ?? Date.now() % 2 ** 31);
const numRuns = values.runs === undefined ? MANY_RUNS : Number(values.runs);
if (![minutes, firstSeed, numRuns].every((value) => Number.isFinite(value) && value >= 0)) {
  throw new Error("--minutes, --seed and --runs are numbers");
}

const tried: readonly Tried[] = PROPERTY_GROUPS.flatMap(({ subject, properties }) =>
  properties.map((property) => ({
    name: `${subject}: ${property.title}`,
    property,
    inputs: 0,
    turns: 0,
  })),
).filter(({ name }) => name.includes(values.only));
if (tried.length === 0) throw new Error(`no property has "${values.only}" in its name`);

const end = Date.now() + minutes * 60_000;
const rounds = values.runs === undefined ? Number.POSITIVE_INFINITY : 1;
for (let round = 0; round < rounds && (Date.now() < end || round === 0); round += 1) {
  for (const one of tried.filter(({ failure }) => failure === undefined)) {
    const left = round === 0 ? TURN_MS : Math.min(TURN_MS, end - Date.now());
    if (left > 0) turn(one, firstSeed + round, left);
  }
  if (tried.every(({ failure }) => failure !== undefined)) break;
}

for (const { name, inputs, failure } of tried) {
  console.log(`${failure === undefined ? "held" : "FAILED"}  ${inputs} inputs  ${name}`);
}
const total = tried.reduce((sum, { inputs }) => sum + inputs, 0);
const failed = tried.filter(({ failure }) => failure !== undefined).length;
console.log(
  `${total} inputs, ${failed} of ${tried.length} properties failed, first seed ${firstSeed}`,
);
process.exitCode = failed === 0 ? 0 : 1;

function turn(one: Tried, seed: number, milliseconds: number): void {
  const isTimed = values.runs === undefined;
  const details = one.property.check({
    seed,
    numRuns,
    ...(isTimed ? { interruptAfterTimeLimit: milliseconds } : {}),
  });
  one.inputs += details.numRuns;
  one.turns += 1;
  const failure = failureOf(details);
  if (failure === undefined) return;
  one.failure = failure;
  console.log(`\n${one.name}\nseed ${seed}, --runs ${details.numRuns}\n${failure}\n`);
}
