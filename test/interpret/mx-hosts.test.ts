// What probes of MX hosts mean, where a fixture would show it badly: many hosts, odd names, several addresses.
import assert from "node:assert/strict";
import type { Deployment } from "../../tasks/MtaStsGateV1/deployment";
import type { Evidence, SmtpExchange } from "../../tasks/MtaStsGateV1/evidence/types";
import { interpret } from "../../tasks/MtaStsGateV1/interpret";
import type { Options, Stage } from "../../tasks/MtaStsGateV1/options";
import { answer, HEALTHY_POLICY, healthyEvidence, healthyOptions } from "../support/healthy";
import { type SessionCase, sessionsOf } from "../support/healthy-session";

const TESTING = HEALTHY_POLICY.replace("enforce", "testing");

interface Scene {
  readonly mx?: readonly string[];
  readonly smtp?: Readonly<Record<string, SessionCase>>;
  readonly stage?: Stage;
  readonly options?: Partial<Options>;
  readonly served?: string;
  readonly earlier?: Evidence["earlier"];
}

function read({ mx, smtp = {}, stage = "preDeploy", options, served, earlier }: Scene): Deployment {
  const healthy = healthyEvidence(HEALTHY_POLICY, served ?? HEALTHY_POLICY);
  const records = (mx ?? []).map((exchange, preference) => ({ preference, exchange }));
  const skipped = { status: "skipped", reason: "the resolver answered" } as const;
  const evidence: Evidence = {
    ...healthy,
    smtp: sessionsOf(smtp),
    earlier: earlier ?? healthy.earlier,
    ...(mx === undefined
      ? {}
      : {
          mx: {
            ...healthy.mx,
            nameServers: skipped,
            resolver: { status: "found", value: answer(records) },
          },
        }),
  };
  return interpret(evidence, healthyOptions(stage, options));
}

const closed = (code: string, more: Partial<SmtpExchange> = {}) => ({
  failure: { phase: "connect", code, message: "broken" },
  ...more,
});

describe("MX hosts", () => {
  it("are those of DNS by preference, then the planned ones, each once", () => {
    const { mxHosts } = read({
      mx: ["b.example", "a.example", ""],
      smtp: { "b.example": {}, "a.example": {}, "c.example": {} },
      options: { plannedMx: ["c.example", "a.example"] },
    });
    assert.equal(mxHosts.status, "found");
    assert.deepEqual(
      mxHosts.status === "found" && mxHosts.value.map(({ host, isPlanned }) => [host, isPlanned]),
      [
        ["b.example", false],
        ["a.example", false],
        ["c.example", true],
      ],
    );
  });

  it("may be called as what every object has", () => {
    const { mxHosts, smtp } = read({ mx: ["constructor", "__proto__"] });
    assert.deepEqual([mxHosts.status, smtp.status], ["skipped", "skipped"]);
  });

  it("are skipped where nobody asked, and unknown where the MX records are", () => {
    const skipped = { status: "skipped", reason: "checkSmtp is never" } as const;
    assert.deepEqual(read({ mx: ["a.example"], smtp: { "a.example": skipped } }).mxHosts, skipped);
    assert.equal(read({ mx: [""] }).mxHosts.status, "skipped");
    const failed = { status: "failed", error: { code: "SERVFAIL", message: "no" } } as const;
    const healthy = healthyEvidence();
    const unheard = { ...healthy.mx, resolver: failed, nameServers: failed };
    const evidence = { ...healthy, mx: unheard, smtp: {} };
    const { mxHosts, smtp } = interpret(evidence, healthyOptions("monitor"));
    assert.deepEqual([mxHosts, smtp], [failed, failed]);
  });

  it("answer on port 25, or none does and the first failure says why", () => {
    const statusOf = (...sessions: readonly SessionCase[]) => {
      const hosts = sessions.map((_, index) => `mx${index}.example`);
      const smtp = Object.fromEntries(sessions.map((one, index) => [`mx${index}.example`, one]));
      const { smtp: answering } = read({ mx: hosts, smtp });
      return answering.status === "failed"
        ? answering.error.code
        : answering.status === "found"
          ? answering.value.map(({ host }) => host).join()
          : answering.status;
    };
    const absent = { status: "absent", code: "NXDOMAIN", detail: "no such name" } as const;
    const failed = { status: "failed", error: { code: "SERVFAIL", message: "no" } } as const;
    const internal = { session: { exchanges: [], refusedAddresses: ["10.0.0.1"] } };
    const refuses = { exchange: closed("ECONNREFUSED") };
    const silent = { exchange: closed("TIMEOUT") };
    assert.equal(statusOf({}, refuses), "mx0.example");
    assert.equal(statusOf(silent, refuses), "TIMEOUT");
    assert.equal(statusOf(absent, refuses), "ECONNREFUSED");
    const mute = { exchange: { failure: { phase: "greeting", code: "TIMEOUT", message: "no" } } };
    assert.equal(statusOf(mute, refuses), "TIMEOUT");
    assert.equal(statusOf(mute, {}), "mx0.example,mx1.example");
    const closing = { phase: "greeting", code: "CONNECTION_CLOSED", message: "no" };
    assert.equal(statusOf({ exchange: { failure: closing } }), "mx0.example");
    assert.equal(statusOf(absent, failed), "SERVFAIL");
    assert.equal(statusOf(absent, internal), "skipped");
  });

  it("are judged by the address that accepts, else by one that this agent's network can reach", () => {
    const kindOf = (...exchange: readonly object[]) => {
      const { mxHosts } = read({ mx: ["a.example"], smtp: { "a.example": { exchange } } });
      const probe = mxHosts.status === "found" ? mxHosts.value[0]?.probe : undefined;
      const sight = probe?.status === "found" ? probe.value : undefined;
      const [fault] = sight?.faults ?? [];
      return fault?.kind === "connection" ? [fault.error.code, fault.isBeyondAgent] : fault?.kind;
    };
    const beyond = closed("ENETUNREACH", { address: "2001:db8::25" });
    assert.equal(kindOf(closed("TIMEOUT"), {}), undefined);
    assert.deepEqual(kindOf(beyond, closed("ECONNREFUSED")), ["ECONNREFUSED", false]);
    assert.deepEqual(kindOf(beyond), ["ENETUNREACH", true]);
    assert.deepEqual(kindOf(closed("ENETUNREACH")), ["ENETUNREACH", false]);
  });
});

describe("a promotion to enforce", () => {
  const promotes = (scene: Scene) => read(scene).bringsEnforce;
  const sawBefore = (policy?: string): Evidence["earlier"] => ({
    status: "found",
    value: {
      gatheredAt: "2026-11-24T07:00:00.000Z",
      ...(policy === undefined ? {} : { servedBodyBase64: Buffer.from(policy).toString("base64") }),
    },
  });

  it("is a committed enforce over anything else that is served", () => {
    assert.equal(promotes({ served: TESTING }), true);
    assert.equal(promotes({ served: "no policy" }), true);
    assert.equal(promotes({ served: HEALTHY_POLICY }), false);
    assert.equal(promotes({ served: TESTING, stage: "pullRequest" }), true);
  });

  it("is none where nothing is deployed", () => {
    assert.equal(promotes({ served: TESTING, stage: "monitor" }), false);
    assert.equal(promotes({ served: TESTING, stage: "lint" }), false);
  });

  it("is known to postDeploy from the step before", () => {
    const stage = "postDeploy";
    assert.equal(promotes({ stage }), false);
    assert.equal(promotes({ stage, earlier: sawBefore(TESTING) }), true);
    assert.equal(promotes({ stage, earlier: sawBefore() }), true);
    assert.equal(promotes({ stage, earlier: sawBefore(HEALTHY_POLICY) }), false);
  });
});
