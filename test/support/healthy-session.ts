// An SMTP probe on which nothing is wrong, and what a case makes of it.
import type {
  Lookup,
  Observation,
  SmtpExchange,
  SmtpSession,
} from "../../tasks/MtaStsGateV1/evidence/types";
import { mergePatch } from "./merge-patch";

/** What a case says of one MX host: an outcome without a session, or merge patches over a good one. */
export type SessionCase =
  | Exclude<Observation<never>, { readonly status: "found" }>
  | {
      /** Over what happened on the host's one address; an array: one patch per address. */
      readonly exchange?: object | readonly object[];
      /** Over the whole session, after the other. */
      readonly session?: object;
    };

/** The outcome of the probe of each host of a case. */
export function sessionsOf(cases: {
  readonly [host: string]: SessionCase;
}): Readonly<Record<string, Observation<SmtpSession>>> {
  return Object.fromEntries(
    Object.entries(cases).map(([host, one]) => [
      host,
      "status" in one ? one : { status: "found", value: patched(healthySession(host), one) },
    ]),
  );
}

function patched(
  session: SmtpSession,
  { exchange = {}, session: patch = {} }: Exclude<SessionCase, { readonly status: string }>,
): SmtpSession {
  const patches = Array.isArray(exchange) ? exchange : [exchange];
  const exchanges = patches.map((one) => mergePatch(session.exchanges[0], one) as SmtpExchange);
  return mergePatch({ ...session, exchanges }, patch) as SmtpSession;
}

/** A probe that found STARTTLS and a good certificate. */
export function healthySession(host: string): SmtpSession {
  return {
    addresses: {
      a: lookup(host, "A", ["203.0.113.25"]),
      aaaa: lookup(host, "AAAA", []),
      splitFrom: [],
    },
    refusedAddresses: [],
    exchanges: [
      {
        address: "203.0.113.25",
        port: 25,
        via: "direct",
        timings: { connect: 0.03, greeting: 0.05, ehlo: 0.07, startTls: 0.09, tls: 0.13 },
        greeting: { code: 220, lines: [`${host} ESMTP`] },
        clientName: "[198.51.100.7]",
        ehlo: { code: 250, lines: [`${host} Hello [198.51.100.7]`, "SIZE 157286400", "STARTTLS"] },
        startTls: { code: 220, lines: ["2.0.0 SMTP server ready"] },
        tlsProtocol: "TLSv1.3",
        certificate: {
          subject: `CN=${host}`,
          issuer: "CN=Public Authority",
          dnsNames: [host],
          notBefore: "2026-10-01T00:00:00.000Z",
          notAfter: "2027-04-01T00:00:00.000Z",
          serialNumber: "0B",
          fingerprint256: "01",
          chainLength: 2,
          matchesHost: true,
          trustedOnlyByAgentCa: false,
        },
      },
    ],
    seconds: 0.14,
  };
}

function lookup(name: string, type: "A" | "AAAA", records: readonly string[]): Lookup<string> {
  const value = {
    records,
    ttl: 300,
    chain: [],
    authoritative: false,
    server: "198.51.100.53:53",
    seconds: 0.02,
  };
  return {
    name,
    type,
    resolver:
      records.length === 0
        ? { status: "absent", code: "NODATA", detail: `${name} has no ${type} record` }
        : { status: "found", value },
    nameServers: { status: "skipped", reason: "the resolver answered" },
  };
}
