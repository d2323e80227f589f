// One conversation with one address of an MX host, up to the TLS handshake (RFC 3207). Courteous: a real name, QUIT,
// never MAIL FROM. It reports, never judges.
import type { Socket } from "node:net";
import { hostname } from "node:os";
import { readCertificate, type TrustAnchors } from "./https-certificate";
import type { Clock } from "./https-clock";
import { closeSocket, openTls } from "./https-connection";
import { clientName } from "./smtp-client-name";
import { ask, connect, receive } from "./smtp-dialogue";
import { offers } from "./smtp-reply";
import type { ProbeError, SmtpExchange, SmtpPhase } from "./types";

/** Seconds for one address to accept a connection: the next one must have its chance. */
const CONNECT_SECONDS = 10;

/** Milliseconds of silence after which a server's reply to QUIT is no longer waited for. */
const QUIT_MS = 1000;

/** Where one connection goes. */
export type SmtpRoute = Pick<SmtpExchange, "address" | "port" | "via">;

/** What is being built up while the conversation goes on. */
type Sight = { -readonly [K in keyof SmtpExchange]: SmtpExchange[K] };

/**
 * Speaks to `host` at one address after the other until one accepts the connection, as a sender does (RFC 5321
 * section 5.1). Leaves no socket open.
 */
export async function converseInTurn(
  routes: readonly SmtpRoute[],
  host: string,
  anchors: TrustAnchors,
  clock: Clock,
): Promise<readonly SmtpExchange[]> {
  const exchanges: SmtpExchange[] = [];
  for (const route of routes) {
    const exchange = await converse(route, host, anchors, clock);
    exchanges.push(exchange);
    if (exchange.failure?.phase !== "connect" || clock.signal.aborted) break;
  }
  return exchanges;
}

async function converse(
  route: SmtpRoute,
  host: string,
  anchors: TrustAnchors,
  clock: Clock,
): Promise<SmtpExchange> {
  const { address, port, via } = route;
  const sight: Sight = { address, port, via, timings: {} };
  let phase: SmtpPhase = "connect";
  const reach = async <T>(next: SmtpPhase, work: Promise<T>): Promise<T> => {
    phase = next;
    const value = await work;
    sight.timings = { ...sight.timings, [next]: clock.elapsed() };
    return value;
  };
  let transport: Socket | undefined;
  try {
    transport = await reach("connect", connect(route, CONNECT_SECONDS, clock.signal));
    await quit(await upgrade(transport, host, anchors, sight, reach));
  } catch (error) {
    sight.failure = { ...probeErrorOf(error, clock.signal), phase };
  } finally {
    if (transport !== undefined) await closeSocket(transport);
  }
  return sight;
}

type Reach = <T>(phase: SmtpPhase, work: Promise<T>) => Promise<T>;

/** Goes as far towards TLS as the server lets it; the socket to say QUIT on. */
async function upgrade(
  transport: Socket,
  host: string,
  anchors: TrustAnchors,
  sight: Sight,
  reach: Reach,
): Promise<Socket> {
  sight.greeting = await reach("greeting", receive(transport));
  if (sight.greeting.code !== 220) return transport;
  sight.clientName = clientName(hostname(), transport.localAddress ?? "");
  sight.ehlo = await reach("ehlo", ask(transport, `EHLO ${sight.clientName}`));
  if (sight.ehlo.code !== 250 || !offers(sight.ehlo, "STARTTLS")) return transport;
  sight.startTls = await reach("startTls", ask(transport, "STARTTLS"));
  if (sight.startTls.code !== 220) return transport;
  const socket = await reach("tls", openTls(transport, host, anchors.context, []));
  const certificate = readCertificate(socket, host);
  if (certificate !== undefined) sight.certificate = certificate;
  const protocol = socket.getProtocol();
  if (protocol !== null) sight.tlsProtocol = protocol;
  return socket;
}

// All that is wanted is seen by now, so whatever the server makes of it is no failure.
async function quit(socket: Socket): Promise<void> {
  socket.setTimeout(QUIT_MS, () => socket.destroy());
  await ask(socket, "QUIT").catch(() => undefined);
}

// Where the clock has ended the conversation, that is the reason.
function probeErrorOf(error: unknown, signal: AbortSignal): ProbeError {
  if (signal.aborted) return signal.reason as ProbeError;
  const { code, message, reason } = error as NodeJS.ErrnoException & { readonly reason?: string };
  // OpenSSL's message begins with a thread's number; its reason is the sentence.
  return { code: code ?? "CONNECTION_CLOSED", message: reason ?? message };
}
