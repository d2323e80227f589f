import { defineCheck } from "./check";
import { hostWords, weighed } from "./smtp-findings";

export const mxHostAddress = defineCheck({
  id: "mx-host-address",
  title: "MX host without an address",
  severity: "error",
  area: "mxHost",
  citation: { rfc: 5321, section: "5.1" },
  why: "Senders cannot reach an MX host whose name has no address. They go on to the next host, and without one mail waits and then bounces.",
  fix: "Publish an A or AAAA record for the host, or remove the MX record.",
  needs: ["mxHosts"],
  judge: ({ mxHosts }, deployment) =>
    mxHosts.flatMap((sight) =>
      sight.probe.status === "absent"
        ? [
            {
              message: `${hostWords(sight)} has no address (${sight.probe.code}): ${sight.probe.detail}`,
              severity: weighed("error", sight, deployment),
            },
          ]
        : [],
    ),
});
