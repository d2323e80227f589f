// Ids that are proposed: legal, new exactly where the policy's meaning is, and of the scheme in use.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fc from "fast-check";
import type { Deployment } from "../../tasks/MtaStsGateV1/deployment";
import { interpret } from "../../tasks/MtaStsGateV1/interpret";
import { contentHashOf, contentId } from "../../tasks/MtaStsGateV1/interpret/content-id";
import { nextTimestampId, timestampOf } from "../../tasks/MtaStsGateV1/mta-sts/timestamp-id";
import { evidenceOf } from "../support/case";
import { healthyOptions } from "../support/healthy";
import { idText } from "./octets";
import { policyOctets } from "./policy-texts";
import { property } from "./property";

const policy = (mode: string, maxAge: number, end: string) =>
  ["version: STSv1", `mode: ${mode}`, "mx: mx1.contoso.com", `max_age: ${maxAge}`, ""].join(end);

const somePolicy = fc.record({
  mode: fc.constantFrom("enforce", "testing"),
  maxAge: fc.constantFrom(86_400, 604_800),
  end: fc.constantFrom("\n", "\r\n"),
});

const instant = fc
  .integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2032, 0, 1) })
  .map((time) => new Date(time).toISOString());

/** An id that is a time, in one of the spellings of the field. */
const timestampId = fc
  .tuple(instant, fc.constantFrom("day", "serial", "hour", "minute", "second", "t", "unix", "ms"))
  .map(([time, spelling]) => {
    const digits = time.replace(/\D/g, "");
    switch (spelling) {
      case "day":
        return digits.slice(0, 8);
      case "serial":
        return `${digits.slice(0, 8)}${digits.slice(14, 16)}`;
      case "hour":
        return `${digits.slice(0, 10)}0000Z`;
      case "minute":
        return digits.slice(0, 12);
      case "second":
        return `${digits.slice(0, 14)}Z`;
      case "t":
        return `${digits.slice(0, 8)}T${digits.slice(8, 14)}Z`;
      case "unix":
        return String(Math.floor(Date.parse(time) / 1000));
      default:
        return String(Date.parse(time));
    }
  });

interface Case {
  readonly committed: string;
  readonly served: string;
  readonly isChanged: boolean;
  readonly live: string;
  readonly id: Deployment["id"];
  readonly now: string;
}

const deployed: fc.Arbitrary<Case> = fc
  .record({
    mine: somePolicy,
    theirs: somePolicy,
    own: fc.oneof(
      fc.constantFrom("sha256 of the committed", "sha256 of the served", "md5 of the served"),
      timestampId,
      idText,
    ),
    stage: fc.constantFrom<("pullRequest" | "preDeploy" | "postDeploy")[]>(
      "pullRequest",
      "preDeploy",
      "postDeploy",
    ),
    idScheme: fc.constantFrom<("auto" | "contentHash" | "timestamp")[]>(
      "auto",
      "auto",
      "contentHash",
      "timestamp",
    ),
    now: instant,
  })
  .map(({ mine, theirs, own, stage, idScheme, now }) => {
    const [committed, served] = [mine, theirs].map(({ mode, maxAge, end }) =>
      policy(mode, maxAge, end),
    ) as [string, string];
    const live = hashFor(own, committed, served) ?? own;
    const fixture = { stage, served, txt: [`v=STSv1; id=${live};`] };
    const evidence = { ...evidenceOf(committed, fixture), gatheredAt: now };
    const isChanged = mine.mode !== theirs.mode || mine.maxAge !== theirs.maxAge;
    const { id } = interpret(evidence, healthyOptions(stage, { idScheme }));
    return { committed, served, isChanged, live, id, now };
  });

function hashFor(own: string, committed: string, served: string): string | undefined {
  const [, name, which] = /^(sha256|md5) of the (committed|served)$/.exec(own) ?? [];
  return name === undefined ? undefined : shell(name, which === "served" ? served : committed);
}

/** What the documented command prints: `tr -d '\r' < mta-sts.txt | sha256sum | cut -c1-32`. */
function shell(hash: string, text: string | Uint8Array): string {
  const withoutCr = Buffer.from(text).toString("latin1").split("\r").join("");
  return createHash(hash).update(withoutCr, "latin1").digest("hex").substring(0, 32);
}

/** The properties of ids. */
export const idProperties = [
  property(
    "are legal, and new exactly where the policy's meaning is",
    deployed,
    ({ id, isChanged, live }) => {
      assert.match(id.next ?? "", /^[A-Za-z0-9]{1,32}$/);
      assert.equal(id.live, live);
      if (isChanged) assert.notEqual(id.next, live);
      else if (id.inStep !== false) assert.equal(id.next, live);
    },
    80,
  ),
  property(
    "stay in the scheme that is in use",
    deployed,
    ({ id, committed, live, now }) => {
      const { scheme, next = "" } = id;
      // An id of the scheme that DNS has already is none to propose.
      const isTaken =
        contentHashOf(live, Buffer.from(committed)) !== undefined ||
        nextTimestampId(live, now) === live;
      if (next === live || isTaken) return;
      if (scheme === "contentHash") {
        assert.ok([shell("sha256", committed), shell("md5", committed)].includes(next));
      }
      if (scheme === "timestamp" && timestampOf(live)?.to !== timestampOf(next)?.to) {
        const time = timestampOf(next);
        assert.ok(time !== undefined && time.from <= now && now <= time.to, `${next} at ${now}`);
      }
    },
    80,
  ),
  property("are what the documented command prints", policyOctets, (octets) => {
    assert.equal(contentId(octets), shell("sha256", octets));
    const own = contentId(octets, "md5");
    assert.equal(own, shell("md5", octets));
    assert.equal(contentHashOf(own.toUpperCase(), octets), "md5");
  }),
  property(
    "that are times name now, and never go back",
    fc.tuple(fc.oneof(timestampId, fc.constant(undefined)), instant, fc.nat(100_000_000)),
    ([live, now, later]) => {
      const next = nextTimestampId(live, now);
      const time = timestampOf(next);
      assert.match(next, /^[A-Za-z0-9]{1,32}$/);
      assert.ok(time !== undefined && time.from <= now && now <= time.to, `${next} at ${now}`);
      const further = nextTimestampId(next, new Date(Date.parse(now) + later).toISOString());
      assert.ok((timestampOf(further)?.to ?? "") >= now, `${next}, then ${further}`);
      if (later > 1000) assert.notEqual(further, next);
    },
    300,
  ),
];
