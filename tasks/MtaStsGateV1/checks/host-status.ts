import { defineCheck } from "./check";
import { faultsOf } from "./faults";

function hint(status: number): string {
  if (status === 204) return " (a success without a body)";
  if (status === 206) return " (a part of a file that was asked for as a whole)";
  if (status === 429) return " (too many requests)";
  if (status === 401 || status === 403) return " (a login or an access rule is in the way)";
  if (status === 404) return " (no such file is deployed)";
  return status >= 500 ? " (the site itself fails)" : "";
}

export const hostStatus = defineCheck({
  id: "host-status",
  title: "The policy host answers with another status than 200",
  severity: "error",
  area: "hostResponse",
  citation: { rfc: 8461, section: "3.3" },
  why: "A response counts only with status 200. With any other senders have no policy.",
  fix: "Deploy the policy to /.well-known/mta-sts.txt, open to everybody.",
  needs: ["policyResource"],
  judge: ({ policyResource }) =>
    faultsOf(policyResource, "status").map(({ status }) => ({
      message: `${policyResource.url} answers with status ${status}${hint(status)}, expected 200`,
    })),
});
