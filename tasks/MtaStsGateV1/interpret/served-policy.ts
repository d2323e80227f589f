// A fetch as a sender sees it: what is wrong in the order a sender meets it, and the policy where nothing is.

import type { FetchFault, ServedPolicy } from "../deployment";
import type { HttpsExchange, PolicyFetch } from "../evidence/types";
import { MAX_POLICY_OCTETS } from "../mta-sts/limits";
import { isTextPlain } from "../mta-sts/media-type";
import { parsePolicy } from "../mta-sts/policy";
import { quote } from "../quote";
import { isBeyondAgent } from "./beyond-agent";
import { isVerdictOnStrength, weaknessOf } from "./certificate-weakness";

/** What one exchange can show. */
type ExchangeFault = Exclude<FetchFault, { readonly kind: "private-address" | "policy" }>;

/**
 * Reads a fetch of a policy resource (RFC 8461 section 3.3).
 * @param checksName false for the site's own address, whose certificate is not the policy host's
 */
export function readFetch(fetch: PolicyFetch, host: string, checksName = true): ServedPolicy {
  const exchange = decisiveExchange(fetch);
  const base = { host, url: fetch.url, fetch, seconds: fetch.seconds };
  if (exchange === undefined) {
    const faults: readonly FetchFault[] = [
      { kind: "private-address", addresses: fetch.refusedAddresses },
    ];
    return { ...base, faults, dissenting: [] };
  }
  const body = completeBody(exchange);
  const text = body === undefined ? undefined : parsePolicy(body, exchange.bodyOctets);
  const faults: FetchFault[] = [...faultsOf(exchange, checksName)];
  if (text !== undefined && text.policy === undefined && isReadable(faults)) {
    faults.push({ kind: "policy", text });
  }
  const notAsSenders = notAsSendersReason(exchange);
  const policy = faults.length === 0 && notAsSenders === undefined ? text?.policy : undefined;
  return {
    ...base,
    faults,
    ...(text === undefined || body === undefined ? {} : { text, body }),
    ...(policy === undefined ? {} : { policy }),
    ...(notAsSenders === undefined ? {} : { notAsSenders }),
    dissenting: dissentingOf(fetch, exchange, checksName),
    ...(exchange.httpStatus === undefined ? {} : { httpStatus: exchange.httpStatus }),
    ...(exchange.certificate === undefined ? {} : { certificate: exchange.certificate }),
  };
}

// The first address that answers is what most senders end with; without one, the first that is not merely beyond
// this agent's own network.
function decisiveExchange(fetch: PolicyFetch): HttpsExchange | undefined {
  return (
    fetch.exchanges.find((exchange) => exchange.failure === undefined) ??
    fetch.exchanges.find((exchange) => !isBeyondAgent(exchange)) ??
    fetch.exchanges[0]
  );
}

function completeBody(exchange: HttpsExchange): Uint8Array | undefined {
  const isComplete = exchange.failure === undefined && exchange.httpStatus === 200;
  return isComplete && exchange.bodyBase64 !== undefined
    ? Buffer.from(exchange.bodyBase64, "base64")
    : undefined;
}

function faultsOf(exchange: HttpsExchange, checksName: boolean): readonly ExchangeFault[] {
  return [
    ...certificateFaults(exchange, checksName),
    ...connectionFaults(exchange),
    ...responseFaults(exchange),
  ];
}

function connectionFaults(exchange: HttpsExchange): readonly ExchangeFault[] {
  const { failure, via } = exchange;
  if (isBeyondAgent(exchange)) return [];
  // What the proxy refuses or fails to reach is told as such, not as a fault of the policy host.
  if (failure === undefined || (via === "proxy" && failure.phase === "connect")) return [];
  const { phase, ...error } = failure;
  // Of any other status senders read no body.
  if (phase === "body" && (exchange.httpStatus ?? 200) !== 200) return [];
  if (error.code === "TIMEOUT") return [{ kind: "timeout", error, phase }];
  if (phase === "connect" || phase === "tls") return [{ kind: phase, error, phase }];
  return [{ kind: "reset", error, phase }];
}

function certificateFaults(
  { certificate }: HttpsExchange,
  checksName: boolean,
): readonly ExchangeFault[] {
  if (certificate === undefined) return [];
  const faults: ExchangeFault[] = [];
  const { trustError } = certificate;
  const weakness = weaknessOf(certificate);
  if (weakness !== undefined) faults.push({ kind: "certificate-weak", weakness });
  const isOnlyWeak = weakness !== undefined && isVerdictOnStrength(trustError);
  if (trustError !== undefined && !isOnlyWeak && !certificate.trustedOnlyByAgentCa) {
    faults.push({ kind: "certificate-trust", code: trustError, certificate });
  }
  if (checksName && !certificate.matchesHost) {
    faults.push({ kind: "certificate-name", dnsNames: certificate.dnsNames });
  }
  return faults;
}

function responseFaults(exchange: HttpsExchange): readonly ExchangeFault[] {
  const { httpStatus: status } = exchange;
  if (status === undefined) return [];
  if (status >= 300 && status < 400 && status !== 304) {
    return [{ kind: "redirect", status, location: headerOf(exchange, "location") ?? "" }];
  }
  if (status !== 200) return [{ kind: "status", status }];
  const faults: ExchangeFault[] = [];
  const mediaType = headerOf(exchange, "content-type");
  const encoding = headerOf(exchange, "content-encoding");
  if (!isTextPlain(mediaType)) faults.push({ kind: "media-type", mediaType });
  if (encoding !== undefined && !/^(?:identity)?$/i.test(encoding.trim())) {
    faults.push({ kind: "content-encoding", encoding });
  }
  const octets = exchange.bodyOctets ?? 0;
  if (octets > MAX_POLICY_OCTETS) faults.push({ kind: "body-too-large", octets });
  return faults;
}

// A body that is cut or encoded is no policy, but its text is not what is wrong.
function isReadable(faults: readonly FetchFault[]): boolean {
  return !faults.some(({ kind }) => kind === "body-too-large" || kind === "content-encoding");
}

/** The value of a header, several lines joined as RFC 9110 section 5.3 says. */
function headerOf(exchange: HttpsExchange, name: string): string | undefined {
  /* c8 ignore next -- a response that has a status has headers */
  const headers = exchange.headers ?? [];
  const values = headers.filter(([n]) => n === name).map(([, value]) => value);
  return values.length === 0 ? undefined : values.join(", ");
}

function notAsSendersReason(exchange: HttpsExchange): string | undefined {
  if (exchange.certificate?.trustedOnlyByAgentCa === true) {
    return "the certificate is trusted only through the agent's own CA file";
  }
  if (isBeyondAgent(exchange)) {
    return `it has only IPv6 addresses, and this agent reaches none of them (${exchange.failure?.code})`;
  }
  if (exchange.via !== "proxy") return undefined;
  return exchange.failure?.phase === "connect"
    ? `the agent's proxy made no connection to it (${exchange.failure.code})`
    : "the connection went through the agent's proxy";
}

function dissentingOf(
  fetch: PolicyFetch,
  decisive: HttpsExchange,
  checksName: boolean,
): ServedPolicy["dissenting"] {
  const keyOf = (exchange: HttpsExchange) =>
    `${outcomeOf(exchange, checksName)}\n${exchange.bodyBase64 ?? ""}`;
  const expected = keyOf(decisive);
  return fetch.exchanges
    .filter((exchange) => !isBeyondAgent(exchange) && keyOf(exchange) !== expected)
    .map((exchange) => ({
      address: exchange.address,
      says: outcomeOf(exchange, checksName),
      isDead: decisive.failure === undefined && exchange.httpStatus === undefined,
    }));
}

/** What an address gives, in words that can be compared and shown. */
function outcomeOf(exchange: HttpsExchange, checksName: boolean): string {
  const faults = faultsOf(exchange, checksName);
  return faults.length === 0 ? "another body" : faults.map(faultWords).join(" and ");
}

function faultWords(fault: ExchangeFault): string {
  switch (fault.kind) {
    case "certificate-name":
      return "a certificate for another name";
    case "certificate-trust":
      return `a certificate that is not trusted (${fault.code})`;
    case "certificate-weak":
      return "a certificate that is too weak";
    case "redirect":
    case "status":
      return `status ${fault.status}`;
    case "media-type":
      return fault.mediaType === undefined
        ? "no media type"
        : `media type ${quote(fault.mediaType)}`;
    case "content-encoding":
      return `content encoding ${quote(fault.encoding)}`;
    case "body-too-large":
      return "a body that is too large";
    default:
      return `${fault.error.code} in phase ${fault.phase}`;
  }
}
