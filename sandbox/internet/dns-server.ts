// A DNS server on loopback for sandbox worlds and tests: UDP and TCP on one port, answers and faults changeable.
import { createSocket, type Socket as UdpSocket } from "node:dgram";
import { createServer, type Server, type Socket } from "node:net";
import * as dnsPacket from "dns-packet";
import { type AskedQuestion, type Fault, isHit } from "./dns-faults";
import { replyTo } from "./dns-reply";
import type { Role, Zones } from "./dns-zones";

interface DnsServerSettings {
  readonly zones: Zones;
  readonly role: Role;
  readonly faults?: readonly Fault[];
  /** Loopback address to listen on; 127.0.0.1 where it is left out. */
  readonly address?: string;
}

/** A running DNS server, over UDP and TCP at the same address. */
export interface DnsServer {
  readonly address: string;
  readonly port: number;
  /** Every question so far, in the order of arrival; unanswered ones too. */
  readonly questions: readonly AskedQuestion[];
  /** The records from now on. */
  setZones(zones: Zones): void;
  /** The faults from now on; counts of hits start again. */
  setFaults(faults: readonly Fault[]): void;
  /** Frees the port; open connections end, delayed answers are never sent. May be called again. */
  close(): Promise<void>;
}

/** Starts a server on a port of the system's choice. */
export async function startDnsServer(settings: DnsServerSettings): Promise<DnsServer> {
  const address = settings.address ?? "127.0.0.1";
  const desk = openDesk(settings);
  const { tcp, udp } = await listen(address);
  const connections = new Set<Socket>();
  udp.on("message", (octets, { address: from, port: fromPort }) => {
    desk.take(octets, { transport: "udp", from, fromPort }, (reply) => {
      if (reply !== undefined) udp.send(reply, fromPort, from);
    });
  });
  tcp.on("connection", (socket) => {
    connections.add(socket);
    socket.on("close", () => connections.delete(socket));
    serveConnection(socket, desk);
  });
  const stop = async () => {
    desk.close();
    for (const socket of connections) socket.destroy();
    await Promise.all([
      new Promise<void>((resolve) => udp.close(resolve)),
      new Promise<void>((resolve) => tcp.close(() => resolve())),
    ]);
  };
  let closed: Promise<void> | undefined;
  return {
    address,
    port: udp.address().port,
    questions: desk.questions,
    setZones: desk.setZones,
    setFaults: desk.setFaults,
    close: () => {
      closed ??= stop();
      return closed;
    },
  };
}

type Origin = Pick<AskedQuestion, "transport" | "from" | "fromPort">;
/** Sends a reply; undefined hangs up. */
type Send = (reply: Buffer | undefined) => void;

/** Takes questions in and hands replies out, whatever the transport. */
function openDesk({ zones: first, role, faults: given = [] }: DnsServerSettings) {
  const questions: AskedQuestion[] = [];
  const delayed = new Set<NodeJS.Timeout>();
  let zones = first;
  let faults = given;
  let hits = new Map<Fault, number>();

  const hitting = (asked: AskedQuestion) =>
    faults.filter((fault) => {
      if (!isHit(fault, asked)) return false;
      const count = (hits.get(fault) ?? 0) + 1;
      hits.set(fault, count);
      return count <= (fault.times ?? count);
    });
  const sendLater = (seconds: number, act: () => void) => {
    const timer = setTimeout(() => {
      delayed.delete(timer);
      act();
    }, seconds * 1000);
    delayed.add(timer);
  };

  return {
    questions: questions as readonly AskedQuestion[],
    take(octets: Buffer, origin: Origin, send: Send) {
      const query = decode(octets);
      const asked = query === undefined ? undefined : questionOf(query, origin);
      if (query === undefined || asked === undefined) return;
      questions.push(asked);
      const wrong = hitting(asked);
      if (wrong.some((fault) => fault.kind === "silence")) return;
      const hangsUp = wrong.some((fault) => fault.kind === "close") && asked.transport === "tcp";
      const reply = hangsUp ? undefined : replyTo(query, asked, { zones, role }, wrong);
      const delay = wrong.find((fault) => fault.kind === "delay");
      if (delay === undefined) send(reply);
      else sendLater(delay.seconds, () => send(reply));
    },
    setZones(next: Zones) {
      zones = next;
    },
    setFaults(next: readonly Fault[]) {
      faults = next;
      hits = new Map();
    },
    close() {
      for (const timer of delayed) clearTimeout(timer);
    },
  };
}

type Desk = ReturnType<typeof openDesk>;

function serveConnection(socket: Socket, desk: Desk): void {
  const origin: Origin = {
    transport: "tcp",
    from: socket.remoteAddress ?? "",
    fromPort: socket.remotePort ?? 0,
  };
  let received = Buffer.alloc(0);
  // A client that resets its connection is none of the server's business.
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk) => {
    received = Buffer.concat([received, chunk]);
    while (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0)) {
      const end = 2 + received.readUInt16BE(0);
      desk.take(received.subarray(2, end), origin, (reply) => {
        if (reply === undefined) socket.destroy();
        else socket.write(Buffer.concat([lengthOf(reply), reply]));
      });
      received = received.subarray(end);
    }
  });
}

function lengthOf(reply: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(reply.length);
  return length;
}

/** A malformed query gets no answer. */
function decode(octets: Buffer): dnsPacket.DecodedPacket | undefined {
  try {
    return dnsPacket.decode(octets);
  } catch {
    return undefined;
  }
}

function questionOf(query: dnsPacket.DecodedPacket, origin: Origin): AskedQuestion | undefined {
  const question = query.questions?.[0];
  if (question === undefined || query.flag_qr) return undefined;
  return {
    ...origin,
    at: performance.now(),
    id: query.id ?? 0,
    name: question.name.toLowerCase(),
    type: question.type,
    recursionDesired: query.flag_rd,
    edns: query.additionals?.some((record) => record.type === "OPT") ?? false,
  };
}

/** Times that another port is tried where the one chosen for TCP is taken for UDP. */
const PORT_TRIES = 10;

async function listen(address: string): Promise<{ tcp: Server; udp: UdpSocket }> {
  for (let n = 1; ; n++) {
    const tcp = createServer();
    await settled(tcp, () => tcp.listen(0, address));
    const udp = createSocket(address.includes(":") ? "udp6" : "udp4");
    try {
      await settled(udp, () => udp.bind((tcp.address() as { port: number }).port, address));
      return { tcp, udp };
    } catch (error) {
      tcp.close();
      udp.close();
      if (n === PORT_TRIES) throw error;
    }
  }
}

function settled(socket: Server | UdpSocket, act: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once("listening", resolve);
    socket.once("error", reject);
    act();
  });
}
