// How many MX hosts of a domain are probed, and what is said of the others.
import assert from "node:assert/strict";
import { concludeDomain } from "../../tasks/MtaStsGateV1/conclude";
import { probeMxHosts } from "../../tasks/MtaStsGateV1/evidence/mx-hosts";
import type { SmtpProber } from "../../tasks/MtaStsGateV1/evidence/smtp";
import { knowledge } from "../../tasks/MtaStsGateV1/knowledge";
import { evidenceOf } from "../support/case";
import { HEALTHY_POLICY, healthyOptions } from "../support/healthy";

const NO_ADDRESS = { status: "absent", code: "NODATA", detail: "no address" } as const;
const prober: SmtpProber = {
  probe: async () => NO_ADDRESS,
  limit: () => undefined,
  close: () => undefined,
};

describe("MX hosts beyond the first 32", () => {
  it("are not probed, and that is no pass", async () => {
    const mx = Array.from({ length: 33 }, (_, n) => `${n} mx${n}.contoso.com`);
    const evidence = evidenceOf(HEALTHY_POLICY, { stage: "monitor", mx });
    const plannedMx = ["new.contoso.com"];
    const smtp = await probeMxHosts(evidence.mx, plannedMx, prober);
    const judged = (checkSmtp: "auto" | "always") => {
      const options = healthyOptions("monitor", { checkSmtp, plannedMx });
      const { problems, seen } = concludeDomain({ ...evidence, smtp }, options, knowledge).report;
      assert.deepEqual(seen.mx.hosts[31]?.startTls, { status: "absent", code: "NODATA" });
      assert.deepEqual(seen.mx.hosts[32]?.startTls, { status: "unverified", code: "NOT_ASKED" });
      return problems
        .filter(({ check }) => check === "mx-host-unanswered")
        .map(({ severity, message }) => `${severity} ${message}`);
    };
    const words = (host: string) =>
      `the addresses of ${host} could not be looked up: NOT_ASKED, only 32 MX hosts of a domain are probed`;
    const last = words("MX host mx32.contoso.com");
    const planned = `note ${words("planned MX host new.contoso.com")}`;
    assert.deepEqual(judged("always"), [`error ${last}`, planned]);
    assert.deepEqual(judged("auto"), [`note ${last}`, planned]);
  });
});
