import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import {
  bodyOf,
  POLICY,
  POLICY_HOST,
  POLICY_PATH,
  type PolicyHost,
  startPolicyHost,
} from "../support/policy-host";

describe("HTTPS probe: what a policy host answers", () => {
  let host: PolicyHost;
  before(async () => {
    host = await startPolicyHost();
  });
  after(() => host.server.close());

  it("reports a healthy answer with its certificate and timings", async () => {
    host.become({});
    const fetched = await host.fetch();
    const [exchange] = fetched.exchanges;
    assert.ok(exchange !== undefined);
    assert.equal(fetched.url, `https://${POLICY_HOST}${POLICY_PATH}`);
    assert.equal(fetched.anchors, "file");
    assert.deepEqual(fetched.refusedAddresses, []);
    assert.equal(exchange.address, "127.0.0.1");
    assert.equal(exchange.port, host.server.port);
    assert.equal(exchange.via, "connectTo");
    assert.equal(exchange.tlsProtocol, "TLSv1.3");
    assert.equal(exchange.httpStatus, 200);
    assert.equal(bodyOf(exchange), POLICY);
    assert.equal(exchange.bodyOctets, POLICY.length);
    assert.equal(exchange.failure, undefined);
    assert.equal(exchange.certificate?.trustError, undefined);
    const { tcp = NaN, tls = NaN, headers = NaN, body = NaN } = exchange.timings;
    assert.ok(0 <= tcp && tcp <= tls && tls <= headers && headers <= body, "timings in order");
    assert.ok(body <= fetched.seconds && fetched.seconds < 5);
    assert.equal(Math.round(body * 1000) / 1000, body);
    assert.deepEqual(JSON.parse(JSON.stringify(fetched)), fetched);
  });

  it("asks as a plain sender does", async () => {
    host.become({});
    await host.exchange();
    const request = host.server.requests.at(-1);
    assert.equal(request?.host, POLICY_HOST);
    assert.equal(request?.path, POLICY_PATH);
    assert.deepEqual(request?.headers, {
      host: POLICY_HOST,
      connection: "close",
      accept: "text/plain",
      "accept-encoding": "identity",
      "user-agent": "mta-sts-policy-gate",
    });
    assert.equal(host.server.serverNames.at(-1), POLICY_HOST);
  });

  for (const status of [200, 201, 206, 304, 400, 401, 403, 404, 500, 503]) {
    it(`takes status ${status} as data`, async () => {
      const exchange = await host.answering({ status, body: status === 304 ? "" : "a body\n" });
      assert.equal(exchange.httpStatus, status);
      assert.equal(exchange.failure, undefined);
      assert.equal(bodyOf(exchange), status === 304 ? "" : "a body\n");
    });
  }

  it("takes status 204 as data, with an empty body", async () => {
    const exchange = await host.answering({ status: 204 });
    assert.equal(exchange.httpStatus, 204);
    assert.equal(exchange.bodyOctets, 0);
    assert.equal(exchange.failure, undefined);
  });

  for (const location of [
    "/other",
    `https://${POLICY_HOST}${POLICY_PATH}`,
    "https://example.org/",
  ]) {
    it(`does not follow a redirect to ${location}`, async () => {
      const before = host.server.requests.length;
      const exchange = await host.answering({ status: 301, headers: { location } });
      assert.equal(exchange.httpStatus, 301);
      assert.deepEqual(
        exchange.headers?.find(([name]) => name === "location"),
        ["location", location],
      );
      assert.equal(host.server.requests.length, before + 1);
    });
  }

  for (const interim of [
    "HTTP/1.1 100 Continue\r\n\r\n",
    "HTTP/1.1 102 Processing\r\n\r\n",
    "HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\nHTTP/1.1 100 Continue\r\nX: y\r\n\r\n",
    "HTTP/1.0 100 \r\n\r\n",
  ]) {
    it(`skips ${JSON.stringify(interim)}`, async () => {
      const exchange = await host.answering({
        raw: `${interim}HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok`,
      });
      assert.equal(exchange.httpStatus, 200);
      assert.equal(bodyOf(exchange), "ok");
      assert.deepEqual(exchange.headers, [["content-length", "2"]]);
    });
  }

  it("takes an unasked 101 for a failure of the answer", async () => {
    const exchange = await host.answering({
      raw: "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n",
    });
    assert.equal(exchange.failure?.phase, "headers");
    assert.equal(exchange.httpStatus, undefined);
  });

  it("keeps raw headers in order, names lower-case, values as octets", async () => {
    const exchange = await host.answering({
      raw: "HTTP/1.1 200 OK\r\nX-Two: b\r\nContent-Type:\r\nX-One: \xe9\xff\r\nX-Two: a\r\nContent-Length: 0\r\n\r\n",
    });
    assert.deepEqual(exchange.headers, [
      ["x-two", "b"],
      ["content-type", ""],
      ["x-one", "\xe9\xff"],
      ["x-two", "a"],
      ["content-length", "0"],
    ]);
  });

  it("leaves a content encoding alone", async () => {
    const body = gzipSync(POLICY);
    const exchange = await host.answering({ headers: { "content-encoding": "gzip" }, body });
    assert.equal(exchange.bodyBase64, body.toString("base64"));
  });

  for (const octets of [0, 1, 65_535, 65_536]) {
    it(`reads a body of ${octets} octets whole`, async () => {
      const exchange = await host.answering({ body: "p".repeat(octets) });
      assert.equal(exchange.bodyOctets, octets);
      assert.equal(bodyOf(exchange).length, octets);
      assert.equal(exchange.failure, undefined);
    });
  }

  for (const octets of [65_537, 65_538, 1_000_000]) {
    it(`reads 65,537 of a body of ${octets} octets`, async () => {
      const exchange = await host.answering({ body: "p".repeat(octets) });
      assert.equal(exchange.bodyOctets, 65_537);
      assert.equal(bodyOf(exchange).length, 65_537);
      assert.equal(exchange.failure, undefined);
      assert.notEqual(exchange.timings.body, undefined);
    });
  }

  it("cuts an endless body at 65,537 octets", async () => {
    const exchange = await host.answering(
      { headers: { "transfer-encoding": "chunked" }, body: "p".repeat(10_000_000) },
      { trickle: { octets: 30_000, everyMs: 1 } },
    );
    assert.equal(exchange.bodyOctets, 65_537);
    assert.equal(exchange.failure, undefined);
  });

  it("reads a chunked body", async () => {
    const exchange = await host.answering(
      { headers: { "transfer-encoding": "chunked" }, body: POLICY },
      { trickle: { octets: 7, everyMs: 1 } },
    );
    assert.equal(bodyOf(exchange), POLICY);
  });

  it("reads a body that only the end of the connection ends", async () => {
    const exchange = await host.answering({ raw: `HTTP/1.1 200 OK\r\n\r\n${POLICY}` });
    assert.equal(bodyOf(exchange), POLICY);
    assert.equal(exchange.failure, undefined);
  });

  it("reads no further than Content-Length", async () => {
    const exchange = await host.answering({ headers: { "content-length": "7" }, body: POLICY });
    assert.equal(bodyOf(exchange), POLICY.slice(0, 7));
    assert.equal(exchange.failure, undefined);
  });
});
