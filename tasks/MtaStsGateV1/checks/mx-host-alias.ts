import { quoteName } from "../quote";
import { defineCheck } from "./check";
import { hostWords, weighed } from "./smtp-findings";

export const mxHostAlias = defineCheck({
  id: "mx-host-alias",
  title: "MX host that is an alias",
  severity: "warning",
  area: "mxHost",
  citation: { rfc: 5321, section: "5.1" },
  why: "An MX record must name a host with addresses of its own; what a sender does with an alias is left open. Policy and certificate are compared with the name in the MX record, not with what it leads to.",
  fix: "Name the host itself in the MX record and in the policy, or give the name its own addresses.",
  needs: ["mxHosts"],
  judge: ({ mxHosts }, deployment) =>
    mxHosts.flatMap((sight) => {
      const target = sight.probe.status === "found" ? sight.probe.value.aliasOf : undefined;
      return target === undefined
        ? []
        : [
            {
              message: `${hostWords(sight)} is an alias of ${quoteName(target)}, expected a name with addresses of its own`,
              severity: weighed("warning", sight, deployment),
            },
          ];
    }),
});
