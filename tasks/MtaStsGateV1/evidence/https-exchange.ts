// One exchange with one address: connection, certificate, answer, and where it broke off. It reports, never judges.
import type { Socket } from "node:net";
import type { SecureContext } from "node:tls";
import {
  readCertificate,
  readTrustAnchors,
  type TrustAnchors,
  trustErrorOf,
} from "./https-certificate";
import type { Clock } from "./https-clock";
import { closeSocket, openTls, openTransport } from "./https-connection";
import { type ExchangePhase, probeErrorOf } from "./https-error";
import type { Route } from "./https-routes";
import type { HttpsExchange } from "./types";

/** The HTTP client is large, and nobody needs it before a connection stands. */
const client = (): typeof import("./https-request") => require("./https-request");

/** Loads the HTTP client, and reads the roots, while the first answers are on their way. */
export function loadClientSoon(settings: Parameters<typeof readTrustAnchors>[0]): void {
  const load = () => {
    client();
    readTrustAnchors(settings);
  };
  setTimeout(load, FIRST_QUESTIONS_MS).unref();
}

/** The first questions go out before that. */
const FIRST_QUESTIONS_MS = 3;

/** What is being built up while the exchange goes on. */
type Sight = { -readonly [K in keyof HttpsExchange]: HttpsExchange[K] };

/** What is asked for: `https://host/path`. */
interface Target {
  readonly host: string;
  readonly path: string;
}

/**
 * Makes one exchange along `route`. The request is sent even where the certificate is bad: the answer helps whoever
 * must repair both, and the request carries no secret. Leaves no socket open.
 */
export async function exchange(
  route: Route,
  target: Target,
  anchors: TrustAnchors,
  clock: Clock,
): Promise<HttpsExchange> {
  const { address, port, via } = route;
  const sight: Sight = { address, port, via, timings: {} };
  let transport: Socket | undefined;
  try {
    transport = await openTransport(route, target.host, clock.signal);
    reach(sight, "tcp", clock);
    await converse(transport, target, anchors.context, sight, clock);
  } catch (error) {
    const phase = phaseOf(sight.timings);
    sight.failure = { ...probeErrorOf(error, phase, clock.signal), phase };
  } finally {
    if (transport !== undefined) await closeSocket(transport);
  }
  return withAgentCaTrust(sight, route, target, anchors, clock);
}

async function converse(
  transport: Socket,
  target: Target,
  anchors: SecureContext,
  sight: Sight,
  clock: Clock,
): Promise<void> {
  const socket = await openTls(transport, target.host, anchors);
  reach(sight, "tls", clock);
  const certificate = readCertificate(socket, target.host);
  if (certificate !== undefined) sight.certificate = certificate;
  const protocol = socket.getProtocol();
  if (protocol !== null) sight.tlsProtocol = protocol;
  const body: Buffer[] = [];
  try {
    await client().sendRequest(socket, target, {
      onHeaders: (status, headers) => {
        sight.httpStatus = status;
        sight.headers = headers;
        reach(sight, "headers", clock);
      },
      onBody: (octets) => body.push(octets),
    });
    reach(sight, "body", clock);
  } finally {
    if (sight.httpStatus !== undefined) keepBody(sight, Buffer.concat(body));
  }
}

function keepBody(sight: Sight, body: Buffer): void {
  sight.bodyBase64 = body.toString("base64");
  sight.bodyOctets = body.length;
}

function reach(sight: Sight, step: keyof HttpsExchange["timings"], clock: Clock): void {
  sight.timings = { ...sight.timings, [step]: clock.elapsed() };
}

function phaseOf({ tcp, tls, headers }: HttpsExchange["timings"]): ExchangePhase {
  if (tcp === undefined) return "connect";
  if (tls === undefined) return "tls";
  return headers === undefined ? "headers" : "body";
}

// Only OpenSSL's handshake builds a chain, so a second one tells whether the agent's CA is what was missing.
async function withAgentCaTrust(
  sight: HttpsExchange,
  route: Route,
  { host }: Target,
  { withAgentCa }: TrustAnchors,
  clock: Clock,
): Promise<HttpsExchange> {
  const { certificate } = sight;
  if (certificate?.trustError === undefined || withAgentCa === undefined) return sight;
  const trustedOnlyByAgentCa = await isTrusted(route, host, withAgentCa, clock.signal);
  return { ...sight, certificate: { ...certificate, trustedOnlyByAgentCa } };
}

async function isTrusted(
  route: Route,
  host: string,
  anchors: SecureContext,
  signal: AbortSignal,
): Promise<boolean> {
  let transport: Socket | undefined;
  try {
    transport = await openTransport(route, host, signal);
    return trustErrorOf(await openTls(transport, host, anchors)) === undefined;
  } catch {
    return false;
  } finally {
    if (transport !== undefined) await closeSocket(transport);
  }
}
