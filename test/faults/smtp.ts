// Faults of MX hosts: their addresses, the conversation up to STARTTLS, TLS and the certificate.
import { createAuthority } from "../../sandbox/internet/certificates";
import type { SmtpFaults } from "../../sandbox/internet/smtp-server";
import type { WorldDescription } from "../../sandbox/internet/world";
import {
  type FaultRow,
  MX_HOST,
  NOTE,
  NOTHING,
  type Peer,
  UNREACHABLE,
  WARNING,
  type Weights,
} from "./fault";

const SECONDS = 10;
const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);

const host = (domain: string) => `mx.${domain}`;

const row = (
  name: string,
  fault: string,
  check: string,
  inject: FaultRow["inject"],
  more: Partial<FaultRow> = {},
): FaultRow => ({
  name,
  fault,
  check,
  weights: weightsOf(check),
  within: SECONDS,
  inject,
  ...more,
});

// A host may refuse to talk with this agent alone.
function weightsOf(check: string): Weights {
  if (check === "") return NOTHING;
  return check === "smtp-greeting" || check === "smtp-connection" ? WARNING : MX_HOST;
}

const speaking = (faults: SmtpFaults) => (domain: string) => ({
  mxHosts: { [host(domain)]: { faults } },
});

const saying = (replies: NonNullable<SmtpFaults["replies"]>) => speaking({ replies });

type MxHosts = NonNullable<WorldDescription["mxHosts"]>;
const certificate =
  (one: (domain: string) => NonNullable<Exclude<MxHosts[string], string>["certificate"]>) =>
  (domain: string) => ({ mxHosts: { [host(domain)]: { certificate: one(domain) } } });

const peer = (says: Peer) => () => ({ mxHostIs: says });

const SILENT: Partial<FaultRow> = { weights: NOTE };

export const SMTP_FAULTS: readonly FaultRow[] = [
  row("refused", "Every MX host refuses the connection", "smtp-blocked", peer("refuses"), {
    weights: NOTE,
  }),
  row(
    "one-refuses",
    "One of two MX hosts refuses the connection",
    "smtp-connection",
    (domain) => ({
      live: {
        mx: [
          [10, host(domain)],
          [20, host(domain).replace("mx.", "mx2.")],
        ],
      },
      mxHosts: { [`mx2.${domain}`]: "refuses" },
    }),
    { beside: ["mx-not-covered", "mx-not-covered-live"] },
  ),
  row("reset", "Reset in place of a greeting", "smtp-greeting", peer({ says: "", end: "reset" })),
  row("close", "Closed in place of a greeting", "smtp-greeting", speaking({ closeAt: "greeting" })),
  row(
    "greeting-554",
    "Greeting 554",
    "smtp-greeting",
    saying({ greeting: "554 5.7.1 No service\r\n" }),
  ),
  row(
    "greeting-421",
    "Greeting 421",
    "smtp-greeting",
    saying({ greeting: "421 4.3.2 Try later\r\n" }),
  ),
  row(
    "web-server",
    "A web server on port 25",
    "smtp-greeting",
    peer({ says: "HTTP/1.1 400 Bad Request\r\n\r\n", end: "close" }),
  ),
  row(
    "noise",
    "Octets of no protocol",
    "smtp-greeting",
    peer({ says: Buffer.alloc(64, 0xa5), end: "close" }),
  ),
  row(
    "endless-greeting",
    "A greeting that never ends",
    "smtp-greeting",
    peer({ says: "220-more\r\n".repeat(20_000), end: "silence" }),
  ),
  row(
    "silence",
    "Every MX host accepts the connection and says nothing",
    "smtp-blocked",
    peer({ says: "", end: "silence" }),
    SILENT,
  ),
  row("ehlo-silence", "No answer to EHLO", "smtp-greeting", saying({ ehlo: "" }), SILENT),
  row(
    "starttls-silence",
    "No answer to STARTTLS",
    "smtp-starttls-refused",
    saying({ startTls: "" }),
    SILENT,
  ),
  row(
    "ehlo-close",
    "Closed in place of the answer to EHLO",
    "smtp-greeting",
    speaking({ closeAt: "ehlo" }),
  ),
  row(
    "ehlo-550",
    "EHLO refused with 550",
    "smtp-greeting",
    saying({ ehlo: "550 5.7.1 Go away\r\n" }),
  ),
  row(
    "ehlo-unknown",
    "EHLO not known (502)",
    "smtp-no-starttls",
    saying({ ehlo: "502 5.5.1 What?\r\n" }),
  ),
  row(
    "no-starttls",
    "No STARTTLS offered",
    "smtp-no-starttls",
    speaking({ offersNoStartTls: true }),
  ),
  row(
    "starttls-454",
    "STARTTLS refused with 454",
    "smtp-starttls-refused",
    saying({ startTls: "454 4.7.0 TLS not available\r\n" }),
  ),
  row(
    "starttls-501",
    "STARTTLS refused with 501",
    "smtp-starttls-refused",
    saying({ startTls: "501 5.5.4 Syntax\r\n" }),
  ),
  row(
    "starttls-close",
    "Closed in place of the answer to STARTTLS",
    "smtp-starttls-refused",
    speaking({ closeAt: "startTls" }),
  ),
  row(
    "tls-close",
    "Closed in place of a handshake",
    "smtp-tls",
    speaking({ insteadOfTls: "close" }),
  ),
  row(
    "tls-plain",
    "Plain text in place of a handshake",
    "smtp-tls",
    speaking({ insteadOfTls: "plain text" }),
  ),
  row(
    "tls-silence",
    "Silence in place of a handshake",
    "smtp-tls",
    speaking({ insteadOfTls: "silence" }),
    SILENT,
  ),
  row("tls-old", "TLS 1.1 at most", "smtp-tls", speaking({ isTls11Only: true })),
  row(
    "expired",
    "Certificate: expired",
    "smtp-certificate-trust",
    certificate(() => ({ notBefore: inDays(-90), notAfter: inDays(-1) })),
  ),
  row(
    "not-yet-valid",
    "Certificate: not yet valid",
    "smtp-certificate-trust",
    certificate(() => ({ notBefore: inDays(1), notAfter: inDays(90) })),
  ),
  row(
    "self-signed",
    "Certificate: self-signed",
    "smtp-certificate-trust",
    certificate(() => ({ isSelfSigned: true })),
  ),
  row(
    "unknown-authority",
    "Certificate: of an unknown authority",
    "smtp-certificate-trust",
    (domain) => ({
      prepare: async ({ smtp }) => {
        const other = await createAuthority("Unknown Root");
        smtp
          .get(host(domain))
          ?.become({ certificate: await other.issue({ dnsNames: [host(domain)] }) });
      },
    }),
  ),
  row(
    "other-name",
    "Certificate: for another name",
    "smtp-certificate-name",
    certificate((domain) => ({ dnsNames: [`mail.${domain}`] })),
  ),
  row(
    "common-name-only",
    "Certificate: the name only as common name",
    "smtp-certificate-name",
    certificate((domain) => ({ dnsNames: [], commonName: host(domain) })),
  ),
  row("no-address", "The MX host has no address", "mx-host-address", (domain) => ({
    mxHosts: { [host(domain)]: "direct" },
    live: { more: { [host(domain)]: { TXT: ["no address here"] } } },
  })),
  row(
    "alias",
    "The MX host is an alias",
    "mx-host-alias",
    (domain) => ({
      live: {
        more: {
          [host(domain)]: { CNAME: `mail.${domain}` },
          [`mail.${domain}`]: { A: ["203.0.113.200"] },
        },
      },
    }),
    { weights: WARNING },
  ),
  row(
    "internal",
    "The MX host has only a private address",
    "mx-host-internal-address",
    (domain) => ({
      mxHosts: { [host(domain)]: "direct" },
      live: { more: { [host(domain)]: { A: ["10.0.0.25"] } } },
    }),
  ),
  row(
    "servfail",
    "The MX host's addresses: every server answers SERVFAIL",
    "mx-host-unanswered",
    (domain) => {
      const faults = [{ kind: "servfail", name: host(domain) }] as const;
      return {
        mxHosts: { [host(domain)]: "direct" },
        resolverFaults: faults,
        nameServerFaults: faults,
      };
    },
    { weights: UNREACHABLE, within: 60 },
  ),
  row(
    "uncovered",
    "An MX host that the policy forgets",
    "mx-not-covered-live",
    (domain) => ({
      live: {
        mx: [
          [10, host(domain)],
          [20, `backup.${domain}`],
        ],
      },
    }),
    { weights: UNREACHABLE, beside: ["mx-not-covered"] },
  ),
  row("slow", "Replies in drops", "", speaking({ dripMs: 2 }), {
    weights: NOTHING,
  }),
];
