// A check is a value in a file of its own, and listed once.
import assert from "node:assert/strict";
import { basename } from "node:path";
import { checks } from "../../tasks/MtaStsGateV1/checks";
import type { Check } from "../../tasks/MtaStsGateV1/checks/check";
import { policyChecks } from "../../tasks/MtaStsGateV1/checks/policy-checks";
import { assertNone } from "../support/assert-none";
import { isSection } from "../support/rfc-sections";
import { codeOf, committedFiles, sourcesUnder, TASK, textOf } from "../support/sources";

/** Files of checks/ that are no check: the lists, the frame, and what several checks share. */
const FRAME = [
  "bad-mx-values",
  "certificate-words",
  "check",
  "check-ids",
  "committed-checks",
  "enumeration",
  "extension-lines",
  "families",
  "faults",
  "git-wants",
  "hosting-checks",
  "index",
  "interop-checks",
  "judged-max-age",
  "judged-mode",
  "legal-mx-lines",
  "line-places",
  "live-checks",
  "missing-field",
  "functions-apps-of",
  "functions-checks",
  "pipeline-checks",
  "pipeline-views",
  "old-policy-until",
  "policy-checks",
  "policy-phrases",
  "policy-problems",
  "provider-checks",
  "provider-hosts",
  "servers-in-words",
  "severity",
  "site-checks",
  "site-headers",
  "site-words",
  "smtp-findings",
  "stale-for",
  "unanswered",
];

/** What a check is about: the first words of its id. */
const SUBJECTS = [
  "policy",
  "interop",
  "removal",
  "rollout",
  "site",
  "functions",
  "pipeline",
  "mx",
  "smtp",
  "provider",
  "record",
  "id",
  "git",
  "host",
  "served",
  "deployed-site",
  "tlsrpt",
  "agent",
];

const files = sourcesUnder(`${TASK}/checks`).filter(
  (path) => !FRAME.includes(basename(path, ".ts")),
);

describe("checks", () => {
  it("have a file each, named like the check", () => {
    const defined = files.map((path) => {
      const ids = [...codeOf(path).matchAll(/^ {2}id: "(.*)",$/gm)].map(([, id]) => id);
      return `${path}: ${ids.join(", ")}`;
    });
    assert.deepEqual(
      defined,
      files.map((path) => `${path}: ${basename(path, ".ts")}`),
    );
    const frame = FRAME.map((name) => `${TASK}/checks/${name}.ts`);
    assertNone(frame.filter((path) => /defineCheck\(\{|^ {2}id: /m.test(codeOf(path))));
  });

  it("are listed once each", () => {
    const ids = checks.map((check) => check.id);
    assert.deepEqual([...ids].sort(), files.map((path) => basename(path, ".ts")).sort());
    const first = ids.indexOf(policyChecks[0]?.id ?? "");
    assert.deepEqual(
      ids.slice(first, first + policyChecks.length),
      policyChecks.map((check) => check.id),
    );
  });

  it("have an id of what they are about and the defect", () => {
    const isId = (id: string) =>
      /^[a-z0-9]+(-[a-z0-9]+)+$/.test(id) && SUBJECTS.some((about) => id.startsWith(`${about}-`));
    assertNone(checks.map((check) => check.id).filter((id) => !isId(id)));
  });

  it("say what is wrong, why it matters and what to do, in full sentences", () => {
    assertNone(checks.flatMap((check) => wordsMissing(check)));
  });

  it("cite sections that exist, or name a practice", () => {
    const wrong = checks.filter(({ citation }) =>
      "rfc" in citation
        ? !isSection(citation.rfc, citation.section)
        : !/^\S.*[^.\s]$/.test(citation.practice),
    );
    assertNone(wrong.map(({ id, citation }) => `${id}: ${JSON.stringify(citation)}`));
  });
});

describe("citations", () => {
  it("in sources and pages name sections that exist", () => {
    const cited =
      /RFC (?<rfc>\d{3,5}),? (?:sections? (?<sections>\d[\d.]*(?:(?:, | and | to | or )\d[\d.]*)*)|(?<bare>\d+\.[\d.]*))/g;
    const linked = /rfc(?<rfc>\d{3,5})(?:\.html|\.txt)?#section-(?<sections>[\d.]+)/g;
    const pages = committedFiles().filter((path) => /\.(md|ts)$/.test(path));
    assertNone(
      pages.flatMap((path) =>
        [...unwrapped(textOf(path)).matchAll(cited), ...textOf(path).matchAll(linked)].flatMap(
          ({ groups: { rfc, sections, bare = "" } = {} as Citation }) =>
            (sections ?? bare)
              .split(/[^\d.]+/)
              .map((section) => section.replace(/\.$/, ""))
              .filter((section) => !isSection(Number(rfc), section))
              .map((section) => `${path}: RFC ${rfc} section ${section}`),
        ),
      ),
    );
  });
});

/** Groups of a citation's pattern. */
interface Citation {
  readonly rfc?: string;
  readonly sections?: string;
  readonly bare?: string;
}

function wordsMissing({ id, title, why, fix }: Check): readonly string[] {
  const problems = [
    !/^\S.*[^.!?\s]$/.test(title) && "title: a phrase without a full stop",
    !/^\S.*[^\s.]\.$/.test(why) && "why: sentences that end with a full stop",
    !/^\S.*[^\s.]\.$/.test(fix) && "fix: sentences that end with a full stop",
    /TODO|FIXME|XXX/.test(`${title} ${why} ${fix}`) && "nothing left to be done",
  ];
  return problems.filter((problem) => problem !== false).map((problem) => `${id}: ${problem}`);
}

/** A comment that runs over several lines, as one line. */
function unwrapped(text: string): string {
  return text.replace(/\n\s*(?:\/\/|\*)? ?/g, " ");
}
