import { defineCheck } from "./check";
import { faultsOf } from "./faults";

const PHASES = {
  connect: "no connection was made",
  tls: "the TLS handshake did not end",
  headers: "no response came",
  body: "the body did not end",
} as const;

export const hostTimeout = defineCheck({
  id: "host-timeout",
  title: "The policy host is too slow",
  severity: "error",
  area: "hostUnreachable",
  citation: { rfc: 8461, section: "3.3" },
  why: "Senders give up after a minute or much sooner, and then have no policy.",
  fix: "See why the site does not answer in time at every address of the policy host.",
  needs: ["policyResource"],
  judge: ({ policyResource }, { options }) =>
    faultsOf(policyResource, "timeout").map(({ phase, error: { withinSeconds } }) => ({
      message: `${policyResource.host} did not serve the policy within ${withinSeconds ?? options.timeoutSeconds} s: ${PHASES[phase]}${withinSeconds === undefined ? "" : ", as for every host before it at the same address"}`,
    })),
});
