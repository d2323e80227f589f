// The table of what must agree: the committed policy, the served one, and DNS, side by side. Pure.
import type { Conclusion } from "../conclude";
import { code, prose, table } from "./markdown-text";
import type { DomainReport, Seen, SeenPolicy } from "./types";

/** Patterns and hosts that are listed before "and N more". */
const LISTED = 8;

const MARK = "**≠**";
const NOTHING = "–";

/** The table, and what its mark means where there is one. */
export function agreement({ report }: Conclusion): string {
  const { seen, id } = report;
  const { policyFile, policyResource } = seen;
  const pair = (words: (policy: SeenPolicy) => string, key: (policy: SeenPolicy) => unknown) =>
    pairOf(policyFile, policyResource, words, key);
  const shown = table(
    ["", "Committed", "Served", "DNS"],
    [
      [
        "standing",
        fileStanding(policyFile),
        standing(policyResource, statusOf(policyResource)),
        standing(seen.record),
      ],
      [
        "mode",
        ...pair(
          ({ mode = "" }) => mode,
          ({ mode }) => mode,
        ),
        NOTHING,
      ],
      [
        "max\\_age",
        ...pair(
          ({ maxAge }) => `${maxAge} s`,
          ({ maxAge }) => maxAge,
        ),
        NOTHING,
      ],
      [
        "mx",
        ...pair(
          ({ mx = [] }) => patterns(mx),
          ({ mx = [] }) => [...mx].sort().join(),
        ),
        hosts(seen.mx),
      ],
      ["id", id.expected === undefined ? NOTHING : code(id.expected), NOTHING, liveId(id)],
    ],
  );
  return shown.includes(MARK) ? `${shown}\n\n${MARK} marks what does not agree.` : shown;
}

function pairOf(
  committed: SeenPolicy,
  served: SeenPolicy,
  words: (policy: SeenPolicy) => string,
  key: (policy: SeenPolicy) => unknown,
): readonly [string, string] {
  const of = (policy: SeenPolicy) => (policy.mode === undefined ? NOTHING : words(policy));
  const isBoth = committed.mode !== undefined && served.mode !== undefined;
  const differs = isBoth && key(committed) !== key(served);
  return [of(committed), differs ? `${MARK} ${of(served)}` : of(served)];
}

function fileStanding(file: Seen["policyFile"]): string {
  return standing(file, file.path === undefined ? "" : code(file.path));
}

function statusOf({ httpStatus }: Seen["policyResource"]): string {
  return httpStatus === undefined ? "" : `status ${httpStatus}`;
}

function standing(
  { status, code: why }: { readonly status: string; readonly code?: string },
  more = "",
): string {
  if (status === "skipped") return NOTHING;
  const word = status === "unverified" ? "could not be had" : status;
  const head = status === "valid" ? word : `**${word}**`;
  return [head + (why === undefined ? "" : ` (${prose(why)})`), more]
    .filter((part) => part !== "")
    .join(", ");
}

function patterns(mx: readonly string[]): string {
  return mx.length === 0 ? "none" : listed(mx.map((pattern) => code(pattern)));
}

// A host that the policy forgets comes first, so that it is never among those that are not listed.
function hosts({ status, code: why, hosts: all }: Seen["mx"]): string {
  if (status !== "valid") return standing({ status, ...(why === undefined ? {} : { code: why }) });
  const forgotten = all.filter(({ covered }) => covered === false);
  return listed(
    [...forgotten, ...all.filter((host) => !forgotten.includes(host))].map(
      ({ host, preference, covered }) =>
        `${covered === false ? `${MARK} ` : ""}${host === "" ? "null MX" : code(host)} (${preference})`,
    ),
  );
}

function liveId({ live, inStep }: DomainReport["id"]): string {
  if (live === undefined) return NOTHING;
  if (inStep === "unknown") return `${code(live)}, cannot be judged`;
  return inStep ? `${code(live)}, in step` : `${MARK} ${code(live)}`;
}

function listed(items: readonly string[]): string {
  const rest = items.length - LISTED;
  return items.slice(0, LISTED).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
