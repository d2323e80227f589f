// The SMTP probe over real sockets: what it sees, what each fault becomes, and that it ends in time.
import assert from "node:assert/strict";
import { getEventListeners, once } from "node:events";
import net, { type AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { createAuthority } from "../../sandbox/internet/certificates";
import type { SmtpFaults } from "../../sandbox/internet/smtp-server";
import { readTrustAnchors } from "../../tasks/MtaStsGateV1/evidence/https-certificate";
import { startClock } from "../../tasks/MtaStsGateV1/evidence/https-clock";
import { createSmtpProber } from "../../tasks/MtaStsGateV1/evidence/smtp";
import { converseInTurn } from "../../tasks/MtaStsGateV1/evidence/smtp-exchange";
import type { SmtpExchange } from "../../tasks/MtaStsGateV1/evidence/types";
import { openTimers, socketsOfEach } from "../support/after-each";
import {
  addressBook,
  MX_HOST,
  onlyExchange,
  smtpLine,
  startMxHost,
  type TestMxHost,
} from "../support/mx-host";

const DAY_MS = 86_400_000;

describe("SMTP probe", () => {
  let host: TestMxHost;
  before(async () => {
    host = await startMxHost();
  });
  after(() => host.server.close());

  const failureOf = ({ failure }: SmtpExchange) =>
    failure === undefined ? "none" : `${failure.phase} ${failure.code}`;
  const lastSession = () => host.server.sessions.at(-1);

  it("sees a good host whole", async () => {
    const exchange = await host.exchange();
    const { timings, certificate, port, ...rest } = exchange;
    assert.deepEqual(rest, {
      address: "127.0.0.1",
      via: "connectTo",
      greeting: { code: 220, lines: [`${MX_HOST} ESMTP`] },
      clientName: lastSession()?.commands[0]?.slice("EHLO ".length),
      ehlo: {
        code: 250,
        lines: [
          `${MX_HOST} greets ${exchange.clientName}`,
          "SIZE 10485760",
          "8BITMIME",
          "STARTTLS",
        ],
      },
      startTls: { code: 220, lines: ["2.0.0 Ready to start TLS"] },
      tlsProtocol: "TLSv1.3",
    });
    assert.equal(port, host.server.port);
    assert.deepEqual(certificate?.dnsNames, [MX_HOST]);
    assert.equal(certificate?.matchesHost, true);
    assert.equal(certificate?.trustError, undefined);
    const order = Object.values(timings);
    assert.deepEqual(Object.keys(timings), ["connect", "greeting", "ehlo", "startTls", "tls"]);
    assert.deepEqual(
      order.toSorted((a, b) => a - b),
      order,
    );
  });

  it("is courteous: a name, QUIT inside TLS, and no mail", async () => {
    const before = host.server.sessions.length;
    await host.exchange();
    assert.equal(host.server.sessions.length, before + 1, "one connection");
    const { commands = [], serverName, isEncrypted } = lastSession() ?? {};
    assert.match(commands[0] ?? "", /^EHLO (?:\[[0-9A-Fa-f.:]+\]|[a-z0-9.-]+\.[a-z0-9-]+)$/);
    assert.deepEqual(commands.slice(1), ["STARTTLS", "QUIT"]);
    assert.equal(serverName, MX_HOST);
    assert.equal(isEncrypted, true);
  });

  describe("names what goes wrong", () => {
    const faults: Readonly<Record<string, readonly [SmtpFaults, string, string]>> = {
      "a refusing greeting": [
        { replies: { greeting: "554-5.7.1 Client host\r\n554 blocked\r\n" } },
        "none",
        "QUIT",
      ],
      "EHLO unknown": [{ replies: { ehlo: "502 5.5.2 What?\r\n" } }, "none", "EHLO QUIT"],
      "no STARTTLS": [{ offersNoStartTls: true }, "none", "EHLO QUIT"],
      "STARTTLS refused": [
        { replies: { startTls: "454 4.7.0 TLS not available\r\n" } },
        "none",
        "EHLO STARTTLS QUIT",
      ],
      "TLS 1.1 only": [
        { isTls11Only: true },
        "tls ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION",
        "EHLO STARTTLS",
      ],
      "plain text after STARTTLS": [
        { insteadOfTls: "plain text" },
        "tls ERR_SSL_WRONG_VERSION_NUMBER",
        "EHLO STARTTLS",
      ],
      "closed in place of TLS": [{ insteadOfTls: "close" }, "tls ECONNRESET", "EHLO STARTTLS"],
      "closed in place of the greeting": [
        { closeAt: "greeting" },
        "greeting CONNECTION_CLOSED",
        "",
      ],
      "closed after EHLO": [{ closeAt: "ehlo" }, "ehlo CONNECTION_CLOSED", "EHLO"],
      "closed after STARTTLS": [
        { closeAt: "startTls" },
        "startTls CONNECTION_CLOSED",
        "EHLO STARTTLS",
      ],
      "closed after QUIT": [{ closeAt: "quit" }, "none", "EHLO STARTTLS QUIT"],
      "another protocol": [
        { replies: { greeting: "SSH-2.0-OpenSSH_9.6\r\n" } },
        "greeting SMTP_INVALID",
        "",
      ],
      "a greeting without end": [
        { replies: { greeting: "220 ".padEnd(3_000_000, "x") } },
        "greeting REPLY_TOO_LONG",
        "",
      ],
      "lines without end": [
        { replies: { ehlo: "250-x\r\n".repeat(400_000) } },
        "ehlo REPLY_TOO_LONG",
        "EHLO",
      ],
    };
    for (const [name, [fault, expected, commands]] of Object.entries(faults)) {
      it(`${name}: ${expected}`, async () => {
        const started = performance.now();
        const exchange = await host.exchange(fault);
        assert.equal(failureOf(exchange), expected);
        assert.equal(exchange.certificate !== undefined, name === "closed after QUIT");
        const verbs = lastSession()?.commands.map((line) => line.split(" ")[0]);
        assert.equal(verbs?.join(" "), commands);
        assert.ok(performance.now() - started < 2000);
      });
    }

    it("a refused connection", async () => {
      const server = net.createServer().listen(0, "127.0.0.1");
      await new Promise((resolve) => server.once("listening", resolve));
      const { port } = server.address() as AddressInfo;
      await new Promise((resolve) => server.close(resolve));
      const exchange = await host.exchange({}, { connectTo: [smtpLine(port)] });
      assert.equal(failureOf(exchange), "connect ECONNREFUSED");
      assert.deepEqual(exchange.timings, {});
    });

    it("hostile text as data", async () => {
      const text = "##vso[task.setvariable variable=x]\u001b[31m\0\u00ff";
      const { greeting } = await host.exchange({ replies: { greeting: `220 ${text}\r\n` } });
      assert.deepEqual(greeting, { code: 220, lines: [text] });
    });
  });

  describe("certificates", () => {
    const issue = (request: object) => host.authority.issue({ dnsNames: [MX_HOST], ...request });
    const certificateOf = async (request: object) => {
      host.become({ certificate: await issue(request) });
      const outcome = await host.probe();
      return outcome.status === "found" ? outcome.value.exchanges[0]?.certificate : undefined;
    };

    it("expired, not yet valid, signed by themselves: data", async () => {
      const past = { notBefore: new Date(0), notAfter: new Date(Date.now() - DAY_MS) };
      assert.equal((await certificateOf(past))?.trustError, "CERT_HAS_EXPIRED");
      const future = { notBefore: new Date(Date.now() + DAY_MS) };
      assert.equal((await certificateOf(future))?.trustError, "CERT_NOT_YET_VALID");
      const own = await certificateOf({ isSelfSigned: true });
      assert.equal(own?.trustError, "DEPTH_ZERO_SELF_SIGNED_CERT");
    });

    it("match by DNS names only, a wildcard in place of the first label only", async () => {
      const matches = async (request: object) => (await certificateOf(request))?.matchesHost;
      assert.equal(await matches({ dnsNames: ["other.example", MX_HOST.toUpperCase()] }), true);
      assert.equal(await matches({ dnsNames: ["*.example.com"] }), true);
      assert.equal(await matches({ dnsNames: ["*.com", "example.com", "m*.example.com"] }), false);
      assert.equal(await matches({ dnsNames: [], commonName: MX_HOST }), false);
    });

    it("of an authority that is not public are not trusted by Node's own roots", async () => {
      host.become({});
      const prober = createSmtpProber({
        resolver: addressBook({}),
        connectTo: [smtpLine(host.server.port)],
        known: new Map(),
      });
      const outcome = await prober.probe(MX_HOST);
      prober.close();
      const certificate =
        outcome.status === "found" ? outcome.value.exchanges[0]?.certificate : undefined;
      assert.equal(certificate?.trustError, "UNABLE_TO_VERIFY_LEAF_SIGNATURE");
    });
  });

  describe("where it connects", () => {
    it("nowhere where there is no address", async () => {
      assert.deepEqual(await host.probe({ connectTo: [] }), {
        status: "absent",
        code: "NXDOMAIN",
        detail: `the name ${MX_HOST} does not exist`,
      });
    });

    it("nowhere where the addresses could not be had", async () => {
      const resolver = addressBook({ [MX_HOST]: "SERVFAIL" });
      assert.deepEqual(await host.probe({ connectTo: [], resolver }), {
        status: "failed",
        error: { code: "SERVFAIL", message: "no answer" },
      });
    });

    it("not to internal addresses", async () => {
      const resolver = addressBook({ [MX_HOST]: ["10.0.0.25", "127.0.0.1"] });
      const outcome = await host.probe({ connectTo: [], resolver });
      assert.equal(outcome.status, "found");
      assert.deepEqual(outcome.status === "found" && outcome.value.exchanges, []);
      assert.deepEqual(outcome.status === "found" && outcome.value.refusedAddresses, [
        "10.0.0.25",
        "127.0.0.1",
      ]);
    });

    it("where connectTo leads, whatever DNS says, for port 25 and this host alone", async () => {
      host.become({});
      const resolver = addressBook({ [MX_HOST]: ["10.0.0.25"] });
      const line = smtpLine(host.server.port);
      const outcome = await host.probe({
        resolver,
        connectTo: [{ ...line, host: "MX.Example.com" }],
      });
      assert.equal(outcome.status === "found" && outcome.value.exchanges[0]?.via, "connectTo");
      assert.deepEqual(outcome.status === "found" && outcome.value.refusedAddresses, []);
      for (const other of [
        { ...line, port: 443 },
        { ...line, host: "mx2.example.com" },
      ]) {
        const { length } = host.server.sessions;
        await host.probe({ resolver, connectTo: [other] });
        assert.equal(host.server.sessions.length, length);
      }
    });

    it("to the next address where one does not accept, and no further than the first that does", async () => {
      host.become({});
      const anchors = readTrustAnchors({ trustAnchorsPem: host.authority.certificatePem });
      const clock = startClock(performance.now(), 10);
      const at = (port: number) => ({ address: "127.0.0.1", port, via: "direct" }) as const;
      const routes = [at(1), at(host.server.port), at(1)];
      const exchanges = await converseInTurn(routes, MX_HOST, anchors, clock);
      clock.stop();
      assert.deepEqual(exchanges.map(failureOf), ["connect ECONNREFUSED", "none"]);
    });
  });

  describe("time", () => {
    const slow: Readonly<Record<string, readonly [SmtpFaults, string]>> = {
      "no greeting": [{ replies: { greeting: "" } }, "greeting TIMEOUT"],
      "no reply to EHLO": [{ replies: { ehlo: "" } }, "ehlo TIMEOUT"],
      "no reply to STARTTLS": [{ replies: { startTls: "" } }, "startTls TIMEOUT"],
      "no TLS": [{ insteadOfTls: "silence" }, "tls TIMEOUT"],
      "a greeting octet by octet": [{ dripMs: 40 }, "greeting TIMEOUT"],
      "a reply that never ends": [{ replies: { greeting: "220-half\r\n" } }, "greeting TIMEOUT"],
    };
    for (const [name, [fault, expected]] of Object.entries(slow)) {
      it(`runs out at ${name}`, async () => {
        const started = performance.now();
        const exchange = await host.exchange(fault, { hostSeconds: 0.3 });
        const took = performance.now() - started;
        assert.equal(failureOf(exchange), expected);
        assert.ok(took >= 290 && took < 1300, `${took}`);
      });
    }

    it("is not lost to a server that says nothing to QUIT", async () => {
      const started = performance.now();
      const exchange = await host.exchange({ replies: { quit: "" } });
      assert.equal(failureOf(exchange), "none");
      const took = performance.now() - started;
      assert.ok(took >= 990 && took < 2500, `${took}`);
    });

    it("ends with the limit: what is open fails with TIMEOUT", async () => {
      host.become({ faults: { replies: { greeting: "" } } });
      const prober = createSmtpProber({
        resolver: addressBook({ "slow.example": "silence" }),
        connectTo: [smtpLine(host.server.port)],
        known: new Map(),
      });
      const probing = [prober.probe(MX_HOST), prober.probe("slow.example")];
      await sleep(50);
      const started = performance.now();
      prober.limit(0.2);
      const [open, unresolved] = await Promise.all(probing);
      assert.ok(performance.now() - started < 1000);
      prober.close();
      const error = {
        code: "TIMEOUT",
        message: "the probe was not done 0.2 s after everything else",
      };
      assert.deepEqual(open?.status === "found" && open.value.exchanges[0]?.failure, {
        ...error,
        phase: "greeting",
      });
      assert.deepEqual(unresolved, { status: "failed", error });
    });

    it("ends with the caller's signal at once", async () => {
      host.become({ faults: { replies: { greeting: "" } } });
      const controller = new AbortController();
      const { length } = host.server.sessions;
      const probing = host.probe({ signal: controller.signal });
      while (host.server.sessions.length === length) await sleep(5);
      const started = performance.now();
      controller.abort();
      const outcome = await probing;
      assert.ok(performance.now() - started < 500);
      assert.deepEqual(outcome.status === "found" && outcome.value.exchanges[0]?.failure, {
        code: "ABORTED",
        message: "the run was cancelled",
        phase: "greeting",
      });
      assert.deepEqual(await host.probe({ signal: controller.signal }), {
        status: "failed",
        error: { code: "ABORTED", message: "the run was cancelled" },
      });
    });
  });

  describe("a run", () => {
    it("probes a host once, however often and however it is spelled", async () => {
      host.become({});
      const { length } = host.server.sessions;
      const known = new Map();
      const settings = {
        resolver: addressBook({}),
        connectTo: [smtpLine(host.server.port)],
        known,
      };
      const prober = createSmtpProber(settings);
      const spellings = [MX_HOST, "MX.example.com", `${MX_HOST}.`];
      const outcomes = await Promise.all(spellings.map((name) => prober.probe(name)));
      prober.close();
      assert.equal(new Set(outcomes).size, 1);
      const later = createSmtpProber(settings);
      assert.equal(await later.probe(MX_HOST), outcomes[0]);
      later.close();
      assert.equal(host.server.sessions.length, length + 1);
      assert.deepEqual([...known.keys()], [MX_HOST]);
    });

    it("remembers no probe that was cut off: a later look asks again", async () => {
      host.become({ faults: { replies: { greeting: "" } } });
      const known = new Map();
      const settings = {
        resolver: addressBook({}),
        connectTo: [smtpLine(host.server.port)],
        known,
      };
      const prober = createSmtpProber(settings);
      const outcome = prober.probe(MX_HOST);
      await sleep(50);
      prober.close();
      await outcome;
      assert.deepEqual([...known.keys()], []);
      host.become({});
      const later = createSmtpProber({
        ...settings,
        trustAnchorsPem: host.authority.certificatePem,
      });
      assert.equal(onlyExchange(await later.probe(MX_HOST)).failure, undefined);
      later.close();
    });

    it("speaks with at most 16 hosts at the same time, and with four of them at one address", async () => {
      const count = () => ({ open: 0, most: 0 });
      const all = count();
      const enter = (...counts: readonly { open: number; most: number }[]) => {
        for (const one of counts) one.most = Math.max(one.most, ++one.open);
      };
      const doors = Array.from({ length: 5 }, () => {
        const own = count();
        const server = net.createServer((socket) => {
          enter(all, own);
          socket.on("error", () => undefined).resume();
          setTimeout(() => {
            for (const one of [all, own]) one.open -= 1;
            socket.end("554 no\r\n");
          }, 30);
        });
        return { server, own };
      });
      for (const { server } of doors) server.listen(0, "127.0.0.1");
      await Promise.all(doors.map(({ server }) => once(server, "listening")));
      const ports = doors.map(({ server }) => (server.address() as AddressInfo).port);
      const hosts = Array.from({ length: 40 }, (_, index) => `mx${index}.example.com`);
      const prober = createSmtpProber({
        resolver: addressBook({}),
        connectTo: hosts.map((name, index) => smtpLine(ports[index % ports.length] ?? 0, name)),
        known: new Map(),
      });
      const outcomes = await Promise.all(hosts.map((name) => prober.probe(name)));
      prober.close();
      await Promise.all(doors.map(({ server }) => once(server.close(), "close")));
      assert.equal(outcomes.filter(({ status }) => status === "found").length, 40);
      assert.equal(all.most, 16);
      assert.equal(Math.max(...doors.map(({ own }) => own.most)), 4);
    });
  });

  describe("leaves nothing", () => {
    const sockets = socketsOfEach();
    const faults: Readonly<Record<string, SmtpFaults>> = {
      "a good conversation": {},
      "a refusal": { replies: { greeting: "554 no\r\n" } },
      "a reply that is too long": { replies: { greeting: "x".repeat(100_000) } },
      silence: { replies: { greeting: "" } },
      "silence in TLS": { insteadOfTls: "silence" },
      "a failed handshake": { isTls11Only: true },
      "silence after QUIT": { replies: { quit: "" } },
    };
    for (const [name, fault] of Object.entries(faults)) {
      it(`after ${name}`, async () => {
        await sleep(1); // mocha starts its own timer only now
        const before = openTimers();
        await host.exchange(fault, { hostSeconds: 0.2 });
        assert.equal(openTimers(), before, "timers");
        assert.equal(sockets.length, 1);
        assert.equal(sockets[0]?.closed, true, "the socket is still open");
      });
    }

    it("on the caller's signal", async () => {
      const { signal } = new AbortController();
      await host.exchange({}, { signal });
      assert.deepEqual(getEventListeners(signal, "abort"), []);
    });
  });

  it("tells a certificate of another authority apart", async () => {
    const other = await createAuthority("Another Root");
    host.become({ certificate: await other.issue({ dnsNames: [MX_HOST] }) });
    const outcome = await host.probe();
    const exchange = outcome.status === "found" ? outcome.value.exchanges[0] : undefined;
    assert.equal(exchange?.certificate?.trustError, "UNABLE_TO_VERIFY_LEAF_SIGNATURE");
    assert.equal(exchange?.certificate?.trustedOnlyByAgentCa, false);
  });
});
