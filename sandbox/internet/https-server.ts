// An HTTPS server for worlds and tests: many sites behind one loopback port, chosen by the name in the ClientHello, so
// that each site can have its own certificate, TLS version and way of failing.
import { once } from "node:events";
import type { IncomingHttpHeaders } from "node:http";
import https from "node:https";
import net, { type AddressInfo } from "node:net";
import { readClientHello } from "./client-hello";
import { answerRequest } from "./https-answer";
import type { Break, Site } from "./https-site";

/** A fatal alert `unrecognized_name` (RFC 6066 section 3) in a TLS record. */
const UNRECOGNIZED_NAME = Buffer.from([21, 3, 1, 0, 2, 2, 112]);

/** One request as a site received it. */
interface LoggedRequest {
  /** The Host header. */
  readonly host: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** When it came, in milliseconds of the clock `performance`. */
  readonly at: number;
}

/** A running HTTPS server with a site for each host name. */
export interface HttpsServer {
  readonly port: number;
  readonly requests: readonly LoggedRequest[];
  /** The server name of every connection that got as far as a ClientHello; "" where it named none. */
  readonly serverNames: readonly string[];
  /** Adds or replaces the site of a host name; connections that are open keep the old one. */
  readonly setSite: (host: string, site: Site) => void;
  /** Ends every connection and stops. */
  readonly close: () => Promise<void>;
}

/** Starts the server on a port chosen by the system. `sites` are keyed by lower-case host name. */
export async function startHttpsServer(options: {
  readonly sites: Readonly<Record<string, Site>>;
  /** Loopback address to listen on; default 127.0.0.1. */
  readonly address?: string;
}): Promise<HttpsServer> {
  const requests: LoggedRequest[] = [];
  const serverNames: string[] = [];
  const doors = new Map<string, Door>();
  const setSite = (host: string, site: Site) => {
    doors.set(host, openDoor(site, requests));
  };
  for (const [host, site] of Object.entries(options.sites)) setSite(host, site);

  const sockets = new Set<net.Socket>();
  const server = net.createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    awaitHello(socket, (serverName) => {
      serverNames.push(serverName);
      const door = doors.get(serverName);
      if (door === undefined) socket.end(UNRECOGNIZED_NAME);
      else door(socket);
    });
  });
  server.listen(0, options.address ?? "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.close();
    for (const socket of sockets) socket.destroy();
    await once(server, "close");
  };
  return { port, requests, serverNames, setSite, close };
}

/** Reads until the ClientHello is whole, puts it back, and says which name it asks for. */
function awaitHello(socket: net.Socket, onHello: (serverName: string) => void): void {
  let octets: Buffer = Buffer.alloc(0);
  const onData = (chunk: Buffer) => {
    octets = Buffer.concat([octets, chunk]);
    const opening = readClientHello(octets);
    if (opening.kind === "incomplete") return;
    socket.off("data", onData);
    socket.pause();
    if (opening.kind === "not TLS") {
      socket.destroy();
      return;
    }
    socket.unshift(octets);
    onHello(opening.serverName ?? "");
  };
  socket.on("data", onData);
}

/** Takes a connection whose ClientHello waits to be read. */
type Door = (socket: net.Socket) => void;

// A server per site that never listens: connections are handed to it after their first octets.
function openDoor(site: Site, requests: LoggedRequest[]): Door {
  const { certificate, faults = {} } = site;
  const transports = new Map<number | undefined, net.Socket>();
  const tls11 = {
    minVersion: "TLSv1",
    maxVersion: "TLSv1.1",
    ciphers: "DEFAULT@SECLEVEL=0",
  } as const;
  const server = https.createServer(
    {
      key: certificate.keyPem,
      cert: certificate.certificatePem,
      // Presents a weak certificate too, whatever this version of Node thinks of it.
      ciphers: "DEFAULT@SECLEVEL=0",
      ...(faults.isTls11Only === true ? tls11 : {}),
    },
    (request, response) => {
      const { url = "/", headers, socket } = request;
      requests.push({ host: headers.host ?? "", path: url, headers, at: performance.now() });
      const transport = transports.get(socket.remotePort);
      void answerRequest(site, url, response, (how) => breakOff(transport ?? socket, how));
    },
  );
  server.on("tlsClientError", (_error, socket) => socket.destroy());
  return (socket) => {
    transports.set(socket.remotePort, socket);
    socket.on("close", () => transports.delete(socket.remotePort));
    if (faults.breakOff?.phase === "tls") return breakOff(socket, faults.breakOff.how);
    const start = () => server.emit("connection", socket);
    if (faults.delays?.tls === undefined) start();
    else setTimeout(start, faults.delays.tls).unref();
  };
}

// `silence` does nothing: the connection stays open.
function breakOff(socket: net.Socket, how: Break): void {
  if (how === "reset") socket.resetAndDestroy();
  else if (how === "close") socket.destroy();
}
