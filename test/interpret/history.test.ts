// The history of the policy file: when its meaning last changed, how that judges an id that is a time, and from when
// on a removal is safe.
import assert from "node:assert/strict";
import type { Deployment, Moment, PolicyPast } from "../../tasks/MtaStsGateV1/deployment";
import { interpret } from "../../tasks/MtaStsGateV1/interpret";
import { contentId } from "../../tasks/MtaStsGateV1/interpret/content-id";
import { readHistory } from "../../tasks/MtaStsGateV1/interpret/history";
import { parsePolicy } from "../../tasks/MtaStsGateV1/mta-sts/policy";
import { type Case, evidenceOf, optionsOf } from "../support/case";
import { type HistoryCase, historyOf } from "../support/git-case";
import { healthyOptions } from "../support/healthy";

const MX = "mx: contoso-com.mail.protection.outlook.com";
const text = (mode: string, maxAge: number) =>
  `version: STSv1\nmode: ${mode}\n${MX}\nmax_age: ${maxAge}\n`;

const ENFORCE = text("enforce", 604800);
const SAME = `version: STSv1\r\nmax_age: 604800\r\nnote: x\r\n${MX}\r\nmode: enforce\r\n`;
const TESTING = text("testing", 86400);
const NONE = "version: STSv1\nmode: none\nmax_age: 86400\n";
const VOID = "mode: enforce\n";

const day = (number: number) => `2026-11-${`${number}`.padStart(2, "0")}T00:00:00.000Z`;

/** Versions from the newest, one a day up to the 10th; undefined: removed. */
const versions = (...texts: readonly (string | undefined)[]): HistoryCase => ({
  versions: texts.map((one, i) => ({
    at: day(10 - i),
    ...(one === undefined ? {} : { text: one }),
  })),
});

function pastOf(history: HistoryCase, committed?: string): PolicyPast {
  const policy = committed === undefined ? undefined : parsePolicy(Buffer.from(committed)).policy;
  const past = readHistory(historyOf(history), policy);
  assert.ok(past.status === "found");
  return past.value;
}

const dayOf = (moment: Moment | undefined) => moment && Number(moment.at.slice(8, 10));

describe("history", () => {
  describe("dates the last change of meaning", () => {
    const cases: readonly [string, HistoryCase, number | undefined, number | undefined][] = [
      ["at the newest version", versions(ENFORCE, TESTING), 10, undefined],
      ["before versions that mean the same", versions(SAME, ENFORCE, SAME, TESTING), 8, undefined],
      ["at the first version", versions(ENFORCE), 10, undefined],
      [
        "after a version that meant the same long ago",
        versions(SAME, NONE, ENFORCE),
        10,
        undefined,
      ],
      ["after a text that was no policy", versions(ENFORCE, VOID, ENFORCE), 10, undefined],
      ["after a removal", versions(ENFORCE, undefined, ENFORCE), 10, undefined],
      ["not where the change is not committed", versions(TESTING, ENFORCE), undefined, undefined],
      ["not where nothing is committed", versions(), undefined, undefined],
      [
        "as no later than where a shallow clone ends",
        { ...versions(SAME, ENFORCE), isShallow: true },
        undefined,
        9,
      ],
      [
        "also in a shallow clone that reaches behind it",
        { ...versions(SAME, ENFORCE, TESTING), isShallow: true },
        9,
        undefined,
      ],
    ];
    for (const [what, history, change, bound] of cases) {
      it(what, () => {
        const past = pastOf(history, ENFORCE);
        assert.deepEqual([dayOf(past.lastChange), dayOf(past.unchangedSince)], [change, bound]);
      });
    }
    it("with its commit", () => {
      const { lastChange } = pastOf(versions(SAME, ENFORCE, TESTING), ENFORCE);
      assert.deepEqual(lastChange, { commit: "c000000002", at: day(9) });
    });
    it("not of a file that is gone or no policy", () => {
      assert.equal(pastOf(versions(undefined, ENFORCE)).lastChange, undefined);
      assert.equal(pastOf(versions(VOID), VOID).lastChange, undefined);
    });
  });

  describe("tells what senders may hold", () => {
    const cases: readonly [string, HistoryCase, readonly unknown[]][] = [
      // withdrawnBy, goneSince, largestMaxAge
      ["while a policy is offered", versions(TESTING, ENFORCE), [undefined, undefined, 604800]],
      ["since mode none", versions(NONE, ENFORCE, TESTING), [10, 10, 604800]],
      [
        "since the first mode none of a row, whatever its max_age",
        versions(undefined, NONE, text("none", 60), TESTING),
        [8, 8, 86400],
      ],
      ["since the file is gone", versions(undefined, ENFORCE), [undefined, 10, 604800]],
      [
        "since the file is gone that came back once",
        versions(undefined, ENFORCE, NONE, TESTING),
        [undefined, 10, 604800],
      ],
      ["not by texts that no sender takes", versions(NONE, VOID, TESTING), [10, 10, 86400]],
      ["nothing where only mode none was offered", versions(NONE), [10, 10, undefined]],
    ];
    for (const [what, history, want] of cases) {
      it(what, () => {
        const { withdrawnBy, goneSince, largestMaxAge } = pastOf(history);
        assert.deepEqual([dayOf(withdrawnBy), dayOf(goneSince), largestMaxAge], want);
      });
    }
  });

  it("of a policy that stands in code follows the policy, not the code", () => {
    const path = "src/functions/mtaSts.js";
    const code = (policy: string, more = "") => {
      const bytes = Buffer.from(`const policy = \`${policy}\`;\n${more}`);
      return { path, octets: bytes.length, bytesBase64: bytes.toString("base64") };
    };
    const version = (number: number, { bytesBase64 }: ReturnType<typeof code>) => ({
      commit: `c00000000${number}`,
      committedAt: day(number),
      path,
      bytesBase64,
    });
    const committed = code(ENFORCE, "module.exports = policy;\n");
    const value = {
      versions: [version(9, committed), version(8, code(ENFORCE)), version(7, code(TESTING))],
    };
    const { history } = deploymentOf({
      history: versions(),
      evidence: { history: { value }, policyFile: { value: committed } },
    });
    const past = history.status === "found" ? history.value : undefined;
    assert.deepEqual([dayOf(past?.lastChange), past?.wasTesting], [8, true]);
  });

  it("says why there is none", () => {
    const absent = { status: "absent", code: "NO_GIT", detail: "no git" } as const;
    assert.deepEqual(readHistory(absent, undefined), absent);
  });
});

function deploymentOf({
  stage = "preDeploy",
  policy = ENFORCE,
  ...rest
}: Partial<Case> & { readonly policy?: string }): Deployment {
  const fixture = { stage, ...rest };
  return interpret(evidenceOf(policy, fixture), healthyOptions(stage, optionsOf(fixture)));
}

const record = (id: string) => [`v=STSv1; id=${id};`];

describe("an id that is a time", () => {
  const changed = versions(SAME, ENFORCE, TESTING);
  const shallow = { ...versions(ENFORCE), isShallow: true };
  const cases: readonly [string, string, HistoryCase, unknown][] = [
    ["is in step when newer than the change", "20261109000001Z", changed, true],
    [
      "is in step in the same second",
      "1793750400",
      { versions: [{ at: "2026-11-04T00:00:00.999Z", text: ENFORCE }] },
      true,
    ],
    ["is out of step when older", "20261108235959Z", changed, false],
    ["counts as its whole day", "20261109", changed, true],
    ["counts as its whole day, whichever it is", "20261108", changed, false],
    ["counts as its day where a number follows", "2026110999", changed, true],
    ["is in step when newer than all that a shallow clone knows", "20261111", shallow, true],
    ["cannot be judged when older than that", "20261109", shallow, "unknown"],
    [
      "cannot be judged where the change is not committed",
      "20261111",
      versions(TESTING),
      "unknown",
    ],
  ];
  for (const [what, id, history, want] of cases) {
    it(what, () => {
      const { scheme, inStep, olderThan } = deploymentOf({ txt: record(id), history }).id;
      assert.deepEqual([scheme, inStep], ["timestamp", want]);
      assert.equal(olderThan === undefined, want !== false);
    });
  }

  it("is due to be older before the deployment", () => {
    const { inStep } = deploymentOf({
      served: TESTING,
      txt: record("20261101"),
      history: changed,
    }).id;
    assert.equal(inStep, "unknown");
  });

  it("is judged by its move where the deployment brought the policy", () => {
    const value = {
      gatheredAt: "2026-11-24T07:50:00.000Z",
      liveId: "20261101",
      servedBodyBase64: Buffer.from(TESTING).toString("base64"),
    };
    const evidence = { earlier: { status: "found", value } };
    const readingAfter = (id: string) =>
      deploymentOf({ stage: "postDeploy", txt: record(id), history: changed, evidence }).id;
    assert.deepEqual(
      [readingAfter("20261101").inStep, readingAfter("20261101").olderThan],
      [false, undefined],
    );
    // By a clock that is behind, but new.
    assert.deepEqual(
      [readingAfter("20261102").inStep, readingAfter("20261102").olderThan],
      [true, undefined],
    );
  });

  it("is judged by the history where the deployment brought nothing", () => {
    const value = {
      gatheredAt: "2026-11-24T07:50:00.000Z",
      liveId: "20261101",
      servedBodyBase64: Buffer.from(ENFORCE).toString("base64"),
    };
    const evidence = { earlier: { status: "found", value } };
    const { inStep, olderThan } = deploymentOf({
      stage: "postDeploy",
      txt: record("20261101"),
      history: changed,
      evidence,
    }).id;
    assert.deepEqual([inStep, olderThan?.at], [false, day(9)]);
  });
});

describe("an id that is a hash", () => {
  const hash = (one: string) => contentId(Buffer.from(one));
  it("of an older committed text is known as such, and out of step", () => {
    const { scheme, inStep, expected } = deploymentOf({
      txt: record(hash(TESTING)),
      history: versions(ENFORCE, TESTING),
    }).id;
    assert.deepEqual([scheme, inStep, expected], ["contentHash", false, hash(ENFORCE)]);
  });
  it("of an older text that means the same is in step", () => {
    const { scheme, inStep, expected } = deploymentOf({
      txt: record(hash(SAME)),
      history: versions(ENFORCE, SAME),
    }).id;
    assert.deepEqual([scheme, inStep, expected], ["contentHash", true, hash(SAME)]);
  });
  it("of the target branch's text is known as such", () => {
    const { scheme, inStep } = deploymentOf({
      stage: "pullRequest",
      txt: record(hash(TESTING)),
      target: { policy: TESTING },
    }).id;
    assert.deepEqual([scheme, inStep], ["contentHash", false]);
  });

  const zone = (expression: string) => `_mta-sts TXT "v=STSv1; id=\${${expression}};"\n`;
  const cases: readonly [string, string, string, unknown][] = [
    ["is in step with an expression", "x", hash(ENFORCE), true],
    ["of another text is out of step with it", "x", hash(TESTING), false],
    ["of an unknown text is out of step with it", "x", "0123456789abcdef0123456789abcdef", false],
    ["is expected of an expression that makes one", "md5(x)", "20261101", false],
    ["is not expected of another expression", "x", "20261101", "unknown"],
  ];
  for (const [what, expression, live, want] of cases) {
    it(what, () => {
      const recordFile = zone(expression);
      const reading = deploymentOf({
        txt: record(live),
        recordFile,
        history: versions(ENFORCE, TESTING),
      }).id;
      assert.deepEqual([reading.scheme, reading.inStep], ["contentHash", want]);
      assert.equal(reading.expression, `\${${expression}}`);
      assert.equal(reading.expected === undefined, want === "unknown");
    });
  }
});

describe("a removal", () => {
  const ABSENT = { policyFile: { status: "absent", code: "ENOENT", detail: "no such file" } };
  const NOT_FOUND = { exchange: { httpStatus: 404 } };
  const removalOf = (fixture: Partial<Case> & { readonly policy?: string }) => {
    const { removal, state } = deploymentOf({ evidence: ABSENT, ...fixture });
    return { state, ...removal };
  };

  it("is safe once mode none has been committed for the largest max_age", () => {
    const withdrawn = (at: string) => ({
      versions: [{ at: day(24) }, { at, text: NONE }, { at: day(1), text: ENFORCE }],
    });
    const last = removalOf({ served: NONE, history: withdrawn("2026-11-17T08:00:00.000Z") });
    assert.deepEqual(
      [last.state, last.isSafe, last.safeFrom, last.largestMaxAge],
      ["removed", true, "2026-11-24T08:00:00.000Z", 604800],
    );
    const early = removalOf({ served: NONE, history: withdrawn("2026-11-17T08:00:00.001Z") });
    assert.deepEqual([early.state, early.isSafe], ["removal too early", false]);
  });

  it("is never safe while a policy is served", () => {
    const removal = removalOf({
      served: text("enforce", 1_000_000),
      history: versions(undefined, NONE, ENFORCE),
    });
    assert.deepEqual(
      [removal.state, removal.isSafe, removal.safeFrom, removal.largestMaxAge, removal.latest],
      ["removal too early", false, undefined, 1_000_000, "2026-12-05T21:46:40.000Z"],
    );
  });

  it("counts from the removal where nothing is served any more", () => {
    const removal = removalOf({ ...NOT_FOUND, history: versions(undefined, ENFORCE) });
    assert.deepEqual([removal.state, removal.safeFrom], ["removed", "2026-11-17T00:00:00.000Z"]);
  });

  it("has no date without the whole history", () => {
    const cases: readonly Partial<Case>[] = [
      {},
      { history: { ...versions(undefined, NONE), isShallow: true } },
      { history: versions(undefined, ENFORCE) },
    ];
    for (const fixture of cases) {
      const removal = removalOf({ served: NONE, ...fixture });
      assert.deepEqual([removal.state, removal.safeFrom], ["removal too early", undefined]);
    }
  });

  it("begins with mode none", () => {
    const { state, removal } = deploymentOf({ policy: NONE, history: versions(NONE, ENFORCE) });
    assert.deepEqual([state, removal?.safeFrom], ["removal announced", "2026-11-17T00:00:00.000Z"]);
  });

  it("is none where the file only lies elsewhere", () => {
    const elsewhere: readonly Partial<Case>[] = [
      { history: { ...versions(undefined, ENFORCE), movedTo: "new.txt" } },
      { history: versions() },
      {
        evidence: {
          ...ABSENT,
          history: { status: "absent", code: "NO_REPOSITORY", detail: "no repository" },
        },
      },
    ];
    for (const fixture of elsewhere) {
      assert.deepEqual(removalOf(fixture), { state: "not judged" });
    }
  });
});

describe("a pull request", () => {
  const changes = (fixture: Partial<Case> & { readonly policy?: string }) =>
    deploymentOf({ stage: "pullRequest", ...fixture }).changedInPullRequest;
  const ABSENT = { policyFile: { status: "absent", code: "ENOENT", detail: "no such file" } };

  it("changes the policy where its meaning differs from the target branch", () => {
    assert.equal(changes({ target: { policy: TESTING } }), true);
    assert.equal(changes({ target: { policy: SAME } }), false);
    assert.equal(changes({ target: { policy: VOID } }), true);
    assert.equal(changes({ target: {} }), true);
    assert.equal(changes({ target: { policy: TESTING }, evidence: ABSENT }), true);
    assert.equal(changes({ target: {}, evidence: ABSENT }), false);
  });

  it("changes nobody knows what where one of the two is unknown", () => {
    assert.equal(changes({ target: { policy: ENFORCE }, policy: VOID }), "unknown");
    const failed = { status: "failed", error: { code: "SHALLOW", message: "shallow" } };
    assert.equal(changes({ evidence: { targetBranch: failed } }), "unknown");
    const lost = { value: { policyFile: failed } };
    assert.equal(
      changes({ target: { policy: ENFORCE }, evidence: { targetBranch: lost } }),
      "unknown",
    );
    assert.equal(
      changes({ target: { policy: ENFORCE }, evidence: { policyFile: failed } }),
      "unknown",
    );
  });

  it("is asked for in its own stage only", () => {
    assert.equal(changes({}), undefined);
  });

  it("gets an id that neither DNS nor the target branch has", () => {
    const zone = (id: string) => `_mta-sts TXT "v=STSv1; id=${id}"\n`;
    const next = (expected: string) =>
      deploymentOf({
        stage: "pullRequest",
        served: TESTING,
        txt: record("1"),
        recordFile: zone(expected),
        target: { policy: TESTING, record: zone("2") },
      }).id.next;
    assert.equal(next("3"), "3");
    assert.equal(next("2"), contentId(Buffer.from(ENFORCE)));
    assert.equal(next("1"), contentId(Buffer.from(ENFORCE)));
  });
});
