// Something that listens but is no server of the protocol.
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import type { Peer } from "./fault";

/** A listening peer. */
export interface RunningPeer {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** Time for octets to arrive before a reset, which would overtake them. */
const TRANSIT_MS = 20;

/** Starts the peer on a port chosen by the system. */
export async function startPeer({ says, end }: Exclude<Peer, string>): Promise<RunningPeer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    socket.resume();
    if (end === "close") socket.end(says);
    else socket.write(says);
    if (end === "reset") setTimeout(() => socket.resetAndDestroy(), TRANSIT_MS).unref();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, "close");
    },
  };
}
