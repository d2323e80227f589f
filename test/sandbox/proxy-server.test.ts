import assert from "node:assert/strict";
import { once } from "node:events";
import net from "node:net";
import { type ProxyServer, startProxyServer } from "../../sandbox/internet/proxy-server";

describe("sandbox proxy", () => {
  let target: net.Server;
  let proxy: ProxyServer;
  before(async () => {
    target = net.createServer((socket) => socket.pipe(socket));
    target.listen(0, "127.0.0.1");
    await once(target, "listening");
    const { port } = target.address() as net.AddressInfo;
    proxy = await startProxyServer({
      targets: { "echo.example:443": port, "dead.example:443": 1 },
      credentials: { username: "u", password: "p" },
    });
  });
  after(async () => {
    await proxy.close();
    target.close();
  });

  const AUTHORIZED = `Proxy-Authorization: Basic ${Buffer.from("u:p").toString("base64")}\r\n`;

  /** Sends a CONNECT, then "ping" once it is answered; everything that came back until "ping" or the end. */
  async function connect(host: string, headers: string): Promise<string> {
    const socket = net.connect(proxy.port, "127.0.0.1");
    socket.write(`CONNECT ${host} HTTP/1.1\r\nHost: ${host}\r\n${headers}\r\n`);
    let seen = "";
    for await (const chunk of socket.setEncoding("latin1")) {
      if (seen === "") socket.write("ping");
      seen += chunk;
      if (seen.endsWith("ping")) break;
    }
    return seen;
  }

  it("leads to the loopback port of a target", async () => {
    const seen = await connect("echo.example:443", AUTHORIZED);
    assert.match(seen, /^HTTP\/1\.1 200 .*\r\n\r\nping$/);
    assert.deepEqual(proxy.tunnels.at(-1), { target: "echo.example:443", status: 200 });
  });

  it("wants the credentials", async () => {
    assert.match(await connect("echo.example:443", ""), /^HTTP\/1\.1 407 /);
    assert.match(
      await connect("echo.example:443", "Proxy-Authorization: Basic x\r\n"),
      /^HTTP\/1\.1 407 /,
    );
    assert.equal(proxy.tunnels.at(-1)?.status, 407);
  });

  it("answers 502 for a host it does not know", async () => {
    assert.match(await connect("other.example:443", AUTHORIZED), /^HTTP\/1\.1 502 Bad Gateway\r\n/);
  });

  it("closes where the target is dead", async () => {
    assert.equal(await connect("dead.example:443", AUTHORIZED), "");
  });
});
