// The summary: what it says at a glance, that foreign text stays text, and that it stays small.
import assert from "node:assert/strict";
import type { EvidenceFile } from "../../tasks/MtaStsGateV1/evidence/types";
import { code, prose, table } from "../../tasks/MtaStsGateV1/report/markdown-text";
import { busyRun } from "../support/busy-run";
import { type Case, evidenceOf } from "../support/case";
import { formsOf } from "../support/golden";
import { HEALTHY_POLICY, healthyOptions } from "../support/healthy";
import { activeParts, rendered } from "../support/rendered";

const HOSTILE = [
  "]]><script>alert(1)</script>",
  "![x](https://evil.example/x.png)",
  "[click](javascript:alert(1))",
  "[a](1) {0} **bold** _x_ ~~gone~~ $x$",
  "<https://evil.example>",
  "https://evil.example/?a=1 www.evil.example evil.com a@evil.example",
  "@user #1 :smile: | \\| \\\\| &lt;b&gt; &#60;i&#62;",
  "`code` ```` ` \\`x\\`",
  "<img src=x onerror=alert(1)>",
  "<!-- comment",
];

function runWith(policy: string, fixture: Omit<Case, "stage">, times = 1): EvidenceFile {
  const evidence = evidenceOf(policy, { stage: "preDeploy", ...fixture });
  return {
    schema: 1,
    options: healthyOptions("preDeploy"),
    startedAt: evidence.gatheredAt,
    finishedAt: evidence.gatheredAt,
    domains: Array.from({ length: times }, (_, index) =>
      times === 1 ? evidence : { ...evidence, policyDomain: `d${index}.example` },
    ),
  };
}

const plain = (html: string) =>
  html
    .replace(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");

describe("text in the summary", () => {
  for (const text of HOSTILE) {
    it(`stays text: ${text}`, () => {
      assert.equal(
        plain(rendered(`x ${prose(text)}`)),
        `<p>x ${text}</p>\n`.replace(/<\/?p>/g, ""),
      );
      const shown = text.replaceAll("|", "\\u{7c}");
      assert.equal(plain(rendered(`x ${code(text)}`)), `x ${shown}\n`);
      const cells = table(["a", "b"], [[prose(text), code(text)]]);
      assert.deepEqual(activeParts([prose(text), code(text), cells].join("\n\n")), []);
      assert.ok(plain(rendered(cells)).includes(text), "whole in a cell");
    });
  }

  it("shows what cannot be seen", () => {
    assert.equal(plain(rendered(prose("a\u202eb\nc"))), "a\\u{202e}b\\u{a}c\n");
  });

  it("would be found out if it did not stay text", () => {
    for (const text of HOSTILE.slice(0, 2)) assert.notDeepEqual(activeParts(text), [], text);
    assert.notDeepEqual(activeParts("x https://evil.example/"), []);
  });
});

describe("the summary", () => {
  it("turns no text of others into anything", () => {
    assert.deepEqual(activeParts(formsOf(busyRun()).markdown), []);
    for (const text of HOSTILE) {
      const policy = `version: STSv1\nmode: ${text}\n${text}\nmx: ${text}\nmax_age: 1\n`;
      const fixture = {
        txt: [`v=STSv1; id=${text};`],
        exchange: { httpStatus: 302, headers: [["location", text]] },
        served: HEALTHY_POLICY,
      };
      assert.deepEqual(activeParts(formsOf(runWith(policy, fixture)).markdown), [], text);
    }
  });

  it("has what must agree side by side, and marks what does not", () => {
    const html = rendered(
      formsOf(
        runWith(HEALTHY_POLICY, {
          served: HEALTHY_POLICY.replace("enforce", "testing"),
          mx: ["10 mx.fabrikam.com"],
          txt: ["v=STSv1; id=20260101000000Z;"],
        }),
      ).markdown,
    );
    const rows = [...html.matchAll(/<tr>([\s\S]*?)<\/tr>/g)].map(([, row = ""]) =>
      [...row.matchAll(/<t[hd]>(.*?)<\/t[hd]>/g)].map(([, cell = ""]) => plain(cell)),
    );
    assert.deepEqual(rows[0], ["", "Committed", "Served", "DNS"]);
    assert.deepEqual(rows[2], ["mode", "enforce", "≠ testing", "–"]);
    assert.deepEqual(rows[3], ["max_age", "604800 s", "604800 s", "–"]);
    assert.equal(rows[4]?.[3], "≠ mx.fabrikam.com (10)");
    assert.equal(rows[5]?.[3], "20260101000000Z, cannot be judged");
    assert.match(html, /marks what does not agree/);
  });

  it("of a healthy domain marks nothing, and holds its time against what senders allow", () => {
    const { markdown } = formsOf(runWith(HEALTHY_POLICY, {}));
    assert.match(markdown, /^\*\*Result: passed\*\* /);
    assert.doesNotMatch(markdown, /≠|### Problems/);
    assert.match(
      plain(rendered(markdown)),
      /Sender\s+Waits\s+The policy took[\s\S]*postfix-tlspol\s+2 s\s+0\.08 s/,
    );
    const timings = { tcp: 0.1, tls: 0.2, headers: 3, body: 4.6 };
    const slow = formsOf(runWith(HEALTHY_POLICY, { exchange: { timings } })).markdown;
    assert.equal(slow.match(/\*\*too slow\*\*/g)?.length, 2);
  });

  it("is bounded, whatever there is to say", () => {
    const lines = Array.from({ length: 60 }, (_, index) => `mx: bad_${index}..example`);
    const policy = `version: STSv1\nmode: enforce\n${lines.join("\n")}\nmax_age: 1\n`;
    const many = formsOf(runWith(policy, {}, 120)).markdown;
    assert.ok(many.length < 250_000, `${many.length} characters`);
    assert.match(many, /^and 20 more domains$/m);
    assert.match(many, /^\d+ more domains: see the log/m);
    assert.deepEqual(activeParts(many), []);
  });
});
