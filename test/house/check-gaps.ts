// What is missing around a check: one sentence for each thing, with the command or the file that mends it.
import { newEntry, PLACEHOLDER, PLACEHOLDER_CASE } from "../../scripts/new-check";
import type { Check } from "../../tasks/MtaStsGateV1/checks/check";
import { isSection } from "../support/rfc-sections";

/** A file of checks/ that defines a check. */
export interface CheckFile {
  /** Without `.ts`. */
  readonly name: string;
  readonly text: string;
  /** What it exports, by name. */
  readonly exported: ReadonlyMap<string, Check>;
}

/** All that stands around the checks of a repository. */
export interface Surroundings {
  readonly files: readonly CheckFile[];
  /** Texts of the lists in checks/, by file name. */
  readonly lists: ReadonlyMap<string, string>;
  /** What the lists give to the task. */
  readonly listed: readonly Check[];
  /** Names of the files in each case, by folder of `test/fixtures/` and case. */
  readonly fixtures: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
  /** Anchors of docs/checks.md. */
  readonly anchors: readonly string[];
  /** First words of ids that docs/checks.md has a heading for. */
  readonly subjects: readonly string[];
}

/** Everything that is missing, the checks in order of their files. */
export function gapsIn(around: Surroundings): readonly string[] {
  const ids = around.files.map(({ name }) => name);
  return [
    ...around.files.flatMap((file) => gapsOf(file, around).map((gap) => `${file.name}: ${gap}`)),
    ...[...around.fixtures.keys()]
      .filter((folder) => !ids.includes(folder))
      .map((folder) => `test/fixtures/${folder}: belongs to no check`),
  ];
}

function gapsOf(file: CheckFile, around: Surroundings): readonly string[] {
  const [first, ...others] = file.exported.entries();
  if (first === undefined) return ["its file exports no check"];
  const [name, check] = first;
  return [
    ...told(others.length > 0, "its file exports a second check, expected a file for each"),
    ...told(check.id !== file.name, `its id is "${check.id}", expected the name of the file`),
    ...told(file.text.includes(PLACEHOLDER), `its file still says "${PLACEHOLDER}"`),
    ...idGaps(file.name, around),
    ...listGaps(file.name, name, around),
    ...fixtureGaps(file.name, around),
    ...told(!around.anchors.includes(file.name), "not in docs/checks.md: npm run docs"),
    ...citationGaps(check),
    ...wordGaps(check),
  ];
}

function idGaps(id: string, { subjects }: Surroundings): readonly string[] {
  const [word = ""] = id.split("-");
  return [
    ...told(!/^[a-z0-9]+(-[a-z0-9]+)+$/.test(id), "its id is not a subject and a defect"),
    ...told(
      !subjects.includes(word),
      `no heading for "${word}": the subjects are in scripts/checks-page.ts`,
    ),
  ];
}

function listGaps(id: string, name: string, around: Surroundings): readonly string[] {
  const times = around.listed.filter((check) => check.id === id).length;
  const list = newEntry(id, around.lists)?.list ?? "the list of its family";
  return [
    ...told(times === 0, `not listed: add ${name} to checks/${list}, at its place in the report`),
    ...told(times > 1, `listed ${times} times, expected once`),
  ];
}

function fixtureGaps(id: string, { fixtures }: Surroundings): readonly string[] {
  const folder = `test/fixtures/${id}`;
  const cases = fixtures.get(id);
  if (cases === undefined) return [`no folder ${folder}`];
  const names = [...cases.keys()];
  const lacks = (prefix: string) => !names.some((name) => name.startsWith(prefix));
  return [
    ...told(lacks("bad-"), `no case ${folder}/bad-…, in which it finds something`),
    ...told(lacks("good-"), `no case ${folder}/good-…, a neighbor in which it finds nothing`),
    ...names.flatMap((name) => [
      ...told(!/^(bad|good)-./.test(name), `${folder}/${name} is called neither bad-… nor good-…`),
      ...told(
        name.endsWith(PLACEHOLDER_CASE),
        `${folder}/${name} needs a name that says what it is`,
      ),
      ...told(
        cases.get(name)?.includes("expected.txt") !== true,
        `no ${folder}/${name}/expected.txt: npm run fixtures`,
      ),
    ]),
  ];
}

function citationGaps({ citation }: Check): readonly string[] {
  if ("practice" in citation) {
    const isPhrase = /^\S.*[^.\s]$/.test(citation.practice);
    return told(!isPhrase, "its citation is no phrase that names a practice");
  }
  const { rfc, section } = citation;
  return told(
    !isSection(rfc, section),
    `cites RFC ${rfc} section ${section}, which does not exist (test/support/rfc-sections.ts)`,
  );
}

function wordGaps({ title, why, fix }: Check): readonly string[] {
  return [
    ...told(!/^\S.*[^.!?\s]$/.test(title), "its title is no phrase without a full stop"),
    ...told(!/^\S.*[^\s.]\.$/.test(why), "its why is no sentence that ends with a full stop"),
    ...told(!/^\S.*[^\s.]\.$/.test(fix), "its fix is no sentence that ends with a full stop"),
    ...told(
      /TODO|FIXME|XXX/.test(`${title} ${why} ${fix}`),
      "its title, why or fix leaves something to be done",
    ),
  ];
}

function told(isWrong: boolean, gap: string): readonly string[] {
  return isWrong ? [gap] : [];
}
