// The id: its scheme, whether it is in step, and which one comes next.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import type { IdReading } from "../../tasks/MtaStsGateV1/deployment";
import type { EarlierSight } from "../../tasks/MtaStsGateV1/evidence/types";
import { interpret } from "../../tasks/MtaStsGateV1/interpret";
import { contentHashOf, contentId } from "../../tasks/MtaStsGateV1/interpret/content-id";
import type { Options, Stage } from "../../tasks/MtaStsGateV1/options";
import { type Case, evidenceOf, optionsOf } from "../support/case";
import { HEALTHY_ID, HEALTHY_POLICY, healthyOptions } from "../support/healthy";

const CRLF_POLICY = HEALTHY_POLICY.replaceAll("\n", "\r\n");
const OLD_POLICY = HEALTHY_POLICY.replace("enforce", "testing");
const OLD_ID = contentId(Buffer.from(OLD_POLICY));
const md5 = (text: string) => createHash("md5").update(text).digest("hex");
const ABSENT = { status: "absent", code: "ENOENT", detail: "no such file" };
const SKIPPED = { status: "skipped", reason: "policyFile names no file" };
const FAILED = { status: "failed", error: { code: "SERVFAIL", message: "no usable answer" } };
const NOW = "20261124080000";

const record = (id: string) => [`v=STSv1; id=${id};`];

interface Reading extends Partial<Case> {
  readonly policy?: string;
}

function idOf({ policy = HEALTHY_POLICY, stage = "preDeploy", ...rest }: Reading): IdReading {
  const fixture = { stage, ...rest };
  return interpret(evidenceOf(policy, fixture), healthyOptions(stage, optionsOf(fixture))).id;
}

/** Scheme, whether it is in step, and the next id. */
function wordsOf(reading: Reading): string {
  const { scheme, inStep, next = "none" } = idOf(reading);
  return `${scheme} ${inStep} ${next}`;
}

/** Evidence of an earlier step of the job. */
function earlier(liveId: string, body?: string): Pick<Case, "evidence"> {
  const value: EarlierSight = {
    gatheredAt: "2026-11-24T07:50:00.000Z",
    liveId,
    ...(body === undefined ? {} : { servedBodyBase64: Buffer.from(body).toString("base64") }),
  };
  return { evidence: { earlier: { status: "found", value } } };
}

describe("contentId", () => {
  it("is the first half of the SHA-256 of the text without CR octets", () => {
    const whole = createHash("sha256").update(HEALTHY_POLICY).digest("hex");
    assert.equal(contentId(Buffer.from(HEALTHY_POLICY)), whole.slice(0, 32));
    assert.equal(contentId(Buffer.from(HEALTHY_POLICY)), HEALTHY_ID);
    assert.equal(contentId(Buffer.from(CRLF_POLICY)), HEALTHY_ID);
    assert.equal(contentId(Buffer.from(HEALTHY_POLICY.replace("\n", "\r\r\n"))), HEALTHY_ID);
  });

  it("moves with every other octet", () => {
    for (const text of [
      `${HEALTHY_POLICY} `,
      HEALTHY_POLICY.trimEnd(),
      `\ufeff${HEALTHY_POLICY}`,
    ]) {
      assert.notEqual(contentId(Buffer.from(text)), HEALTHY_ID);
    }
  });

  it("is found again in any case of its letters, as SHA-256 or as MD5", () => {
    const text = Buffer.from(CRLF_POLICY);
    assert.equal(contentHashOf(HEALTHY_ID, text), "sha256");
    assert.equal(contentHashOf(HEALTHY_ID.toUpperCase(), text), "sha256");
    assert.equal(contentHashOf(md5(HEALTHY_POLICY), text), "md5");
    assert.equal(contentHashOf(md5(CRLF_POLICY), text), undefined);
    assert.equal(contentHashOf(HEALTHY_ID.slice(1), text), undefined);
  });
});

describe("the id", () => {
  describe("given", () => {
    const expectedId = { expectedId: "20261124000000Z" };
    const live = { txt: record("20261124000000Z") };
    const old = { txt: record("20260101000000Z") };
    const cases: readonly (readonly [what: string, reading: Reading, want: string])[] = [
      [
        "is in step where DNS has it",
        { options: expectedId, ...live },
        "explicit true 20261124000000Z",
      ],
      [
        "is next where DNS has another",
        { options: expectedId, ...old },
        "explicit false 20261124000000Z",
      ],
      [
        "is next where DNS has none",
        { options: expectedId, txt: [] },
        "explicit false 20261124000000Z",
      ],
      [
        "counts letter by letter",
        { options: expectedId, txt: record("20261124000000z") },
        "explicit false 20261124000000Z",
      ],
      [
        "is next for a change",
        { options: expectedId, ...old, served: OLD_POLICY },
        "explicit false 20261124000000Z",
      ],
      [
        "gives way where it is live although the policy changes",
        { options: expectedId, ...live, served: OLD_POLICY },
        `explicit true ${HEALTHY_ID}`,
      ],
      [
        "is unknown while DNS is",
        { options: expectedId, evidence: { record: { resolver: FAILED, nameServers: FAILED } } },
        "explicit unknown 20261124000000Z",
      ],
      ["wins over the hash in DNS", { options: expectedId }, "explicit false 20261124000000Z"],
    ];
    for (const [what, reading, want] of cases) {
      it(`by expectedId ${what}`, () => assert.equal(wordsOf(reading), want));
    }

    it("by recordFile is expected with its place", () => {
      const zone = '; id of the policy\n_mta-sts.contoso.com. TXT "v=STSv1; id=abc;"\n';
      const { expected, place, scheme } = idOf({ recordFile: zone });
      assert.deepEqual(
        [scheme, expected, place?.file, place?.line],
        ["explicit", "abc", "dns/contoso.com.zone", 2],
      );
    });

    it("by expectedId counts before recordFile", () => {
      const recordFile = '_mta-sts.contoso.com. TXT "v=STSv1; id=abc;"\n';
      assert.equal(idOf({ recordFile, options: expectedId }).expected, "20261124000000Z");
    });

    it("by expectedId takes the word of an expression in recordFile", () => {
      const recordFile = '_mta-sts.contoso.com. TXT "v=STSv1; id=$(id);"\n';
      const { expression, place } = idOf({ recordFile });
      assert.deepEqual([expression, place?.line], ["$(id)", 1]);
      const given = idOf({ recordFile, options: expectedId });
      assert.deepEqual(
        [given.scheme, given.expected, given.expression, given.place],
        ["explicit", "20261124000000Z", undefined, undefined],
      );
    });
  });

  describe("as a content hash", () => {
    const cases: readonly (readonly [what: string, reading: Reading, want: string])[] = [
      ["of the committed text is in step", {}, `contentHash true ${HEALTHY_ID}`],
      [
        "of a text with CRLF is the one of LF",
        { policy: CRLF_POLICY, txt: record(HEALTHY_ID) },
        `contentHash true ${HEALTHY_ID}`,
      ],
      [
        "in upper case is as good",
        { txt: record(HEALTHY_ID.toUpperCase()) },
        `contentHash true ${HEALTHY_ID.toUpperCase()}`,
      ],
      [
        "by MD5 is as good",
        { txt: record(md5(HEALTHY_POLICY)) },
        `contentHash true ${md5(HEALTHY_POLICY)}`,
      ],
      [
        "of a served text of the same meaning is in step",
        {
          served: `note: served\n${HEALTHY_POLICY}`,
          txt: record(contentId(Buffer.from(`note: served\n${HEALTHY_POLICY}`))),
        },
        `contentHash true ${contentId(Buffer.from(`note: served\n${HEALTHY_POLICY}`))}`,
      ],
      [
        "of the served text moves with the change",
        { served: OLD_POLICY, txt: record(OLD_ID) },
        `contentHash false ${HEALTHY_ID}`,
      ],
      [
        "by MD5 moves by MD5",
        { served: OLD_POLICY, txt: record(md5(OLD_POLICY)) },
        `contentHash false ${md5(HEALTHY_POLICY)}`,
      ],
      [
        "of what an earlier step saw is behind",
        { stage: "postDeploy", txt: record(OLD_ID), ...earlier(OLD_ID, OLD_POLICY) },
        `contentHash false ${HEALTHY_ID}`,
      ],
      [
        "asked for is expected of any id",
        { options: { idScheme: "contentHash" }, txt: record("1") },
        `contentHash false ${HEALTHY_ID}`,
      ],
      [
        "asked for is expected of no id",
        { options: { idScheme: "contentHash" }, txt: [] },
        `contentHash false ${HEALTHY_ID}`,
      ],
      [
        "is a further one where it came before the body",
        { served: OLD_POLICY },
        `contentHash true ${NOW}Z`,
      ],
      [
        "is unknown while DNS is",
        { evidence: { record: { resolver: FAILED, nameServers: FAILED } } },
        `none unknown ${HEALTHY_ID}`,
      ],
      [
        "of the served text is in step where no file is looked for",
        { stage: "monitor", evidence: { policyFile: SKIPPED } },
        `contentHash true ${HEALTHY_ID}`,
      ],
      [
        "says nothing of a file that is gone",
        { evidence: { policyFile: ABSENT } },
        `contentHash unknown ${HEALTHY_ID}`,
      ],
    ];
    for (const [what, reading, want] of cases) {
      it(what, () => assert.equal(wordsOf(reading), want));
    }

    it("is not in step while one name server has another", () => {
      const records = [record("20260101000000Z")];
      const behind = { 1: { answer: { value: { records } } } };
      const evidence = { record: { nameServers: { value: behind } } };
      assert.equal(wordsOf({ evidence }), `contentHash false ${HEALTHY_ID}`);
    });

    it("is told from any other id, whatever the scheme", () => {
      assert.equal(idOf({ options: { expectedId: HEALTHY_ID } }).isContentHash, true);
      assert.equal(idOf({ txt: record("1") }).isContentHash, false);
      assert.equal(idOf({ served: OLD_POLICY, txt: record(OLD_ID) }).isContentHash, false);
    });
  });

  describe("as a time", () => {
    const spellings: readonly (readonly [live: string, next: string])[] = [
      ["20260101000000Z", `${NOW}Z`],
      ["20260101000000", NOW],
      ["202601010000Z", "202611240800Z"],
      ["20260101T000000Z", "20261124T080000Z"],
      ["20260101", "20261124"],
      ["2026010103", "2026112401"],
      ["1767225600", "1795507200"],
      ["1767225600000", "1795507200000"],
    ];
    for (const [live, next] of spellings) {
      it(`${live} is followed by ${next}`, () => {
        assert.equal(
          wordsOf({ served: OLD_POLICY, txt: record(live) }),
          `timestamp unknown ${next}`,
        );
        assert.equal(wordsOf({ txt: record(live) }), `timestamp unknown ${live}`);
      });
    }

    it("is taken where it is asked for", () => {
      const options = { idScheme: "timestamp" } as const;
      assert.equal(
        wordsOf({ options, served: OLD_POLICY, txt: record("1") }),
        `timestamp unknown ${NOW}Z`,
      );
      assert.equal(wordsOf({ options, txt: [] }), `timestamp unknown ${NOW}Z`);
    });
  });

  describe("as anything else", () => {
    it("cannot be judged by itself, and is followed by the hash", () => {
      assert.equal(wordsOf({ txt: record("1") }), "opaque unknown 1");
      assert.equal(
        wordsOf({ served: OLD_POLICY, txt: record("1") }),
        `opaque unknown ${HEALTHY_ID}`,
      );
    });

    it("is proposed as the hash where there is none yet", () => {
      assert.equal(wordsOf({ txt: [] }), `none unknown ${HEALTHY_ID}`);
      assert.equal(wordsOf({ txt: ["v=STSv1 id=1"] }), `none unknown ${HEALTHY_ID}`);
    });
  });

  describe("judged by its change", () => {
    const post = (more: Partial<Options>, rest: Reading = {}) => ({
      stage: "postDeploy" as Stage,
      options: more,
      ...rest,
    });
    const cases: readonly (readonly [what: string, reading: Reading, inStep: unknown])[] = [
      ["has moved from previousId", post({ previousId: "1" }, { txt: record("2") }), true],
      ["has not moved from previousId", post({ previousId: "1" }, { txt: record("1") }), false],
      [
        "has moved since the earlier step",
        { ...post({}), txt: record("2"), ...earlier("1", OLD_POLICY) },
        true,
      ],
      [
        "has not moved since the earlier step",
        { ...post({}), txt: record("1"), ...earlier("1", OLD_POLICY) },
        false,
      ],
      [
        "need not move where the earlier step saw this policy",
        { ...post({}), txt: record("1"), ...earlier("1", CRLF_POLICY) },
        true,
      ],
      [
        "may move although the policy did not",
        { ...post({}), txt: record("2"), ...earlier("1", HEALTHY_POLICY) },
        true,
      ],
      ["is unknown without a sight of what was", post({}, { txt: record("1") }), "unknown"],
      ["is unknown where there is none", post({ previousId: "1" }, { txt: [] }), "unknown"],
      [
        "follows previousId before the earlier step",
        { ...post({ previousId: "2" }), txt: record("2"), ...earlier("1", OLD_POLICY) },
        false,
      ],
    ];
    for (const [what, reading, inStep] of cases) {
      it(what, () => assert.equal(idOf(reading).inStep, inStep));
    }

    it("is judged after the deployment only", () => {
      for (const stage of ["pullRequest", "preDeploy", "monitor"] as const) {
        const reading = { stage, options: { previousId: "1" }, txt: record("1") };
        assert.equal(idOf(reading).inStep, "unknown");
      }
    });

    it("is not in step while one name server has the old one", () => {
      const evidence = {
        record: {
          nameServers: { value: { 1: { answer: { value: { records: [record("1")] } } } } },
        },
      };
      assert.equal(
        idOf({ ...post({ previousId: "1" }), txt: record("2"), evidence }).inStep,
        false,
      );
    });
  });

  describe("to publish next", () => {
    it("stays while the policy keeps its meaning", () => {
      assert.equal(idOf({ served: CRLF_POLICY, txt: record("1") }).next, "1");
    });

    it("is none of ours where a provider answers by an alias", () => {
      const chain = [{ owner: "_mta-sts.contoso.com", target: "x.example", ttl: 60 }];
      const answers = { 0: { answer: { value: { chain } } } };
      const evidence = { record: { nameServers: { value: answers } } };
      assert.equal(idOf({ served: OLD_POLICY, txt: record("1"), evidence }).next, "1");
    });

    it("is the live one where there is no valid policy to announce", () => {
      assert.equal(
        idOf({ policy: "mode: enforced\n", txt: record("1"), served: OLD_POLICY }).next,
        "1",
      );
      assert.equal(idOf({ evidence: { policyFile: ABSENT }, txt: record("1") }).next, "1");
      assert.equal(idOf({ evidence: { policyFile: ABSENT }, txt: [] }).next, undefined);
      assert.equal(
        idOf({ policy: "mode: enforced\n", txt: [], served: OLD_POLICY }).next,
        undefined,
      );
    });

    it("is a new one where nobody knows what is served", () => {
      assert.equal(
        idOf({ txt: record("1"), evidence: { policyResource: FAILED } }).next,
        HEALTHY_ID,
      );
      assert.equal(idOf({ evidence: { policyResource: FAILED } }).next, HEALTHY_ID);
    });
  });
});
