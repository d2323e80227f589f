import { quote } from "../quote";
import { defineCheck } from "./check";
import { faultsOf } from "./faults";

const MEANINGS: { readonly [code: string]: string } = {
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: "the server speaks only TLS older than 1.2",
  ERR_SSL_UNSUPPORTED_PROTOCOL: "the server speaks only TLS older than 1.2",
  ERR_SSL_WRONG_VERSION_NUMBER: "what answers on port 443 does not speak TLS",
  ERR_SSL_TLSV1_UNRECOGNIZED_NAME: "the server does not know this name",
  ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL: "the server does not speak HTTP/1.1",
  ECONNRESET: "the server ended the connection in the handshake",
};

export const hostTls = defineCheck({
  id: "host-tls",
  title: "No TLS 1.2 or newer with the policy host",
  severity: "error",
  area: "hostUnreachable",
  citation: { rfc: 8461, section: "7.2" },
  why: "Senders fetch the policy over TLS 1.2 or newer only. Without it they get no policy.",
  fix: "Let the site offer TLS 1.2 and 1.3 for the policy host's name, with a certificate for it.",
  needs: ["policyResource"],
  judge: ({ policyResource }) =>
    faultsOf(policyResource, "tls").map(({ error }) => ({
      message: `TLS with ${policyResource.host} fails: ${error.code}, ${MEANINGS[error.code] ?? quote(error.message)}`,
    })),
});
