// Faults of HTTP: the policy host answers, but not as senders need it.
import type { Faults, HttpAnswer } from "../../sandbox/internet/https-site";
import {
  type FaultRow,
  type Injection,
  NOTE,
  NOTHING,
  policyOf,
  RESPONSE,
  UNREACHABLE,
} from "./fault";

const SECONDS = 10;
const SHORT = { timeoutSeconds: 1 };
const SHORT_SECONDS = 5;

const PLAIN = { "content-type": "text/plain" };

const row = (
  name: string,
  fault: string,
  check: string,
  answer: (domain: string) => HttpAnswer | { readonly raw: string },
  more: Partial<FaultRow> = {},
): FaultRow => ({
  name,
  fault,
  check,
  weights: check === "" ? NOTHING : RESPONSE,
  within: SECONDS,
  inject: (domain) => ({ site: { answer: answer(domain) } }),
  ...more,
});

/** A site that serves the policy, but in its own time or not to its end. */
const late = (
  name: string,
  fault: string,
  check: string,
  faults: Faults,
  more: Partial<FaultRow> = {},
): FaultRow => ({
  name,
  fault,
  check,
  weights: check === "host-timeout" ? UNREACHABLE : RESPONSE,
  within: check === "host-timeout" ? SHORT_SECONDS : SECONDS,
  inject: (): Injection => ({
    site: { faults },
    ...(check === "host-timeout" ? { options: SHORT } : {}),
  }),
  ...more,
});

const status = (code: number, words: string, headers: Record<string, string> = {}) =>
  row(`status-${code}`, `Status ${code}: ${words}`, "host-status", () => ({
    status: code,
    headers: { "content-type": "text/html", ...headers },
    body: code === 204 || code === 304 ? "" : "<h1>no policy here</h1>\n",
  }));

const redirect = (code: number, words: string, headers: Record<string, string>) =>
  row(`redirect-${code}`, `Status ${code}: ${words}`, "host-redirect", () => ({
    status: code,
    headers,
    body: "",
  }));

/** Octets as they are: a status line 200, these headers, this body. */
const raw = (headers: string, body: string | ((policy: string) => string)) => (domain: string) => ({
  raw: `HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n${headers}\r\n\r\n${
    typeof body === "string" ? body : body(policyOf(domain))
  }`,
});

const typed =
  (mediaType: string, body = policyOf) =>
  (domain: string) => ({
    headers: { "content-type": mediaType },
    body: body(domain),
  });

const PAGE = "<!doctype html>\n<title>Welcome</title>\n";

export const HTTP_FAULTS: readonly FaultRow[] = [
  status(204, "no content"),
  status(206, "a part of the file", { "content-range": "bytes 0-9/70" }),
  status(304, "not modified, though nobody had it"),
  status(400, "bad request"),
  status(401, "a login"),
  status(403, "forbidden"),
  status(404, "no such file"),
  status(410, "gone"),
  status(429, "too many requests"),
  status(500, "internal error"),
  status(503, "unavailable"),
  redirect(301, "to another host", { location: "https://www.example.net/mta-sts.txt" }),
  redirect(302, "to a login page", { location: "/.auth/login/aad" }),
  redirect(303, "without a target", {}),
  redirect(308, "to the same path with a slash", { location: "/.well-known/mta-sts.txt/" }),
  row(
    "page",
    "A web page in place of the policy",
    "host-media-type",
    typed("text/html", () => PAGE),
    {
      beside: ["host-policy"],
    },
  ),
  row(
    "page-as-text",
    "A web page as text/plain",
    "host-policy",
    typed("text/plain", () => PAGE),
  ),
  row(
    "empty",
    "An empty body",
    "host-policy",
    typed("text/plain", () => ""),
  ),
  row("no-version", "A policy without its version", "host-policy", (domain) => ({
    headers: PLAIN,
    body: policyOf(domain).replace("version: STSv1\n", ""),
  })),
  row("byte-order-mark", "A policy behind a byte order mark", "host-policy", (domain) => ({
    headers: PLAIN,
    body: `\ufeff${policyOf(domain)}`,
  })),
  row("utf-16", "A policy in UTF-16", "host-policy", (domain) => ({
    headers: { "content-type": "text/plain; charset=utf-16" },
    body: Buffer.from(policyOf(domain), "utf16le"),
  })),
  row("no-media-type", "No media type", "host-media-type", (domain) => ({
    headers: {},
    body: policyOf(domain),
  })),
  row(
    "octet-stream",
    "Media type application/octet-stream",
    "host-media-type",
    typed("application/octet-stream"),
  ),
  row("gzip", "Content-Encoding gzip, though nobody asked", "host-content-encoding", (domain) => ({
    headers: { ...PLAIN, "content-encoding": "gzip" },
    body: policyOf(domain),
  })),
  row("too-large", "A body of 64 KiB and one octet", "host-body-size", (domain) => ({
    headers: PLAIN,
    body: policyOf(domain).padEnd(65_537, "\n"),
  })),
  row("endless", "A body of several megabytes", "host-body-size", () => ({
    headers: PLAIN,
    body: Buffer.alloc(4_000_000, "x"),
  })),
  row(
    "length-too-long",
    "Content-Length longer than the body",
    "host-broken-response",
    raw("Content-Length: 999", (policy) => policy),
  ),
  row(
    "length-too-short",
    "Content-Length shorter than the policy",
    "host-policy",
    raw("Content-Length: 20", (policy) => policy),
  ),
  row(
    "two-lengths",
    "Two different Content-Length headers",
    "host-broken-response",
    raw("Content-Length: 5\r\nContent-Length: 70", (policy) => policy),
  ),
  row(
    "chunks-without-end",
    "Chunks without an end",
    "host-broken-response",
    raw("Transfer-Encoding: chunked", "5\r\nversi\r\n"),
  ),
  row(
    "bad-chunk",
    "A chunk size that is none",
    "host-broken-response",
    raw("Transfer-Encoding: chunked", "zz\r\n"),
  ),
  row("not-http", "No HTTP inside TLS", "host-broken-response", () => ({ raw: "-ERR what?\r\n" })),
  row("interim-only", "Status 100 and nothing more", "host-broken-response", () => ({
    raw: "HTTP/1.1 100 Continue\r\n\r\n",
  })),
  row("upgrade", "Status 101, though nobody asked", "host-broken-response", () => ({
    raw: "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n",
  })),
  row(
    "large-head",
    "Headers of more than 16 KiB",
    "host-broken-response",
    raw(`X: ${"x".repeat(17_000)}\r\nContent-Length: 0`, ""),
  ),
  late("close-before-head", "Closed in place of an answer", "host-broken-response", {
    breakOff: { phase: "headers", how: "close" },
  }),
  late("reset-before-head", "Reset in place of an answer", "host-broken-response", {
    breakOff: { phase: "headers", how: "reset" },
  }),
  late("close-in-body", "Closed half way through the body", "host-broken-response", {
    breakOff: { phase: "body", how: "close" },
  }),
  late("reset-in-body", "Reset half way through the body", "host-broken-response", {
    breakOff: { phase: "body", how: "reset" },
  }),
  late("silent-head", "No answer to the request", "host-timeout", {
    breakOff: { phase: "headers", how: "silence" },
  }),
  late("slow-head", "Headers later than timeoutSeconds", "host-timeout", {
    delays: { headers: 2000 },
  }),
  late("silent-body", "Silent half way through the body", "host-timeout", {
    breakOff: { phase: "body", how: "silence" },
  }),
  late("slow-body", "A body in drops, longer than timeoutSeconds", "host-timeout", {
    trickle: { octets: 1, everyMs: 100 },
  }),
  late(
    "two-seconds",
    "An answer after more than two seconds",
    "interop-slow",
    {
      delays: { headers: 2200 },
    },
    { weights: NOTE },
  ),
  late(
    "four-seconds",
    "An answer after more than four seconds",
    "interop-slow",
    {
      delays: { headers: 4200 },
    },
    { weights: ["note", "warning", "warning", "warning"] },
  ),
  row(
    "large",
    "A policy of more than 10 KiB",
    "interop-body-size",
    (domain) => ({
      headers: PLAIN,
      body: `${policyOf(domain)}${"x-note: 0123456789\n".repeat(600)}`,
    }),
    { weights: ["note", "warning", "warning", "warning"] },
  ),
  row(
    "other-policy",
    "Another policy than the committed one",
    "served-differs",
    (domain) => ({
      headers: PLAIN,
      body: policyOf(domain).replace("604800", "86400"),
    }),
    { beside: ["id-before-body"], weights: ["note", "note", "error", "note"] },
  ),
  row("charset", "A charset parameter", "", typed("text/plain; charset=utf-8")),
  row("chunked", "A body in chunks", "", (domain) => ({
    headers: { ...PLAIN, "transfer-encoding": "chunked" },
    body: policyOf(domain),
  })),
  row(
    "no-length",
    "No Content-Length, the connection's end is the body's",
    "",
    raw("Connection: close", (policy) => policy),
  ),
  row("interim", "Status 100, then the answer", "", (domain) => ({
    raw: `HTTP/1.1 100 Continue\r\n\r\n${raw("Connection: close", (policy) => policy)(domain).raw}`,
  })),
];
