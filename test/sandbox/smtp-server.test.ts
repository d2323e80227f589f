// The sandbox's SMTP server, by a client that knows nothing of the probe.
import assert from "node:assert/strict";
import { once } from "node:events";
import net from "node:net";
import tls from "node:tls";
import { createAuthority, type ServerCertificate } from "../../sandbox/internet/certificates";
import {
  type SmtpFaults,
  type SmtpServer,
  startSmtpServer,
} from "../../sandbox/internet/smtp-server";

const NAME = "mx.example.com";

describe("SMTP server", () => {
  let certificate: ServerCertificate;
  let caPem: string;
  let server: SmtpServer;
  before(async () => {
    const authority = await createAuthority("Test Root");
    caPem = authority.certificatePem;
    certificate = await authority.issue({ dnsNames: [NAME] });
    server = await startSmtpServer({ name: NAME, certificate });
  });
  after(() => server.close());
  afterEach(() => server.become({ faults: {} }));

  /** Connects and reads the greeting. */
  async function greeted(faults: SmtpFaults = {}) {
    server.become({ faults });
    const socket = net.connect(server.port, "127.0.0.1");
    socket.setEncoding("latin1");
    const greeting = await next(socket);
    return { socket, greeting };
  }

  /** What comes next, or "" at the end of the connection. */
  function next(socket: net.Socket): Promise<string> {
    return new Promise((resolve) => {
      const done = (text: string) => {
        socket.off("data", done).off("end", onEnd);
        resolve(text);
      };
      const onEnd = () => done("");
      socket.on("data", done).on("end", onEnd);
    });
  }

  async function say(socket: net.Socket, command: string): Promise<string> {
    socket.write(`${command}\r\n`);
    return next(socket);
  }

  it("greets, offers STARTTLS, shakes hands, and offers it no more", async () => {
    const { socket, greeting } = await greeted();
    assert.equal(greeting, `220 ${NAME} ESMTP\r\n`);
    const ehlo = await say(socket, "EHLO client.example");
    assert.equal(
      ehlo,
      `250-${NAME} greets client.example\r\n250-SIZE 10485760\r\n250-8BITMIME\r\n250 STARTTLS\r\n`,
    );
    assert.match(await say(socket, "STARTTLS"), /^220 /);
    socket.removeAllListeners();
    const secure = tls.connect({ socket, servername: NAME, ca: caPem });
    await once(secure, "secureConnect");
    assert.equal(secure.authorized, true);
    secure.setEncoding("latin1");
    assert.doesNotMatch(await say(secure, "EHLO client.example"), /STARTTLS/);
    assert.match(await say(secure, "QUIT"), /^221 /);
    await once(secure, "close");
    assert.deepEqual(server.sessions.at(-1), {
      commands: ["EHLO client.example", "STARTTLS", "EHLO client.example", "QUIT"],
      serverName: NAME,
      isEncrypted: true,
    });
  });

  it("takes no mail", async () => {
    const { socket } = await greeted();
    assert.match(await say(socket, "MAIL FROM:<a@example.com>"), /^502 /);
    assert.deepEqual(server.sessions.at(-1)?.commands, ["MAIL FROM:<a@example.com>"]);
    socket.destroy();
  });

  it("refuses a client that takes it for a web server", async () => {
    const { socket } = await greeted();
    await say(socket, "STARTTLS");
    socket.removeAllListeners();
    const secure = tls.connect({
      socket,
      servername: NAME,
      ca: caPem,
      ALPNProtocols: ["http/1.1"],
    });
    const [error] = await once(secure, "error");
    assert.equal(error.code, "ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL");
  });

  it("speaks TLS 1.1 alone where it is told to", async () => {
    const { socket } = await greeted({ isTls11Only: true });
    await say(socket, "STARTTLS");
    socket.removeAllListeners();
    const old = { minVersion: "TLSv1", ciphers: "DEFAULT@SECLEVEL=0" } as const;
    const secure = tls.connect({ socket, servername: NAME, ca: caPem, ...old });
    await once(secure, "secureConnect");
    assert.equal(secure.getProtocol(), "TLSv1.1");
    secure.destroy();
  });

  it("says what it is told to in place of a reply", async () => {
    const { socket, greeting } = await greeted({
      replies: { greeting: "220 a\xff##vso[x]\r\n", ehlo: "250 mx\r\n", startTls: "454 no\r\n" },
    });
    assert.equal(greeting, "220 a\xff##vso[x]\r\n");
    assert.equal(await say(socket, "EHLO x"), "250 mx\r\n");
    assert.equal(await say(socket, "STARTTLS"), "454 no\r\n");
    assert.match(await say(socket, "NOOP"), /^502 /, "the conversation goes on");
    socket.destroy();
  });

  it("offers no STARTTLS where it is told not to", async () => {
    const { socket } = await greeted({ offersNoStartTls: true });
    assert.doesNotMatch(await say(socket, "EHLO x"), /STARTTLS/);
    socket.destroy();
  });

  it("speaks on in plain text, or closes, where TLS should follow", async () => {
    const plain = await greeted({ insteadOfTls: "plain text" });
    assert.match(await say(plain.socket, "STARTTLS"), /^220 .*\r\n250 /);
    plain.socket.destroy();
    const closing = await greeted({ insteadOfTls: "close" });
    assert.match(await say(closing.socket, "STARTTLS"), /^220 /);
    assert.equal(await next(closing.socket), "");
  });

  it("sends octet by octet", async () => {
    const started = performance.now();
    const { socket, greeting } = await greeted({ dripMs: 10 });
    assert.equal(greeting, "2");
    let text = greeting;
    while (!text.endsWith("\r\n")) text += await next(socket);
    assert.equal(text, `220 ${NAME} ESMTP\r\n`);
    assert.ok(performance.now() - started >= 10 * (text.length - 1));
    socket.destroy();
  });

  it("answers late, in TLS as well", async () => {
    const started = performance.now();
    const { socket } = await greeted({ delayMs: 20 });
    await say(socket, "EHLO x");
    assert.equal(await say(socket, "STARTTLS"), "220 2.0.0 Ready to start TLS\r\n");
    const secure = tls.connect({ socket, servername: NAME, ca: caPem });
    await once(secure, "secureConnect");
    // Timers may fire up to a millisecond early.
    assert.ok(performance.now() - started >= 4 * 19);
    socket.destroy();
  });

  for (const step of ["greeting", "ehlo", "startTls", "quit"] as const) {
    it(`closes in place of the reply: ${step}`, async () => {
      const { socket, greeting } = await greeted({ closeAt: step });
      const command = { greeting: "", ehlo: "EHLO x", startTls: "STARTTLS", quit: "QUIT" }[step];
      assert.equal(step === "greeting" ? greeting : await say(socket, command), "");
    });
  }
});
