import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readShare } from "../../tasks/MtaStsGateV1/inputs/domain-share";
import { optionsOf, type Texts } from "../support/inputs";

const DOMAINS = Array.from({ length: 60 }, (_, n) => `school${n}.example`);

function job(position: string, total: string, more: Texts = {}): Texts {
  return {
    "System.JobPositionInPhase": position,
    "System.TotalJobsInPhase": total,
    "System.ParallelExecutionType": "MultiMachine",
    ...more,
  };
}

function shareOf(domains: readonly string[], variables: Texts) {
  return readShare({ variable: (name) => variables[name] ?? "" }, domains);
}

function sharesOf(domains: readonly string[], jobs: number): readonly (readonly string[])[] {
  return Array.from(
    { length: jobs },
    (_, index) => shareOf(domains, job(`${index + 1}`, `${jobs}`)).domains,
  );
}

describe("the share of a job", () => {
  it("gives every domain to one job, and each job keeps the order", () => {
    for (const jobs of [2, 3, 7, 100]) {
      const shares = sharesOf(DOMAINS, jobs);
      assert.deepEqual([...shares.flat()].sort(), [...DOMAINS].sort());
      for (const share of shares) {
        assert.deepEqual(
          share,
          DOMAINS.filter((domain) => share.includes(domain)),
        );
      }
    }
    const sizes = sharesOf(DOMAINS, 3).map(({ length }) => length);
    assert.ok(Math.min(...sizes) >= 10, `${sizes}`);
  });

  it("moves no domain when one is added or the order changes", () => {
    const before = sharesOf(DOMAINS, 3);
    const after = sharesOf(["new.example", ...[...DOMAINS].reverse()], 3);
    after.forEach((share, index) => {
      const old = share.filter((domain) => domain !== "new.example");
      assert.deepEqual([...old].reverse(), before[index]);
    });
  });

  it("can be computed by anyone: 12 hex digits of SHA-256, modulo the number of jobs", () => {
    const digits = createHash("sha256").update("school7.example").digest("hex").slice(0, 12);
    const expected = Number(BigInt(`0x${digits}`) % 3n) + 1;
    const found = sharesOf(DOMAINS, 3).findIndex((share) => share.includes("school7.example"));
    assert.equal(found + 1, expected);
  });

  it("is said in one line", () => {
    const { share, domains } = shareOf(DOMAINS.slice(0, 12), job("2", "3"));
    assert.equal(share?.words, `checks ${domains.length} of 12 domains: job 2 of 3`);
    assert.deepEqual([share?.job, share?.jobs], [2, 3]);
  });

  const whole: Readonly<Record<string, Texts>> = {
    "there is one job": job("1", "1"),
    "the agent says nothing": {},
    "the jobs are those of a matrix": job("2", "3", {
      "System.ParallelExecutionType": "MultiConfiguration",
    }),
  };
  for (const [when, variables] of Object.entries(whole)) {
    it(`is everything, without a word, where ${when}`, () => {
      assert.deepEqual(shareOf(DOMAINS, variables), { domains: DOMAINS });
    });
  }

  it("is the lint without a domain in every job", () => {
    assert.deepEqual(shareOf([""], job("2", "3")), { domains: [""] });
  });

  it("of a single domain is one job's", () => {
    assert.deepEqual(
      sharesOf(["contoso.com"], 3)
        .map(({ length }) => length)
        .sort(),
      [0, 0, 1],
    );
  });

  for (const [position, total] of [
    ["0", "3"],
    ["4", "3"],
    ["two", "3"],
    ["", "3"],
    ["1", "3.5"],
    ["1", "-3"],
    ["1", "\n##vso[task.complete]3"],
  ] as const) {
    it(`is everything where the numbers are ${JSON.stringify([position, total])}, and says so`, () => {
      const { domains, share } = shareOf(DOMAINS, job(position, total));
      assert.deepEqual(domains, DOMAINS);
      assert.match(
        share?.words ?? "",
        /^checks all 60 domains: System\.JobPositionInPhase ".*" and System\.TotalJobsInPhase ".*" name no share of them$/,
      );
      assert.equal(share?.job, undefined);
    });
  }

  it("is what the options hold, and may be empty", () => {
    const all = [1, 2, 3].map((n) => optionsOf({ domain: "contoso.com" }, job(`${n}`, "3")));
    assert.deepEqual(
      all.flatMap(({ domains }) => domains),
      ["contoso.com"],
    );
    assert.deepEqual(
      all.map(({ share }) => share?.words.replace(/^checks [01] of 1 domains: /, "")),
      ["job 1 of 3", "job 2 of 3", "job 3 of 3"],
    );
    assert.equal("share" in optionsOf({ domain: "contoso.com" }), false);
  });
});
