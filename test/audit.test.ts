// npm run audit: a vulnerability fails it, and silence is no pass.
import assert from "node:assert/strict";
import { readAudit } from "../scripts/audit";

const METADATA = { dependencies: { prod: 60, dev: 400 } };
const REPORT = { auditReportVersion: 2, vulnerabilities: {}, metadata: METADATA };

const ADVISORY = {
  title: "undici takes a response for another's",
  url: "https://example.com/advisories/1",
};

describe("npm run audit", () => {
  it("passes where the registry knows of nothing", () => {
    assert.deepEqual(readAudit(JSON.stringify(REPORT)), {
      kind: "clean",
      lines: ["no known vulnerability in 59 packages"],
    });
  });

  it("fails where it knows of something, and says what", () => {
    const vulnerabilities = {
      undici: { severity: "high", range: "<7.28.0", via: [ADVISORY] },
      outer: { severity: "low", range: "*", via: ["undici"] },
    };
    const { kind, lines } = readAudit(JSON.stringify({ ...REPORT, vulnerabilities }));
    assert.equal(kind, "vulnerable");
    assert.deepEqual(lines, [
      `undici <7.28.0, high: ${ADVISORY.title} (${ADVISORY.url})`,
      "outer *, low: through undici",
    ]);
  });

  it("lets no advisory give the agent a command", () => {
    const hostile = { ...ADVISORY, title: "a\n##vso[task.complete result=Succeeded;]" };
    const vulnerabilities = { undici: { severity: "high", range: "*", via: [hostile] } };
    const { lines } = readAudit(JSON.stringify({ ...REPORT, vulnerabilities }));
    assert.doesNotMatch(lines.join("\n"), /##vso\[/);
    assert.equal(lines.length, 1);
  });

  for (const [what, output, reason] of [
    [
      "the registry has no such service",
      JSON.stringify({ message: "405 Method Not Allowed - POST bulk", statusCode: 405 }),
      "405 Method Not Allowed",
    ],
    ["npm fails", JSON.stringify({ error: { code: "ENOLOCK", summary: "no lock" } }), "no lock"],
    ["npm gives a code alone", JSON.stringify({ error: { code: "EAI_AGAIN" } }), "EAI_AGAIN"],
    ["npm prints nothing", "", "npm printed no report"],
    ["npm prints no JSON", "<html>", "npm printed no report"],
    ["npm prints another value", "null", "npm printed no report"],
    ["the report has another form", JSON.stringify({ ...REPORT, auditReportVersion: 3 }), "npm"],
    [
      "the report is about nothing",
      JSON.stringify({ ...REPORT, metadata: { dependencies: { prod: 1 } } }),
      "about no package",
    ],
  ] as const) {
    it(`is no pass where ${what}`, () => {
      const { kind, lines } = readAudit(output);
      assert.equal(kind, "unanswered");
      assert.match(lines.join("\n"), /^could not be asked, so nothing is known: /);
      assert.ok(lines[0]?.includes(reason), lines[0]);
    });
  }
});
