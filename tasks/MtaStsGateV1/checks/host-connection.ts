import { quote } from "../quote";
import { defineCheck } from "./check";
import { faultsOf } from "./faults";

const MEANINGS: { readonly [code: string]: string } = {
  ECONNREFUSED: "nothing listens on port 443",
  ECONNRESET: "the connection was reset",
  ENETUNREACH: "the network cannot be reached from this agent",
  EHOSTUNREACH: "the address cannot be reached from this agent",
};

export const hostConnection = defineCheck({
  id: "host-connection",
  title: "The policy host does not accept connections",
  severity: "error",
  area: "hostUnreachable",
  citation: { rfc: 8461, section: "3.3" },
  why: "Senders cannot fetch the policy, so new senders have none and the others keep an old one until it ends.",
  fix: "See that the site answers HTTPS on port 443 at every address of the policy host.",
  needs: ["policyResource"],
  judge: ({ policyResource }) =>
    faultsOf(policyResource, "connect").map(({ error }) => ({
      message: `${policyResource.host} accepts no connection: ${error.code}, ${MEANINGS[error.code] ?? quote(error.message)}`,
    })),
});
