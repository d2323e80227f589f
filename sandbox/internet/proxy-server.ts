// A web proxy that only knows CONNECT, as an agent in a closed network has it. It leads to loopback alone.
import { once } from "node:events";
import http, { type IncomingMessage } from "node:http";
import net, { type AddressInfo } from "node:net";
import type { Duplex } from "node:stream";

/** One CONNECT as the proxy received it. */
interface LoggedTunnel {
  /** `host:port` asked for. */
  readonly target: string;
  /** What the proxy answered. */
  readonly status: number;
}

/** A running proxy. */
export interface ProxyServer {
  readonly port: number;
  readonly tunnels: readonly LoggedTunnel[];
  /** Ends every connection and stops. */
  readonly close: () => Promise<void>;
}

/** Starts the proxy on a loopback port chosen by the system. */
export async function startProxyServer(options: {
  /** Loopback ports of the targets it can reach, keyed by `host:port`; others are answered 502. */
  readonly targets: Readonly<Record<string, number>>;
  /** Asked of every client; without them it is answered 407. */
  readonly credentials?: { readonly username: string; readonly password: string };
}): Promise<ProxyServer> {
  const tunnels: LoggedTunnel[] = [];
  const sockets = new Set<Duplex>();
  const keep = (socket: Duplex) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
  };
  const server = http.createServer();
  server.on("connection", keep);
  server.on("connect", (request: IncomingMessage, client: Duplex) => {
    const target = request.url ?? "";
    const port = options.targets[target];
    const status = isAuthorized(request, options.credentials)
      ? port === undefined
        ? 502
        : 200
      : 407;
    tunnels.push({ target, status });
    if (status !== 200 || port === undefined) {
      client.end(`HTTP/1.1 ${status} ${http.STATUS_CODES[status]}\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    const host = net.connect({ port, host: "127.0.0.1", noDelay: true }, () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      client.pipe(host).pipe(client);
    });
    keep(host);
    client.on("close", () => host.destroy());
    host.on("close", () => client.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = async () => {
    server.close();
    for (const socket of sockets) socket.destroy();
    await once(server, "close");
  };
  return { port: (server.address() as AddressInfo).port, tunnels, close };
}

function isAuthorized(
  request: IncomingMessage,
  credentials: { readonly username: string; readonly password: string } | undefined,
): boolean {
  if (credentials === undefined) return true;
  const pair = Buffer.from(`${credentials.username}:${credentials.password}`).toString("base64");
  return request.headers["proxy-authorization"] === `Basic ${pair}`;
}
