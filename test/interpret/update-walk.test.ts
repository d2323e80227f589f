// Random sequences of what people and pipelines do to a domain: every state is reached and none lies, the arrows of the
// picture are real, and whoever follows the next steps arrives.
import assert from "node:assert/strict";
import { TRANSITIONS } from "../../scripts/update-page";
import type { UpdateState } from "../../tasks/MtaStsGateV1/deployment";
import { isSameMeaning, parsePolicy } from "../../tasks/MtaStsGateV1/mta-sts/policy";
import { UPDATE_EXAMPLES } from "../support/update-examples";
import { ACTS, type Act, type Domain, look, NOTHING } from "../support/update-walk";

const WALKS = 90;
const STEPS = 24;
/** More than the longest way takes. */
const PATIENCE = 12;

type ActName = keyof typeof ACTS;
const NAMES = Object.keys(ACTS) as readonly ActName[];

const stateOf = (domain: Domain): UpdateState => look(domain).report.update.state;
const after = (names: readonly ActName[], domain = NOTHING): Domain =>
  names.reduce((now, name) => (ACTS[name] as Act)(now), domain);

/** Half of the walks begin where all is well, for most states lie beyond. */
const SETTLED = after([
  "commit testing",
  "deploy",
  "publish the proposed id",
  "commit enforce",
  "deploy",
  "publish the proposed id",
]);

interface Visit {
  readonly domain: Domain;
  readonly state: UpdateState;
  readonly before: UpdateState | undefined;
  /** The walk so far, for messages. */
  readonly path: readonly ActName[];
}

function walk(seed: number): readonly Visit[] {
  const random = generator(seed);
  const visits: Visit[] = [];
  let domain = seed % 2 === 0 ? NOTHING : SETTLED;
  const path: ActName[] = [];
  for (let step = 0; step < STEPS; step += 1) {
    const name = NAMES[Math.floor(random() * NAMES.length)] ?? "deploy";
    domain = after([name], domain);
    path.push(name);
    const before = visits.at(-1)?.state;
    visits.push({ domain, state: stateOf(domain), before, path: [...path] });
  }
  return visits;
}

/** Numbers from 0 to 1, the same for the same seed (a linear congruential generator). */
function generator(seed: number): () => number {
  let state = (seed * 7919 + 1) >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const policyOf = (text: string | undefined) =>
  text === undefined ? undefined : parsePolicy(Buffer.from(text)).policy;

/** What must be true wherever a state is given. */
const TRUTHS: { readonly [S in UpdateState]?: (facts: Facts) => boolean } = {
  "first deployment": ({ committed, hasRecord, isServed }) =>
    committed !== undefined && !(hasRecord && isServed),
  unchanged: ({ isLive, hasRecord }) => isLive && hasRecord,
  "changed, not deployed": ({ isLive, isServed }) => isServed && !isLive,
  "deployed, id old": ({ isLive, hasRecord }) => isLive && hasRecord,
  "deployed, id spreading": ({ isLive, isSplit }) => isLive && isSplit,
  "id before body": ({ isLive, isServed, hasRecord }) => isServed && !isLive && hasRecord,
  "id changed alone": ({ isLive, hasRecord }) => isLive && hasRecord,
  "removal announced": ({ isLive, committed }) => isLive && committed?.mode === "none",
  "removal too early": ({ committed, hasRecord, isServed }) =>
    committed === undefined && (hasRecord || isServed),
  removed: ({ committed }) => committed === undefined || committed.mode === "none",
  unknown: ({ isServed }) => !isServed,
  "not judged": ({ committed }) => committed === undefined,
};

interface Facts {
  readonly committed: ReturnType<typeof policyOf>;
  readonly isServed: boolean;
  /** What is served means what is committed. */
  readonly isLive: boolean;
  readonly hasRecord: boolean;
  readonly isSplit: boolean;
}

function factsOf({ committed, served, isBroken, ids }: Domain): Facts {
  const ours = policyOf(committed);
  const theirs = isBroken ? undefined : policyOf(served);
  return {
    committed: ours,
    isServed: theirs !== undefined,
    isLive: ours !== undefined && theirs !== undefined && isSameMeaning(ours, theirs),
    hasRecord: ids.some((id) => id !== undefined),
    isSplit: ids[0] !== ids[1],
  };
}

/** What the next step of a state asks for, as acts. */
function follow({ committed }: Domain, state: UpdateState): readonly ActName[] {
  switch (state) {
    case "first deployment":
    case "changed, not deployed":
      return ["deploy", "publish the proposed id"];
    case "deployed, id old":
      return ["publish the proposed id"];
    case "deployed, id spreading":
      return ["the id spreads"];
    case "id before body":
      return ["deploy", "publish an id by the clock"];
    case "removal announced":
      return ["publish the proposed id", "two weeks pass", "remove the file"];
    case "removal too early":
      return ["commit none", "deploy", "publish the proposed id"];
    case "removed":
      return ["remove the record", "remove the file", "deploy"];
    case "unknown":
      return ["deploy"];
    case "not judged":
      return [committed === undefined ? "commit testing" : "deploy"];
    default:
      return [];
  }
}

/** Nothing is left to do. */
function isSettled(domain: Domain, state: UpdateState): boolean {
  const { hasRecord, isServed } = factsOf(domain);
  if (state === "removed") return !hasRecord && !isServed && domain.committed === undefined;
  return state === "unchanged" || state === "id changed alone";
}

describe("random walks through updates", () => {
  const visits: Visit[] = [];
  before(() => {
    for (let seed = 0; seed < WALKS; seed += 1) visits.push(...walk(seed));
  });

  it("reach every state that has an example, and the two that have none", () => {
    const reached = new Set(visits.map(({ state }) => state));
    const known = [...Object.keys(UPDATE_EXAMPLES), "unknown", "not judged"];
    assert.deepEqual([...reached].sort(), known.sort());
  });

  it("find in every state what it says", () => {
    for (const { domain, state, path } of visits) {
      const isTrue = TRUTHS[state]?.(factsOf(domain));
      assert.equal(isTrue, true, `${state} after ${path.join(", ")}`);
    }
  });

  it("take every arrow of the picture", () => {
    const taken = new Set(visits.map(({ before, state }) => `${before} to ${state}`));
    const arrows = TRANSITIONS.map(([from, to]) => `${from} to ${to}`);
    assert.deepEqual(
      arrows.filter((arrow) => !taken.has(arrow)),
      [],
    );
  });

  it("end, where the next steps are followed", () => {
    for (const { domain, path } of visits.filter((_, index) => index % 12 === 11)) {
      let now = domain;
      const states: UpdateState[] = [];
      do {
        states.push(stateOf(now));
        if (isSettled(now, states.at(-1) ?? "unknown")) break;
        now = after(follow(now, states.at(-1) ?? "unknown"), now);
      } while (states.length < PATIENCE);
      assert.ok(states.length < PATIENCE, `${states.join(" → ")} after ${path.join(", ")}`);
    }
  });
});
