// One DNS query on its way: over UDP from a fresh socket, over TCP from a fresh connection. Never rejects.
import { createSocket } from "node:dgram";
import { connect, isIPv6 } from "node:net";
import type { Endpoint } from "../options";
import { type Message, type Question, readMessage } from "./dns-message";

/** A query as sent, and what its answer has to repeat. */
export interface Query {
  readonly id: number;
  readonly question: Question;
  readonly octets: Buffer;
}

/**
 * A message that answers the query, or why there is none: TIMEOUT, ABORTED, BAD_ANSWER (octets that are no answer to
 * it), TCP_CLOSED (before the answer was complete), or the socket's code such as ECONNREFUSED.
 */
export type Heard = { readonly message: Message } | { readonly failure: string };

/** `address:port`, an IPv6 address in brackets. */
export function endpointText({ address, port }: Endpoint): string {
  return isIPv6(address) ? `[${address}]:${port}` : `${address}:${port}`;
}

/**
 * Sends the query once over UDP and waits for its answer. The socket is connected, so only the server asked is heard;
 * an answer with another id or question is passed over, since anyone may have sent it.
 * @param until aborts the wait; its reason is the code of the failure
 */
export function askOverUdp(query: Query, server: Endpoint, until: AbortSignal): Promise<Heard> {
  return new Promise((resolve) => {
    const socket = createSocket(isIPv6(server.address) ? "udp6" : "udp4");
    let strays = 0;
    const settle = once((heard: Heard) => {
      socket.close();
      resolve(heard);
    });
    const stop = () =>
      settle({ failure: strays > 0 && until.reason === "TIMEOUT" ? "BAD_ANSWER" : until.reason });
    const fail = (error: Error) => settle({ failure: udpCode(error) });
    socket.on("error", fail);
    socket.on("message", (octets) => {
      const message = readMessage(octets);
      if (message === undefined) settle({ failure: "BAD_ANSWER" });
      else if (answers(query, message)) settle({ message });
      else strays++;
    });
    if (until.aborted) return stop();
    until.addEventListener("abort", stop, { once: true });
    socket.connect(server.port, server.address, () => {
      if (!until.aborted) socket.send(query.octets, (error) => error && fail(error));
    });
  });
}

/** Sends the query over TCP (RFC 7766) and waits for its answer. See `askOverUdp` for `until`. */
export function askOverTcp(query: Query, server: Endpoint, until: AbortSignal): Promise<Heard> {
  return new Promise((resolve) => {
    const socket = connect({ host: server.address, port: server.port });
    let received = Buffer.alloc(0);
    const settle = once((heard: Heard) => {
      socket.destroy();
      resolve(heard);
    });
    const stop = () => settle({ failure: until.reason });
    socket.on("error", (error) => settle({ failure: codeOf(error) }));
    socket.on("close", () => settle({ failure: "TCP_CLOSED" }));
    socket.on("data", (chunk) => {
      received = Buffer.concat([received, chunk]);
      const octets = framed(received);
      if (octets === undefined) return;
      const message = readMessage(octets);
      const fits = message !== undefined && answers(query, message);
      settle(fits ? { message } : { failure: "BAD_ANSWER" });
    });
    if (until.aborted) return stop();
    until.addEventListener("abort", stop, { once: true });
    const length = Buffer.alloc(2);
    length.writeUInt16BE(query.octets.length);
    socket.write(Buffer.concat([length, query.octets]));
  });
}

/** Lets only the first call through. */
function once<T>(act: (value: T) => void): (value: T) => void {
  let isDone = false;
  return (value) => {
    if (isDone) return;
    isDone = true;
    act(value);
  };
}

/** The message behind its two octets of length, once it is complete. */
function framed(received: Buffer): Buffer | undefined {
  if (received.length < 2) return undefined;
  const end = 2 + received.readUInt16BE(0);
  return received.length < end ? undefined : received.subarray(2, end);
}

/** RFC 5452 section 9.1. Servers that cannot read a query may answer with the header alone. */
function answers(query: Query, message: Message): boolean {
  if (message.id !== query.id) return false;
  if (!message.repeatsQuestion) return !["NOERROR", "NXDOMAIN"].includes(message.rcode);
  const { question } = message;
  return question?.name === query.question.name && question.type === query.question.type;
}

// Windows reports an ICMP "port unreachable" as a reset.
function udpCode(error: Error): string {
  const code = codeOf(error);
  return code === "ECONNRESET" ? "ECONNREFUSED" : code;
}

function codeOf(error: Error): string {
  return (error as NodeJS.ErrnoException).code ?? "ESOCKET";
}
