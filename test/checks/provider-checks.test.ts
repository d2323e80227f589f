// The provider-* checks: silent on everything healthy, and what they weigh with and without DNS.
import assert from "node:assert/strict";
import { providerChecks } from "../../tasks/MtaStsGateV1/checks/provider-checks";
import { interpret } from "../../tasks/MtaStsGateV1/interpret";
import { judge } from "../../tasks/MtaStsGateV1/judge";
import { knowledge } from "../../tasks/MtaStsGateV1/knowledge";
import { MAIL_PROVIDERS } from "../../tasks/MtaStsGateV1/mta-sts/providers";
import type { Options } from "../../tasks/MtaStsGateV1/options";
import type { Problem } from "../../tasks/MtaStsGateV1/report/types";
import { evidenceOf } from "../support/case";
import { healthyOptions } from "../support/healthy";

function policyOf(patterns: readonly string[], mode = "enforce"): string {
  const lines = patterns.map((pattern) => `mx: ${pattern}\n`);
  return `version: STSv1\nmode: ${mode}\n${lines.join("")}max_age: 604800\n`;
}

/** Problems of a policy: in stage lint without `mx`, in stage pullRequest with it. */
function problemsWith(
  policy: string,
  mx?: readonly string[],
  more: Partial<Options> = {},
): readonly Problem[] {
  const stage = mx === undefined ? "lint" : "pullRequest";
  const records = mx?.map((host, i) => `${i} ${host}`);
  const evidence = evidenceOf(policy, { stage, ...(records === undefined ? {} : { mx: records }) });
  const deployment = interpret(evidence, healthyOptions(stage, more));
  return judge(deployment, providerChecks, knowledge).flatMap((verdict) => verdict.problems);
}

function saidOf(...given: Parameters<typeof problemsWith>): readonly string[] {
  return problemsWith(...given).map(({ check, severity }) => `${severity} ${check}`);
}

describe("provider checks are silent on", () => {
  for (const { name, mx } of MAIL_PROVIDERS) {
    for (const { hosts, patterns, example } of mx) {
      const real = example === undefined ? hosts : [example];
      it(`${name}: ${real.join(", ")}`, () => {
        for (const known of [undefined, real]) {
          assert.deepEqual(saidOf(policyOf(real), known), []);
          assert.deepEqual(saidOf(policyOf([...real].reverse()), known), []);
          assert.deepEqual(saidOf(policyOf(real.map((host) => host.toUpperCase())), known), []);
          if (patterns.length > 0) assert.deepEqual(saidOf(policyOf(patterns), known), []);
        }
      });
    }
  }

  const silent: readonly (readonly [mx: readonly string[], known?: readonly string[]])[] = [
    [["mx1.fabrikam.com"]],
    [["*.fabrikam.com", "mail.fabrikam.net"]],
    [["*.mail.protection.outlook.com", "*.o-v1.mx.microsoft"]],
    [["contoso-com.mail.protection.outlook.com", "contoso-com.o-v1.mx.microsoft"]],
    [["*.olc.protection.outlook.com"]],
    [["*.mail.eo.outlook.com", "*.mail.protection.outlook.com"]],
    [["smtp.google.com", "aspmx.l.google.com", "*.aspmx.l.google.com", "*.googlemail.com"]],
    [["*.smtp.goog", "aspmx.l.google.com", "*.aspmx.l.google.com"]],
    [["*.mx.cloudflare.net", "smtp.google.com"]],
    [["eu1-smtp.messagingengine.com", "eu2-smtp.messagingengine.com"]],
    [["*.mail.protection.outlook.com"], ["fabrikam-com.mail.protection.outlook.com"]],
    [["*.google.com"], ["smtp.google.com"]],
    // Hosts of the provider that are not known yet.
    [["*.smtp.google.com"], ["a.smtp.google.com"]],
    [["l.google.com"], ["l.google.com"]],
    [["imap.gmail.com"], ["imap.gmail.com"]],
  ];
  for (const [patterns, known] of silent) {
    it(`${patterns.join(", ")}${known === undefined ? "" : ` with ${known.join(", ")}`}`, () => {
      assert.deepEqual(saidOf(policyOf(patterns), known), []);
    });
  }

  it("whatever a withdrawn policy holds", () => {
    const patterns = ["*.mx.microsoft", "google.com", "smtp.office365.com", "mail.protonmail.ch"];
    assert.deepEqual(saidOf(policyOf(patterns, "none")), []);
    assert.deepEqual(saidOf(policyOf(patterns, "none"), ["contoso-com.o-v1.mx.microsoft"]), []);
  });

  it("the provider's own domain", () => {
    const evidence = { ...evidenceOf(policyOf(["gandi.net"]), { stage: "lint" }) };
    const deployment = interpret(
      { ...evidence, policyDomain: "gandi.net" },
      healthyOptions("lint"),
    );
    const verdicts = judge(deployment, providerChecks, knowledge);
    assert.deepEqual(
      verdicts.flatMap((verdict) => verdict.problems),
      [],
    );
  });
});

describe("provider checks weigh", () => {
  const OLDER = "contoso-com.mail.protection.outlook.com";
  const NEWER = "contoso-com.o-v1.mx.microsoft";
  const rows: readonly (readonly [
    mx: readonly string[],
    known: readonly string[] | undefined,
    said: readonly string[],
  ])[] = [
    [["*.mx.microsoft"], undefined, ["warning provider-wildcard-depth"]],
    [["*.mx.microsoft"], [NEWER], ["warning provider-wildcard-depth"]],
    [["*.mx.microsoft", NEWER], undefined, ["note provider-wildcard-depth"]],
    [["*.mx.microsoft", NEWER], [NEWER], ["note provider-wildcard-depth"]],
    [["*.mx.microsoft", OLDER], undefined, ["warning provider-wildcard-depth"]],
    [["*.mx.microsoft", OLDER], [NEWER, OLDER], ["warning provider-wildcard-depth"]],
    [["*.outlook.com"], undefined, ["warning provider-wildcard-depth"]],
    [["*.protection.outlook.com"], [OLDER], ["warning provider-wildcard-depth"]],
    [[`*.${OLDER}`], undefined, ["warning provider-wildcard-depth"]],
    [["*.google.com"], undefined, ["note provider-wildcard-depth"]],
    [["*.google.com"], ["aspmx.l.google.com"], ["warning provider-wildcard-depth"]],
    [["*.l.google.com"], undefined, ["note provider-wildcard-depth"]],
    [["*.aspmx.l.google.com"], undefined, ["note provider-wildcard-depth"]],
    [["*.google.com", "*.googlemail.com"], undefined, ["note provider-wildcard-depth"]],
    [["*.icloud.com"], undefined, ["warning provider-wildcard-depth"]],
    [["mail.protection.outlook.com"], undefined, ["warning provider-bare-base"]],
    [["MAIL.protection.outlook.com"], [OLDER], ["warning provider-bare-base"]],
    [["mail.protection.outlook.com", OLDER], undefined, ["note provider-bare-base"]],
    [["outlook.com"], ["mx1.fabrikam.com"], ["note provider-bare-base"]],
    [["o-v1.mx.microsoft"], [NEWER], ["warning provider-bare-base"]],
    [["l.google.com"], undefined, ["warning provider-bare-base"]],
    [["mx.cloudflare.net"], undefined, ["warning provider-bare-base"]],
    [["smtp.gmail.com"], undefined, ["warning provider-outbound-host"]],
    [["*.gmail.com"], undefined, ["warning provider-outbound-host"]],
    [["smtp.gmail.com", "smtp.google.com"], ["smtp.google.com"], ["note provider-outbound-host"]],
    [
      ["aspmx.l.google.com", "alt1.aspmx.l.google.com"],
      undefined,
      ["note provider-hosts-forgotten"],
    ],
    [["mxb.eu.mailgun.org"], undefined, ["note provider-hosts-forgotten"]],
    [["aspmx.l.google.com"], ["aspmx.l.google.com", "alt1.aspmx.l.google.com"], []],
    [["*.mail.protection.outlook.com"], [NEWER], ["warning provider-moving"]],
    [[OLDER], [OLDER, NEWER], ["warning provider-moving"]],
    [[NEWER], [OLDER], ["warning provider-moving"]],
    [[NEWER, OLDER], [OLDER], []],
    [["mx1.fabrikam.com"], [NEWER], []],
  ];
  for (const [patterns, known, said] of rows) {
    it(`${patterns.join(", ")} ${known === undefined ? "in lint" : `with ${known.join(", ")}`}`, () => {
      assert.deepEqual(saidOf(policyOf(patterns), known), said);
    });
  }

  it("hosts that are planned like those of now", () => {
    const planned = { plannedMx: [NEWER] };
    assert.deepEqual(saidOf(policyOf([OLDER]), [OLDER], planned), ["warning provider-moving"]);
    assert.deepEqual(saidOf(policyOf([OLDER, NEWER]), [OLDER], planned), []);
  });

  it("thousands of lines of a kind as one problem", () => {
    const patterns = Array.from({ length: 1000 }, (_, i) => `*.c${i}.mail.protection.outlook.com`);
    const [problem, ...others] = problemsWith(policyOf(patterns));
    assert.deepEqual(others, []);
    assert.equal(problem?.line, 3);
    assert.match(problem?.message ?? "", /; likewise in lines 4 to 1002$/);
  });
});
