// The client's side of an SMTP conversation over a socket: one command, one reply (RFC 5321 section 4.2).
import net from "node:net";
import { quote } from "../quote";
import { MAX_REPLY_OCTETS, readReply } from "./smtp-reply";
import type { SmtpReply } from "./types";

/** A failure with a word for it, as the system's errors have. */
class SmtpError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Opens a connection. Rejects with the system's error, or with TIMEOUT where nothing answers within `seconds`; `signal`
 * destroys the socket at any time.
 */
export async function connect(
  to: { readonly address: string; readonly port: number },
  seconds: number,
  signal: AbortSignal,
): Promise<net.Socket> {
  // A socket that is born aborted connects all the same.
  signal.throwIfAborted();
  const socket = net.connect({ host: to.address, port: to.port, signal });
  socket.setTimeout(seconds * 1000, () =>
    socket.destroy(new SmtpError("TIMEOUT", `no connection within ${seconds} s`)),
  );
  return new Promise((resolve, reject) => {
    socket.once("connect", () => {
      socket.setTimeout(0);
      resolve(socket);
    });
    // Stays for the socket's life: what happens later is told by the layer above.
    socket.on("error", reject);
  });
}

/** Sends a command and receives its reply. */
export function ask(socket: net.Socket, command: string): Promise<SmtpReply> {
  socket.write(`${command}\r\n`);
  return receive(socket);
}

/**
 * Receives one reply; octets behind it go back into the socket. Rejects with the socket's error, or with
 * CONNECTION_CLOSED, SMTP_INVALID or REPLY_TOO_LONG.
 */
export function receive(socket: net.Socket): Promise<SmtpReply> {
  return new Promise((resolve, reject) => {
    let octets: Buffer = Buffer.alloc(0);
    const leave = () => {
      socket.pause();
      socket.off("data", onData).off("end", onEnd).off("close", onEnd).off("error", onError);
    };
    const onError = (error: Error) => {
      leave();
      reject(error);
    };
    const onEnd = () =>
      onError(socket.errored ?? new SmtpError("CONNECTION_CLOSED", "the connection was closed"));
    const onData = (chunk: Buffer) => {
      octets = Buffer.concat([octets, chunk]);
      const reading = readReply(octets);
      switch (reading.kind) {
        case "incomplete":
          return;
        case "reply":
          leave();
          if (reading.rest.length > 0) socket.unshift(reading.rest);
          resolve(reading.reply);
          return;
        case "malformed":
          onError(new SmtpError("SMTP_INVALID", `${quote(reading.line)} is no SMTP reply`));
          return;
        default:
          onError(
            new SmtpError("REPLY_TOO_LONG", `a reply of more than ${MAX_REPLY_OCTETS} octets`),
          );
      }
    };
    if (socket.destroyed) {
      onEnd();
      return;
    }
    socket.on("data", onData).on("end", onEnd).on("close", onEnd).on("error", onError).resume();
  });
}
