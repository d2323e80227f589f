// Each MX host as a sender meets it: its addresses, STARTTLS and certificate (RFC 8461 sections 4 and 4.2). Pure.
import type { MxHost } from "../deployment";
import type { MxHostSight, SmtpFault, SmtpSight } from "../deployment/mx-hosts";
import { effectiveAnswer } from "../evidence/effective-answer";
import type {
  Evidence,
  Observation,
  ProbeError,
  SmtpExchange,
  SmtpSession,
} from "../evidence/types";
import type { Options } from "../options";
import { isBeyondAgent } from "./beyond-agent";

/** Every MX host with its probe, in the order of `mx`, then the planned ones. skipped: none was asked. */
export function readMxHosts(
  { smtp }: Evidence,
  mx: Observation<readonly MxHost[]>,
  { plannedMx }: Options,
): Observation<readonly MxHostSight[]> {
  const named = mx.status === "found" ? mx.value.map(({ host }) => host) : [];
  const hosts = [...new Set([...named, ...plannedMx])].filter((host) => host !== "");
  if (hosts.length === 0 && mx.status !== "found") return mx;
  const sights = hosts.map((host) => sightOf(host, !named.includes(host), smtp));
  const [first] = sights;
  const isAsked = sights.some(({ probe }) => probe.status !== "skipped");
  if (isAsked) return { status: "found", value: sights };
  return first?.probe.status === "skipped"
    ? first.probe
    : { status: "skipped", reason: "there is no MX host" };
}

function sightOf(host: string, isPlanned: boolean, smtp: Evidence["smtp"]): MxHostSight {
  // A host may be called "constructor".
  const outcome = Object.hasOwn(smtp, host) ? smtp[host] : undefined;
  const probe = outcome ?? { status: "skipped", reason: "the host was not probed" };
  return {
    host,
    isPlanned,
    probe:
      probe.status === "found"
        ? { status: "found", value: readSession(host, isPlanned, probe.value) }
        : probe,
  };
}

function readSession(host: string, isPlanned: boolean, session: SmtpSession): SmtpSight {
  const { addresses, refusedAddresses } = session;
  const exchange = decisiveExchange(session);
  const chain = [addresses.a, addresses.aaaa].flatMap((lookup) => {
    const answer = effectiveAnswer(lookup);
    return answer.status === "found" ? answer.value.chain : [];
  });
  const aliasOf = chain[0]?.target;
  return {
    host,
    isPlanned,
    ...(aliasOf === undefined ? {} : { aliasOf }),
    internalAddresses: refusedAddresses,
    splitFrom: addresses.splitFrom,
    ...(exchange === undefined ? {} : { exchange }),
    faults:
      exchange === undefined
        ? [{ kind: "internal-address", addresses: refusedAddresses }]
        : faultsOf(exchange),
  };
}

// The address that accepts the connection is the one a sender speaks with; without one, the first that is not merely
// beyond this agent's own network.
function decisiveExchange({ exchanges }: SmtpSession): SmtpExchange | undefined {
  return (
    exchanges.find(({ failure }) => failure?.phase !== "connect") ??
    exchanges.find((exchange) => !isBeyondAgent(exchange)) ??
    exchanges[0]
  );
}

function faultsOf(exchange: SmtpExchange): readonly SmtpFault[] {
  const { greeting, ehlo, startTls, certificate, failure } = exchange;
  if (failure !== undefined) return [brokenOff(exchange, failure)];
  if (greeting !== undefined && greeting.code !== 220) {
    return [{ kind: "greeting", to: "connection", answer: { reply: greeting } }];
  }
  if (ehlo !== undefined && ehlo.code !== 250 && !isUnknownCommand(ehlo.code)) {
    return [{ kind: "greeting", to: "EHLO", answer: { reply: ehlo } }];
  }
  if (startTls === undefined) return [{ kind: "no-starttls" }];
  if (startTls.code !== 220) return [{ kind: "starttls-refused", answer: { reply: startTls } }];
  const faults: SmtpFault[] = [];
  /* c8 ignore next -- the ciphers that the probe offers need one */
  if (certificate === undefined) return faults;
  const { trustError: code, matchesHost, dnsNames } = certificate;
  if (code !== undefined) faults.push({ kind: "certificate-trust", code, certificate });
  if (!matchesHost) faults.push({ kind: "certificate-name", dnsNames });
  return faults;
}

// A server that does not know EHLO has no extensions (RFC 5321 section 4.1.1.1); with another code it refuses to talk, be
// it for the name with which the agent greets (501, 504; section 4.1.4).
function isUnknownCommand(code: number): boolean {
  return code === 500 || code === 502;
}

function brokenOff(
  exchange: SmtpExchange,
  { phase, ...error }: NonNullable<SmtpExchange["failure"]>,
): SmtpFault {
  switch (phase) {
    case "connect":
      return { kind: "connection", error, isBeyondAgent: isBeyondAgent(exchange) };
    case "greeting":
      return { kind: "greeting", to: "connection", answer: { error } };
    case "ehlo":
      return { kind: "greeting", to: "EHLO", answer: { error } };
    case "startTls":
      return { kind: "starttls-refused", answer: { error } };
    default:
      return { kind: "tls", error };
  }
}

/** The hosts that accept a connection on port 25. failed: not one of those that were tried says a word there. */
export function answeringHosts(
  mxHosts: Observation<readonly MxHostSight[]>,
): Observation<readonly SmtpSight[]> {
  if (mxHosts.status !== "found") return mxHosts;
  const probes = mxHosts.value.map(({ probe }) => probe);
  const tried = probes.flatMap((probe) =>
    probe.status === "found" && probe.value.exchange !== undefined ? [probe.value] : [],
  );
  const silences = tried.map(silenceOf);
  if (silences.includes(undefined)) {
    const isOpen = ({ faults }: SmtpSight) => faults[0]?.kind !== "connection";
    return { status: "found", value: tried.filter(isOpen) };
  }
  const [error] = silences;
  if (error !== undefined) return { status: "failed", error };
  return (
    probes.find((probe) => probe.status === "failed") ?? {
      status: "skipped",
      reason: "no MX host has an address to connect to",
    }
  );
}

// Where port 25 is closed, some networks refuse, some drop, and some accept the connection and say nothing.
function silenceOf({ faults }: SmtpSight): ProbeError | undefined {
  const [fault] = faults;
  if (fault?.kind === "connection") return fault.error;
  if (fault?.kind !== "greeting" || fault.to !== "connection") return undefined;
  const isSilent = "error" in fault.answer && fault.answer.error.code === "TIMEOUT";
  return isSilent ? fault.answer.error : undefined;
}
