// TCP and TLS towards a host, along a route. Nothing is reused: every fetch meets the host as a sender's first would.
import net from "node:net";
import tls from "node:tls";
import { HTTPS_PORT, type Route } from "./https-routes";
import { openTunnel } from "./https-tunnel";

/** Opens the way that TLS will run over. Rejects with the system's or the proxy's error; `signal` destroys the socket. */
export async function openTransport(
  route: Route,
  host: string,
  signal: AbortSignal,
): Promise<net.Socket> {
  // A socket that is born aborted connects all the same.
  signal.throwIfAborted();
  if (route.via === "proxy") return openTunnel(route, `${host}:${HTTPS_PORT}`, signal);
  const socket = net.connect({ host: route.address, port: route.port, signal });
  return new Promise((resolve, reject) => {
    socket.once("connect", () => resolve(socket));
    // Stays for the socket's life: what happens later is told by the layer above.
    socket.on("error", reject);
  });
}

/**
 * Shakes hands. The host's name is the SNI (RFC 8461 section 7.1). A bad certificate is no error: it comes out as
 * data, with `authorizationError` set to the verdict on its chain and dates alone.
 */
export function openTls(
  transport: net.Socket,
  host: string,
  anchors: tls.SecureContext,
  applicationProtocols: readonly string[] = ["http/1.1"],
): Promise<tls.TLSSocket> {
  const socket = tls.connect({
    socket: transport,
    servername: host,
    secureContext: anchors,
    ...(applicationProtocols.length === 0 ? {} : { ALPNProtocols: [...applicationProtocols] }),
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
  });
  return new Promise((resolve, reject) => {
    socket.once("secureConnect", () => resolve(socket));
    socket.on("error", reject);
    socket.once("close", () => reject(new Error("the connection was closed")));
  });
}

/** Destroys a socket and returns when it is gone. */
export async function closeSocket(socket: net.Socket): Promise<void> {
  if (socket.closed) return;
  await new Promise<void>((resolve) => {
    socket.once("close", () => resolve());
    socket.destroy();
  });
}
