// One GET on a fresh TLS connection, as a sender makes it (RFC 8461 section 3.3): no redirect, no cache, no cookie.
import type { TLSSocket } from "node:tls";
import { setFlagsFromString } from "node:v8";
import type { buildConnector } from "undici";
import Client from "undici/lib/dispatcher/client.js";
import { MAX_POLICY_OCTETS } from "../mta-sts/limits";
import { skipInterimResponses } from "./https-interim";
import type { HttpsExchange } from "./types";

// Node ends only when V8 has optimized what it began to optimize, and of a few responses it optimizes the whole HTTP
// parser: for longer than everything else takes after the last answer. A larger budget makes it begin later or never.
setFlagsFromString("--wasm-tiering-budget=1000000000");

/** Told as the answer comes in, so that a broken answer leaves what was seen of it. */
interface AnswerListener {
  readonly onHeaders: (status: number, headers: NonNullable<HttpsExchange["headers"]>) => void;
  /** Together at most one octet more than MAX_POLICY_OCTETS. */
  readonly onBody: (octets: Buffer) => void;
}

const HEADERS = {
  accept: "text/plain",
  "accept-encoding": "identity",
  "user-agent": "mta-sts-policy-gate",
};

/**
 * Sends the request and reads the answer until its end, or until the body is longer than senders read: then the
 * connection is cut. Any status is an answer; rejects where there is none, or where the body ends early.
 */
export async function sendRequest(
  socket: TLSSocket,
  target: { readonly host: string; readonly path: string },
  listener: AnswerListener,
): Promise<void> {
  skipInterimResponses(socket);
  const client = new Client(`https://${target.host}`, {
    connect: (_options, callback) => setImmediate(handOver, socket, callback),
    // The fetch has one clock of its own.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  try {
    await readAnswer(client, target.path, listener);
  } catch (error) {
    // undici takes a reset for a mere end where the server had announced to close.
    throw isReset(socket.errored) ? socket.errored : error;
  } finally {
    await client.destroy();
  }
}

function isReset(error: NodeJS.ErrnoException | null): boolean {
  return error?.code === "ECONNRESET";
}

// Not within the client's own call, for which it is not ready. A dead socket is an error of another kind than undici's
// own: with those it would ask for a new connection, for ever.
function handOver(socket: TLSSocket, callback: buildConnector.Callback): void {
  if (socket.destroyed) callback(socket.errored ?? new Error("the connection was closed"), null);
  else callback(null, socket);
}

function readAnswer(client: Client, path: string, listener: AnswerListener): Promise<void> {
  let left = MAX_POLICY_OCTETS + 1;
  return new Promise((resolve, reject) => {
    client.dispatch(
      { method: "GET", path, headers: HEADERS, reset: true },
      {
        onRequestStart: () => {},
        onResponseStart: (controller, status) => {
          const { rawHeaders } = controller;
          // undici hands on what is no final answer, a bare 101 say, and then trips over what follows.
          if (status < 200) controller.abort(new NotFinal(status));
          else listener.onHeaders(status, headersOf(rawHeaders as readonly Buffer[]));
        },
        onResponseData: (controller, chunk) => {
          listener.onBody(Buffer.from(chunk.subarray(0, left)));
          left -= Math.min(left, chunk.length);
          if (left > 0) return;
          resolve();
          controller.abort(new Error("the body is longer than senders read"));
        },
        onResponseEnd: () => resolve(),
        onResponseError: (_controller, error) => reject(error),
      },
    );
  });
}

class NotFinal extends Error {
  readonly code = "HTTP_INVALID";

  constructor(status: number) {
    super(`status ${status} is no final answer`);
  }
}

function headersOf(raw: readonly Buffer[]): NonNullable<HttpsExchange["headers"]> {
  const headers: [string, string][] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const [name, value] = [raw[i] as Buffer, raw[i + 1] as Buffer];
    headers.push([name.toString("latin1").toLowerCase(), value.toString("latin1")]);
  }
  return headers;
}
