import type { Policy } from "../mta-sts/policy";
import { defineCheck } from "./check";

/** Patterns that are listed before "and N more". */
const LISTED = 5;

function textOf(pattern: Policy["mx"][number]): string {
  return (pattern.wildcard ? "*." : "") + pattern.base;
}

/** How a difference is told: what stands between the two values, and behind patterns that only one side has. */
interface Words {
  readonly to: string;
  readonly added: string;
  readonly gone: string;
}

/** The words for a change that this deployment brings, and for one that it should have brought. */
const WORDS = {
  due: { head: "the served policy will change", to: " becomes", added: "added", gone: "removed" },
  overdue: {
    head: "the served policy is not the committed one",
    to: ", expected",
    added: "missing",
    gone: "not expected",
  },
} as const;

/** What differs in meaning between a committed policy and another, the other's value first. */
export function differences(committed: Policy, served: Policy, words: Words): readonly string[] {
  const ours = new Set(committed.mx.map(textOf));
  const theirs = new Set(served.mx.map(textOf));
  const added = [...ours].filter((pattern) => !theirs.has(pattern));
  const gone = [...theirs].filter((pattern) => !ours.has(pattern));
  return [
    ...(committed.mode === served.mode ? [] : [`mode ${served.mode}${words.to} ${committed.mode}`]),
    ...(committed.maxAge === served.maxAge
      ? []
      : [`max_age ${served.maxAge}${words.to} ${committed.maxAge}`]),
    ...(added.length === 0 ? [] : [`mx ${list(added)} ${words.added}`]),
    ...(gone.length === 0 ? [] : [`mx ${list(gone)} ${words.gone}`]),
  ];
}

function list(patterns: readonly string[]): string {
  const rest = patterns.length - LISTED;
  return patterns.slice(0, LISTED).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

/** What is served although the committed policy was deployed, in one clause; undefined: it means the same. */
export function overdueDifference(committed: Policy, served: Policy): string | undefined {
  const what = differences(committed, served, WORDS.overdue);
  return what.length === 0 ? undefined : `${WORDS.overdue.head}: ${what.join("; ")}`;
}

export const servedDiffers = defineCheck({
  id: "served-differs",
  title: "The served policy differs from the committed one",
  severity: "error",
  area: "servedDiffers",
  citation: { rfc: 8461, section: "8.1" },
  why: "Senders apply what is served, not what is committed.",
  fix: "Deploy the committed policy, then publish a new id.",
  needs: ["policyFile", "policyResource"],
  judge: ({ policyFile, policyResource }, { options }) => {
    const committed = policyFile.text.policy;
    const served = policyResource.text?.policy;
    if (committed === undefined || served === undefined) return [];
    const isDue = options.stage === "pullRequest" || options.stage === "preDeploy";
    const words = isDue ? WORDS.due : WORDS.overdue;
    const what = differences(committed, served, words);
    return what.length === 0 ? [] : [{ message: `${words.head}: ${what.join("; ")}` }];
  },
});
