import { ONE_DAY_SECONDS } from "../mta-sts/limits";
import { mistypedMaxAge } from "../mta-sts/max-age";
import { defineCheck } from "./check";
import { judgedMaxAge } from "./judged-max-age";

export const policyMaxAgeShort = defineCheck({
  id: "policy-max-age-short",
  title: "max_age under one day",
  severity: "warning",
  area: "policyText",
  citation: { rfc: 8461, section: "3.2" },
  why: "A sender forgets the policy that soon, and an attacker need only keep it from fetching again; some large senders are said to ignore policies of less than a day. Weeks are expected.",
  fix: 'Write "max_age: 604800" (one week) or more; while testing, at least 86400 (one day).',
  needs: ["policyFile"],
  judge: ({ policyFile: { text } }) => {
    const judged = judgedMaxAge(text);
    const isTold = judged !== undefined && mistypedMaxAge(judged.seconds) !== undefined;
    if (judged === undefined || judged.seconds >= ONE_DAY_SECONDS || isTold) return [];
    const { line, seconds } = judged;
    const message = `max_age is ${seconds} ${seconds === 1 ? "second" : "seconds"}, expected at least ${ONE_DAY_SECONDS} (one day), better weeks`;
    return [{ message, line: line.number, column: line.field.valueColumn }];
  },
});
