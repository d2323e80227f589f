import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import https from "node:https";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import tls from "node:tls";
import { type Authority, createAuthority } from "../../sandbox/internet/certificates";
import { readClientHello } from "../../sandbox/internet/client-hello";
import { type HttpsServer, startHttpsServer } from "../../sandbox/internet/https-server";
import type { Site } from "../../sandbox/internet/https-site";

describe("sandbox HTTPS server", () => {
  let authority: Authority;
  let server: HttpsServer;
  let plain: Site;
  before(async () => {
    authority = await createAuthority("Root");
    const certificate = await authority.issue({ dnsNames: ["a.example"] });
    plain = { certificate, answer: { body: "a" } };
    const other = await authority.issue({ dnsNames: ["b.example"] });
    server = await startHttpsServer({
      sites: { "a.example": plain, "b.example": { certificate: other, answer: { body: "b" } } },
    });
  });
  after(() => server.close());

  interface Reply {
    readonly status: number | undefined;
    readonly type: string | undefined;
    readonly body: string;
  }

  /** GETs a path from a site with a client that verifies its certificate. */
  async function get(host: string, target = "/"): Promise<Reply> {
    const { port } = server;
    const ca = authority.certificatePem;
    const request = https.get({
      host: "127.0.0.1",
      port,
      path: target,
      servername: host,
      ca,
      agent: false,
      headers: { host },
    });
    const [response] = (await once(request, "response")) as [import("node:http").IncomingMessage];
    let body = "";
    for await (const chunk of response.setEncoding("latin1")) body += chunk;
    return { status: response.statusCode, type: response.headers["content-type"], body };
  }

  it("serves each name with its own certificate and answer, and logs the requests", async () => {
    const before = server.requests.length;
    assert.equal((await get("a.example", "/x?y")).body, "a");
    assert.equal((await get("b.example")).body, "b");
    const seen = server.requests
      .slice(before)
      .map(({ host, path: p, headers }) => [host, p, headers.host]);
    assert.deepEqual(seen, [
      ["a.example", "/x?y", "a.example"],
      ["b.example", "/", "b.example"],
    ]);
    assert.deepEqual(server.serverNames.slice(-2), ["a.example", "b.example"]);
  });

  it("answers an unknown name, or none, with an alert", async () => {
    await assert.rejects(get("c.example"), /unrecognized name/);
    await assert.rejects(get(""), /unrecognized name/);
  });

  it("takes another site at any time", async () => {
    server.setSite("d.example", {
      ...plain,
      certificate: await authority.issue({ dnsNames: ["d.example"] }),
    });
    assert.equal((await get("d.example")).status, 200);
    server.setSite("a.example", { ...plain, answer: { status: 404, body: "gone" } });
    assert.deepEqual(await get("a.example"), { status: 404, type: undefined, body: "gone" });
    server.setSite("a.example", plain);
  });

  it("serves a folder as it is at the time of each request", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "web-root-"));
    try {
      server.setSite("a.example", { ...plain, answer: { folder } });
      assert.equal((await get("a.example", "/mta-sts.txt")).status, 404);
      await writeFile(path.join(folder, "mta-sts.txt"), "one\r\n");
      assert.deepEqual(await get("a.example", "/mta-sts.txt?x"), {
        status: 200,
        type: "text/plain",
        body: "one\r\n",
      });
      await writeFile(path.join(folder, "mta-sts.txt"), "two");
      assert.equal((await get("a.example", "/mta-sts.txt")).body, "two");
      assert.equal((await get("a.example", "/")).status, 404);
      assert.equal((await get("a.example", "/%")).status, 404);
      for (const up of ["/../", "/..%2f..%2f", "/%2e%2e/"]) {
        const target = `${up}${path.basename(__filename)}`;
        server.setSite("a.example", {
          ...plain,
          answer: { folder: path.join(__dirname, "nested") },
        });
        assert.equal((await get("a.example", target)).status, 404, target);
      }
    } finally {
      server.setSite("a.example", plain);
      await rm(folder, { recursive: true });
    }
  });

  it("drops what is not TLS", async () => {
    const socket = net.connect(server.port, "127.0.0.1");
    socket.write("GET / HTTP/1.1\r\n\r\n");
    socket.resume();
    await once(socket, "close");
    assert.equal(socket.bytesRead, 0);
  });

  it("takes a hello that arrives octet by octet", async () => {
    const relay = net.createServer((client) => {
      const to = net.connect({ port: server.port, host: "127.0.0.1", noDelay: true });
      client.on("data", (chunk) => {
        for (const octet of chunk) to.write(Buffer.of(octet));
      });
      to.pipe(client);
      client.on("close", () => to.destroy());
    });
    relay.listen(0, "127.0.0.1");
    await once(relay, "listening");
    const { port } = relay.address() as net.AddressInfo;
    const ca = authority.certificatePem;
    const socket = tls.connect({ port, host: "127.0.0.1", servername: "b.example", ca });
    await once(socket, "secureConnect");
    assert.equal(socket.authorized, true);
    socket.destroy();
    relay.close();
  });

  it("listens on the address asked for, and ends every connection when closed", async () => {
    const own = await startHttpsServer({ sites: {}, address: "127.0.0.2" });
    const socket = net.connect(own.port, "127.0.0.2");
    await once(socket, "connect");
    await Promise.all([once(socket, "close"), own.close()]);
    const again = net.connect(own.port, "127.0.0.2");
    const [error] = (await once(again, "error")) as [NodeJS.ErrnoException];
    assert.equal(error.code, "ECONNREFUSED");
  });
});

describe("ClientHello", () => {
  for (const [name, octets, kind] of [
    ["nothing", "", "incomplete"],
    ["half a record head", "160301", "incomplete"],
    ["half a record", "1603010005010000", "incomplete"],
    ["an alert", "15030100020270", "not TLS"],
    ["another handshake message", "160301000402000000", "not TLS"],
    ["HTTP", Buffer.from("GET / HTTP/1.1").toString("hex"), "not TLS"],
  ] as const) {
    it(`reads ${name} as ${kind}`, () => {
      assert.equal(readClientHello(Buffer.from(octets, "hex")).kind, kind);
    });
  }

  it("may be cut into several records", () => {
    const name = Buffer.from("a.example");
    const entry = Buffer.concat([
      Buffer.of(0, 0, name.length + 5, 0, name.length + 3, 0, 0, name.length),
      name,
    ]);
    const extension = Buffer.concat([Buffer.of(0), entry]);
    const extensions = Buffer.concat([Buffer.of(0, extension.length), extension]);
    const body = Buffer.concat([Buffer.alloc(34), Buffer.of(0, 0, 2, 0, 1, 1, 0), extensions]);
    const message = Buffer.concat([Buffer.of(1, 0, 0, body.length), body]);
    const record = (part: Buffer) => Buffer.concat([Buffer.of(22, 3, 1, 0, part.length), part]);
    const whole = { kind: "hello", serverName: "a.example" };
    assert.deepEqual(readClientHello(record(message)), whole);
    const [first, second] = [record(message.subarray(0, 20)), record(message.subarray(20))];
    assert.deepEqual(readClientHello(first), { kind: "incomplete" });
    assert.deepEqual(readClientHello(Buffer.concat([first, second])), whole);
  });
});
