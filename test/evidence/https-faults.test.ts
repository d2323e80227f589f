import assert from "node:assert/strict";
import { once } from "node:events";
import net, { type AddressInfo } from "node:net";
import tls from "node:tls";
import { sendRequest } from "../../tasks/MtaStsGateV1/evidence/https-request";
import type { HttpsExchange } from "../../tasks/MtaStsGateV1/evidence/types";
import {
  bodyOf,
  HEALTHY,
  lineTo,
  POLICY,
  POLICY_HOST,
  type PolicyHost,
  startPolicyHost,
} from "../support/policy-host";

describe("HTTPS probe: exchanges that break off", () => {
  let host: PolicyHost;
  before(async () => {
    host = await startPolicyHost();
  });
  after(() => host.server.close());

  const failureOf = ({ failure }: HttpsExchange) =>
    failure === undefined ? "none" : `${failure.phase} ${failure.code}`;

  it("keeps ECONNREFUSED where nothing listens", async () => {
    const exchange = await host.exchange({ connectTo: [lineTo(await closedPort())] });
    assert.equal(failureOf(exchange), "connect ECONNREFUSED");
    assert.match(exchange.failure?.message ?? "", /^connect ECONNREFUSED 127\.0\.0\.1:\d+$/);
    assert.deepEqual(exchange.timings, {});
  });

  it("names a server that speaks nothing newer than TLS 1.1", async () => {
    const exchange = await host.answering(HEALTHY, { isTls11Only: true });
    assert.equal(failureOf(exchange), "tls ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION");
    assert.equal(exchange.failure?.message, "tlsv1 alert protocol version");
    assert.equal(exchange.certificate, undefined);
    assert.notEqual(exchange.timings.tcp, undefined);
  });

  it("names a server that does not know the host", async () => {
    const exchange = await host.exchange({ host: "unknown.example" });
    assert.equal(failureOf(exchange), "tls ERR_SSL_TLSV1_UNRECOGNIZED_NAME");
  });

  it("names a server that does not speak TLS", async () => {
    const server = net.createServer((socket) => socket.end("220 mail.example ESMTP\r\n"));
    const port = await listen(server);
    const exchange = await host.exchange({ connectTo: [lineTo(port)] });
    server.close();
    assert.equal(failureOf(exchange), "tls ERR_SSL_WRONG_VERSION_NUMBER");
  });

  for (const [ALPNProtocols, expected, chosen] of [
    [["h2", "http/1.1"], "none", ["http/1.1"]],
    [["h2"], "tls ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL", []],
  ] as const) {
    it(`offers HTTP/1.1 alone to a server that prefers ${ALPNProtocols}`, async () => {
      const { keyPem: key, certificatePem: cert } = await host.authority.issue({ dnsNames: [] });
      const seen: unknown[] = [];
      const server = tls.createServer(
        { key, cert, ALPNProtocols: [...ALPNProtocols] },
        (socket) => {
          seen.push(socket.alpnProtocol);
          socket.once("data", () => socket.end(answer("Content-Length: 0", "")));
        },
      );
      const port = await listen(server);
      const exchange = await host.exchange({ connectTo: [lineTo(port)] });
      server.close();
      assert.equal(failureOf(exchange), expected);
      assert.deepEqual(seen, chosen);
    });
  }

  it("gives up on a connection that died between handshake and request", async () => {
    host.become({});
    const socket = tls.connect({
      port: host.server.port,
      servername: POLICY_HOST,
      rejectUnauthorized: false,
    });
    await once(socket, "secureConnect");
    socket.destroy();
    const listener = { onHeaders: () => {}, onBody: () => {} };
    await assert.rejects(
      sendRequest(socket, { host: POLICY_HOST, path: "/" }, listener),
      /the connection was closed/,
    );
  });

  describe("closed, reset or silent", () => {
    for (const [phase, how, expected] of [
      ["tls", "close", "tls ECONNRESET"],
      ["tls", "reset", "tls ECONNRESET"],
      ["tls", "silence", "tls TIMEOUT"],
      ["headers", "close", "headers CONNECTION_CLOSED"],
      ["headers", "reset", "headers ECONNRESET"],
      ["headers", "silence", "headers TIMEOUT"],
      ["body", "close", "body BODY_INCOMPLETE"],
      ["body", "reset", "body ECONNRESET"],
      ["body", "silence", "body TIMEOUT"],
    ] as const) {
      it(`${how} before ${phase}: ${expected}`, async () => {
        host.become({ faults: { breakOff: { phase, how } } });
        const timeoutSeconds = how === "silence" ? 0.6 : 10;
        const exchange = await host.exchange({ timeoutSeconds });
        assert.equal(failureOf(exchange), expected);
        assert.equal(exchange.certificate === undefined, phase === "tls");
        assert.equal(exchange.httpStatus, phase === "body" ? 200 : undefined);
        assert.equal(bodyOf(exchange), phase === "body" ? POLICY.slice(0, POLICY.length / 2) : "");
        assert.equal(exchange.timings.body, undefined);
      });
    }
  });

  // What no HTTP client accepts, and what only looks odd.
  for (const [name, raw, expected] of [
    ["not HTTP", "-ERR what?\r\n", "headers HTTP_INVALID"],
    ["less than a status line", "HT", "headers CONNECTION_CLOSED"],
    ["less than a head", "HTTP/1.1 200 OK\r\nA: b\r\n", "headers CONNECTION_CLOSED"],
    ["nothing", "", "headers CONNECTION_CLOSED"],
    ["an interim response alone", "HTTP/1.1 100 C\r\n\r\n", "headers CONNECTION_CLOSED"],
    [
      "an unasked 101",
      "HTTP/1.1 101 S\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n",
      "headers HTTP_INVALID",
    ],
    ["the same without a protocol", "HTTP/1.1 101 S\r\n\r\nxyz", "headers HTTP_INVALID"],
    ["a status below 100", "HTTP/1.1 001 X\r\nContent-Length: 0\r\n\r\n", "headers HTTP_INVALID"],
    ["a head over 16 KiB", answer(`X: ${"x".repeat(17_000)}`, ""), "headers HEADERS_TOO_LARGE"],
    [
      "length and chunks",
      answer("Content-Length: 1\r\nTransfer-Encoding: chunked", ""),
      "headers HTTP_INVALID",
    ],
    ["two lengths", answer("Content-Length: 1\r\nContent-Length: 2", "ab"), "headers HTTP_INVALID"],
    ["a body short of its length", answer("Content-Length: 65", POLICY), "body BODY_INCOMPLETE"],
    [
      "the same, announced",
      answer("Connection: close\r\nContent-Length: 65", POLICY),
      "body BODY_INCOMPLETE",
    ],
    [
      "chunks without an end",
      answer("Transfer-Encoding: chunked", "5\r\nversi\r\n"),
      "body BODY_INCOMPLETE",
    ],
    [
      "the same, announced",
      answer("Connection: close\r\nTransfer-Encoding: chunked", "5\r\nversi"),
      "body BODY_INCOMPLETE",
    ],
    [
      "a chunk size that is none",
      answer("Transfer-Encoding: chunked", "zz\r\n"),
      "body HTTP_INVALID",
    ],
    ["status 200 without a phrase", "HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok", "none"],
    ["status 999", "HTTP/1.1 999 Odd\r\nContent-Length: 2\r\n\r\nok", "none"],
  ] as const) {
    it(`${name}: ${expected}`, async () => {
      assert.equal(failureOf(await host.answering({ raw })), expected);
    });
  }

  it("keeps what was read of a body that broke off", async () => {
    const exchange = await host.answering({ raw: answer("Content-Length: 65", POLICY) });
    assert.equal(bodyOf(exchange), POLICY);
    assert.equal(exchange.bodyOctets, POLICY.length);
    assert.deepEqual(exchange.headers, [["content-length", "65"]]);
  });
});

function answer(headers: string, body: string): string {
  return `HTTP/1.1 200 OK\r\n${headers}\r\n\r\n${body}`;
}

async function closedPort(): Promise<number> {
  const server = net.createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function listen(server: net.Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}
