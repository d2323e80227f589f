// A check is a value in a file of its own, listed once, and has all that belongs to it.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { SUBJECTS } from "../../scripts/checks-page";
import { checks } from "../../tasks/MtaStsGateV1/checks";
import type { Check } from "../../tasks/MtaStsGateV1/checks/check";
import { policyChecks } from "../../tasks/MtaStsGateV1/checks/policy-checks";
import { assertNone } from "../support/assert-none";
import { anchors } from "../support/markdown";
import { isSection } from "../support/rfc-sections";
import { codeOf, committedFiles, ROOT, sourcesUnder, TASK, textOf } from "../support/sources";
import { gapsIn, type Surroundings } from "./check-gaps";

const FOLDER = `${TASK}/checks`;
const FILES = sourcesUnder(FOLDER).map((path) => ({ path, name: basename(path, ".ts") }));
const namesIn = (...path: readonly string[]) => readdirSync(join(ROOT, ...path));

const isCheck = ([, value]: readonly [string, Check]) => Object.hasOwn(Object(value), "judge");

/** All that the reporter asks for, as it is in this repository. */
function surroundings(): Surroundings {
  const isList = ({ name }: { readonly name: string }) => name.endsWith("-checks");
  return {
    files: FILES.filter(({ path }) => codeOf(path).includes("defineCheck({")).map(
      ({ path, name }) => ({
        name,
        text: textOf(path),
        exported: new Map(Object.entries<Check>(require(join(ROOT, path))).filter(isCheck)),
      }),
    ),
    lists: new Map(FILES.filter(isList).map(({ path, name }) => [`${name}.ts`, textOf(path)])),
    listed: checks,
    fixtures: new Map(
      namesIn("test/fixtures").map((id) => [
        id,
        new Map(
          namesIn("test/fixtures", id).map((name) => [name, namesIn("test/fixtures", id, name)]),
        ),
      ]),
    ),
    anchors: anchors(textOf("docs/checks.md")),
    subjects: Object.keys(SUBJECTS),
  };
}

describe("checks", () => {
  it("have all that belongs to one", () => {
    const around = surroundings();
    assert.ok(around.files.length > 150, `${around.files.length}`);
    assertNone(gapsIn(around));
  });

  it("are listed with those of the policy text side by side", () => {
    const ids = checks.map((check) => check.id);
    const first = ids.indexOf(policyChecks[0]?.id ?? "");
    assert.deepEqual(
      ids.slice(first, first + policyChecks.length),
      policyChecks.map((check) => check.id),
    );
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

/** A comment that runs over several lines, as one line. */
function unwrapped(text: string): string {
  return text.replace(/\n\s*(?:\/\/|\*)? ?/g, " ");
}
