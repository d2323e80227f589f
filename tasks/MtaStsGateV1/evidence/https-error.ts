// Failures of an exchange as data: one code whatever the library that noticed it.
import type { HttpsExchange, ProbeError } from "./types";

/** How far an exchange had come when it failed. */
export type ExchangePhase = NonNullable<HttpsExchange["failure"]>["phase"];

/**
 * Turns what was thrown into data. Where the clock has ended the exchange, that is the reason. Codes of the system, of
 * OpenSSL and of the proxy stay; undici's become CONNECTION_CLOSED, BODY_INCOMPLETE, HEADERS_TOO_LARGE or HTTP_INVALID.
 */
export function probeErrorOf(
  error: unknown,
  phase: ExchangePhase,
  signal: AbortSignal,
): ProbeError {
  if (signal.aborted) return signal.reason as ProbeError;
  const { code, message, name, reason } = error as LibraryError;
  if (name === "HTTPParserError") return parserError(message, phase);
  if (code === "UND_ERR_RES_CONTENT_LENGTH_MISMATCH") return lengthError(phase);
  if (code === "UND_ERR_HEADERS_OVERFLOW") return { code: "HEADERS_TOO_LARGE", message };
  if (message === "bad upgrade") return { code: "HTTP_INVALID", message: "an unasked status 101" };
  if (code === undefined || code === "UND_ERR_SOCKET") return earlyEnd(phase);
  // OpenSSL's message begins with a thread's number; its reason is the sentence.
  return { code, message: reason ?? message };
}

interface LibraryError extends NodeJS.ErrnoException {
  readonly reason?: string;
}

// Whether the parser or the socket notices an early end depends on headers that have nothing to do with it.
function parserError(message: string, phase: ExchangePhase): ProbeError {
  if (message.includes("Invalid EOF state")) return earlyEnd(phase);
  return { code: "HTTP_INVALID", message };
}

function lengthError(phase: ExchangePhase): ProbeError {
  if (phase === "body") return earlyEnd(phase);
  return {
    code: "HTTP_INVALID",
    message: "the headers contradict each other on the body's length",
  };
}

function earlyEnd(phase: ExchangePhase): ProbeError {
  return phase === "body"
    ? { code: "BODY_INCOMPLETE", message: "the connection was closed before the body was complete" }
    : { code: "CONNECTION_CLOSED", message: "the connection was closed before an answer came" };
}
