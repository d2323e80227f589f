import assert from "node:assert/strict";
import net, { type AddressInfo } from "node:net";
import type { Faults } from "../../sandbox/internet/https-site";
import type { HttpsExchange } from "../../tasks/MtaStsGateV1/evidence/types";
import {
  bodyOf,
  HEALTHY,
  lineTo,
  POLICY,
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
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const exchange = await host.exchange({ connectTo: [lineTo(port)] });
    server.close();
    assert.equal(failureOf(exchange), "tls ERR_SSL_WRONG_VERSION_NUMBER");
  });

  describe("closed, reset or silent", () => {
    const within = { timeoutSeconds: 0.3 };
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
        const exchange = await host.exchange(within);
        assert.equal(failureOf(exchange), expected);
        assert.equal(exchange.certificate === undefined, phase === "tls");
        assert.equal(exchange.httpStatus, phase === "body" ? 200 : undefined);
        assert.equal(bodyOf(exchange), phase === "body" ? POLICY.slice(0, POLICY.length / 2) : "");
        assert.equal(exchange.timings.body, undefined);
      });
    }
  });

  describe("one clock", () => {
    const slow: Readonly<Record<string, Faults>> = {
      tls: { delays: { tls: 2000 } },
      headers: { delays: { headers: 2000 } },
      body: { delays: { body: 2000 } },
      "body in pieces": { trickle: { octets: 1, everyMs: 50 } },
    };
    for (const [name, faults] of Object.entries(slow)) {
      it(`runs out in a slow ${name}`, async () => {
        host.become({ faults });
        const started = performance.now();
        const { exchanges, seconds } = await host.fetch({ timeoutSeconds: 0.2 });
        const took = (performance.now() - started) / 1000;
        assert.deepEqual(exchanges[0]?.failure, {
          code: "TIMEOUT",
          message: "the answer was not complete within 0.2 s",
          phase: name.split(" ")[0],
        });
        assert.ok(0.19 <= seconds && seconds <= took + 0.001 && took < 1.5, `${seconds} ${took}`);
      });
    }

    it("adds up all phases", async () => {
      host.become({ faults: { delays: { tls: 120, headers: 120, body: 120 } } });
      assert.equal(failureOf(await host.exchange({ timeoutSeconds: 0.3 })), "body TIMEOUT");
      const exchange = await host.exchange({ timeoutSeconds: 2 });
      const { tls = 0, headers = 0, body = 0 } = exchange.timings;
      assert.ok(
        tls >= 0.119 && headers >= 0.239 && body >= 0.359,
        JSON.stringify(exchange.timings),
      );
      assert.equal(exchange.failure, undefined);
    });

    it("counts from the first DNS question", async () => {
      host.become({});
      const before = host.server.serverNames.length;
      const fetched = await host.fetch({ startedAt: performance.now() - 1100, timeoutSeconds: 1 });
      assert.equal(fetched.exchanges[0]?.failure?.code, "TIMEOUT");
      assert.equal(fetched.exchanges[0]?.failure?.phase, "connect");
      assert.ok(fetched.seconds >= 1.1);
      assert.equal(host.server.serverNames.length, before, "nothing is connected to any more");
    });

    it("ends with the caller's signal at once", async () => {
      host.become({ faults: { breakOff: { phase: "headers", how: "silence" } } });
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 50);
      const { exchanges, seconds } = await host.fetch({ signal: controller.signal });
      assert.deepEqual(exchanges[0]?.failure, {
        code: "ABORTED",
        message: "the run was cancelled",
        phase: "headers",
      });
      assert.ok(seconds < 1);
      const again = await host.exchange({ signal: controller.signal });
      assert.equal(failureOf(again), "connect ABORTED");
    });
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
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
