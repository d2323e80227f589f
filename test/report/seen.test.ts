// What the report says was seen: the kinds of answers stay apart, each with its code.
import assert from "node:assert/strict";
import { concludeDomain } from "../../tasks/MtaStsGateV1/conclude";
import { knowledge } from "../../tasks/MtaStsGateV1/knowledge";
import type { Seen } from "../../tasks/MtaStsGateV1/report/types";
import { type Case, evidenceOf, optionsOf } from "../support/case";
import { HEALTHY_POLICY, healthyOptions } from "../support/healthy";

const WITHDRAWN = "version: STSv1\nmode: none\nmax_age: 86400\n";
const ABSENT = { status: "absent", code: "NXDOMAIN", detail: "no such name" };
const SKIPPED = { status: "skipped", reason: "not asked" };
const FAILED = { status: "failed", error: { code: "SERVFAIL", message: "no usable answer" } };
const UNHEARD = { resolver: FAILED, nameServers: FAILED };
const NO_RESPONSE = { httpStatus: null, headers: null, bodyBase64: null, bodyOctets: null };

interface Situation extends Partial<Case> {
  readonly policy?: string;
}

function seenOf({ policy = HEALTHY_POLICY, stage = "preDeploy", ...rest }: Situation): Seen {
  const fixture = { stage, ...rest };
  const options = healthyOptions(stage, optionsOf(fixture));
  return concludeDomain(evidenceOf(policy, fixture), options, knowledge).report.seen;
}

function standing({ status, code }: { readonly status: string; readonly code?: string }): string {
  return code === undefined ? status : `${status} ${code}`;
}

type Table = readonly (readonly [what: string, situation: Situation, want: string])[];

function hold(of: (seen: Seen) => Parameters<typeof standing>[0], table: Table): void {
  for (const [what, situation, want] of table) {
    it(`${what}: ${want}`, () => assert.equal(standing(of(seenOf(situation))), want));
  }
}

describe("seen", () => {
  describe("of the policy file", () => {
    hold(
      (seen) => seen.policyFile,
      [
        ["good", {}, "valid"],
        ["void", { policy: "version: STSv1\nmode: x\n" }, "invalid SYNTAX"],
        ["with a byte order mark", { policy: `\ufeff${HEALTHY_POLICY}` }, "invalid BOM"],
        ["a page", { policy: "<html></html>\n" }, "invalid HTML"],
        ["empty", { policy: "" }, "invalid EMPTY"],
        ["gone", { evidence: { policyFile: { ...ABSENT, code: "ENOENT" } } }, "absent ENOENT"],
        ["unreadable", { evidence: { policyFile: FAILED } }, "unverified SERVFAIL"],
        ["not looked for", { evidence: { policyFile: SKIPPED } }, "skipped"],
      ],
    );

    it("is its meaning", () => {
      assert.deepEqual(seenOf({}).policyFile, {
        status: "valid",
        path: "home/.well-known/mta-sts.txt",
        mode: "enforce",
        maxAge: 604_800,
        mx: ["contoso-com.mail.protection.outlook.com"],
      });
    });
  });

  describe("of the record", () => {
    hold(
      (seen) => seen.record,
      [
        ["good", {}, "valid"],
        ["malformed", { txt: ["v=STSv1 id=1"] }, "invalid SYNTAX"],
        ["without a legal id", { txt: ["v=STSv1; id=2026-01-01"] }, "invalid ID"],
        ["twice", { txt: ["v=STSv1; id=1", "v=STSv1; id=2"] }, "invalid SEVERAL"],
        ["of another kind", { txt: ["v=spf1 -all"] }, "absent NO_STS_RECORD"],
        ["not there", { txt: [] }, "absent NODATA"],
        ["unheard of", { evidence: { record: UNHEARD } }, "unverified SERVFAIL"],
        ["not asked for", { stage: "lint" }, "skipped"],
      ],
    );
  });

  describe("of the policy resource", () => {
    const broken = (phase: string, code: string) => ({
      exchange: { ...NO_RESPONSE, certificate: null, failure: { phase, code, message: "" } },
    });
    hold(
      (seen) => seen.policyResource,
      [
        ["good", {}, "valid"],
        ["refused", broken("connect", "ECONNREFUSED"), "invalid ECONNREFUSED"],
        ["late", broken("headers", "TIMEOUT"), "invalid TIMEOUT"],
        [
          "of a private host",
          { evidence: { policyResource: { value: { exchanges: [] } } } },
          "invalid INTERNAL_ADDRESS",
        ],
        [
          "expired",
          { exchange: { certificate: { trustError: "CERT_HAS_EXPIRED" } } },
          "invalid CERT_HAS_EXPIRED",
        ],
        [
          "of another name",
          { exchange: { certificate: { matchesHost: false } } },
          "invalid CERT_NAME_MISMATCH",
        ],
        ["not found", { exchange: { httpStatus: 404 } }, "invalid HTTP_STATUS"],
        ["elsewhere", { exchange: { httpStatus: 301 } }, "invalid HTTP_STATUS"],
        ["of another type", { exchange: { headers: [] } }, "invalid MEDIA_TYPE"],
        ["too large", { exchange: { bodyOctets: 65_537 } }, "invalid BODY_TOO_LARGE"],
        ["void", { served: "version: STSv1\n" }, "invalid SYNTAX"],
        ["behind a proxy", { exchange: { via: "proxy" } }, "unverified NOT_AS_SENDERS"],
        ["of no host", { evidence: { policyResource: ABSENT } }, "absent NXDOMAIN"],
        ["of a host unheard of", { evidence: { policyResource: FAILED } }, "unverified SERVFAIL"],
        ["not asked for", { stage: "lint" }, "skipped"],
      ],
    );
  });

  describe("of the MX records", () => {
    hold(
      (seen) => seen.mx,
      [
        ["good", {}, "valid"],
        ["not there", { mx: [] }, "absent NODATA"],
        ["unheard of", { evidence: { mx: UNHEARD } }, "unverified SERVFAIL"],
        ["not asked for", { stage: "lint" }, "skipped"],
      ],
    );

    const covered = (situation: Situation) =>
      seenOf({
        mx: ["0 contoso-com.mail.protection.outlook.com", "10 mx2.contoso.com"],
        ...situation,
      }).mx.hosts.map((host) => host.covered);

    it("is covered by the committed policy, in monitor by the served one", () => {
      const both = HEALTHY_POLICY.replace("max_age", "mx: mx2.contoso.com\nmax_age");
      assert.deepEqual(covered({ served: both }), [true, false]);
      assert.deepEqual(covered({ served: both, stage: "monitor" }), [true, true]);
    });

    it("is not said to be covered where there is no policy, none to cover or no host", () => {
      assert.deepEqual(covered({ policy: "mode: x\n" }), [undefined, undefined]);
      assert.deepEqual(covered({ policy: WITHDRAWN }), [undefined, undefined]);
      assert.deepEqual(covered({ mx: ["0 ."] }), [undefined]);
    });
  });
});
