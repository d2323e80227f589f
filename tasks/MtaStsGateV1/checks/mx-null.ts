import { defineCheck } from "./check";
import { judgedMode } from "./judged-mode";
import { softenedByMode } from "./severity";

export const mxNull = defineCheck({
  id: "mx-null",
  title: "The domain accepts no mail",
  severity: "warning",
  area: "mxRecords",
  citation: { rfc: 7505, section: "3" },
  why: "A null MX tells senders that the domain accepts no mail at all, so the policy protects nothing.",
  fix: "Remove the null MX if the domain shall receive mail, else withdraw the policy.",
  needs: ["mx"],
  judge: ({ mx }, deployment) => {
    const others = mx.filter(({ host }) => host !== "").length;
    if (others === mx.length) return [];
    const what =
      others === 0
        ? "has the null MX record only, expected a domain that receives mail"
        : `has the null MX record beside ${others} other${others === 1 ? "" : "s"}, expected it alone or not at all`;
    return [
      {
        message: `${deployment.policyDomain} ${what}`,
        severity: softenedByMode("warning", judgedMode(deployment)),
      },
    ];
  },
});
