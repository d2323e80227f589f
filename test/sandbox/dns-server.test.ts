import assert from "node:assert/strict";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { connect } from "node:net";
import * as dnsPacket from "dns-packet";
import type { Fault } from "../../sandbox/internet/dns-faults";
import { type DnsServer, startDnsServer } from "../../sandbox/internet/dns-server";
import type { Role, Zones } from "../../sandbox/internet/dns-zones";

const ZONES: Zones = {
  "contoso.com": {
    "contoso.com": { NS: ["ns1.contoso.com"], MX: [[10, "mx.contoso.com"]] },
    "_mta-sts.contoso.com": { ttl: 60, TXT: [["v=STSv1; ", "id=1;"], "more"] },
    "mx.contoso.com": { A: ["192.0.2.1"], AAAA: ["2001:db8::1"] },
    "deep.inner.contoso.com": { A: ["192.0.2.2"] },
    "*.wild.contoso.com": { A: ["192.0.2.3"] },
    "here.wild.contoso.com": { TXT: ["here"] },
    "alias.contoso.com": { CNAME: "alias2.contoso.com" },
    "alias2.contoso.com": { CNAME: "www.fabrikam.example" },
    "away.contoso.com": { CNAME: "elsewhere.test" },
    "gone.contoso.com": { CNAME: "none.contoso.com" },
    "round.contoso.com": { CNAME: "round.contoso.com" },
    "big.contoso.com": { TXT: Array.from({ length: 8 }, () => "x".repeat(100)) },
    "child.contoso.com": { NS: ["ns.child.contoso.com"] },
  },
  "fabrikam.example": { "www.fabrikam.example": { A: ["192.0.2.4"] } },
};

describe("the sandbox DNS server", () => {
  let server: DnsServer;
  afterEach(() => server.close());

  const start = async (role: Role = "authoritative", faults: readonly Fault[] = []) => {
    server = await startDnsServer({ zones: ZONES, role, faults });
  };

  function query(name: string, type: dnsPacket.RecordType, edns = false): Buffer {
    const opt = { type: "OPT", name: ".", udpPayloadSize: 1232, flags: 0 } as dnsPacket.OptAnswer;
    return dnsPacket.encode({
      type: "query",
      id: 99,
      questions: [{ name, type }],
      additionals: edns ? [opt] : [],
    });
  }

  /** The octets that come back over UDP, undefined where nothing does in time. */
  async function overUdp(octets: Buffer, waitMs = 5000): Promise<Buffer | undefined> {
    const socket = createSocket("udp4");
    try {
      socket.send(octets, server.port, server.address);
      const signal = AbortSignal.timeout(waitMs);
      return (await once(socket, "message", { signal }))[0];
    } catch {
      return undefined;
    } finally {
      socket.close();
    }
  }

  async function overTcp(octets: Buffer): Promise<Buffer> {
    const socket = connect(server.port, server.address);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(octets.length);
    socket.write(Buffer.concat([length, octets]));
    let received = Buffer.alloc(0);
    for await (const chunk of socket) {
      received = Buffer.concat([received, chunk]);
      if (received.length > 2 && received.length === 2 + received.readUInt16BE(0)) break;
    }
    return received.subarray(2);
  }

  async function ask(name: string, type: dnsPacket.RecordType, edns = false) {
    const octets = await overUdp(query(name, type, edns));
    assert.ok(octets, "no answer");
    const packet = dnsPacket.decode(octets);
    const short = (records: readonly dnsPacket.Answer[] = []) =>
      records.map((record) => {
        const data = "data" in record ? record.data : "";
        const shown = Array.isArray(data) ? data.map(String).join("|") : data;
        return `${record.name} ${record.type} ${typeof shown === "string" ? shown : "…"}`.trim();
      });
    return {
      rcode: (packet as unknown as { rcode: string }).rcode,
      aa: packet.flag_aa,
      ra: packet.flag_ra,
      tc: packet.flag_tc,
      answers: short(packet.answers),
      authorities: short(packet.authorities),
      packet,
    };
  }

  describe("as the authority of its zones", () => {
    it("answers with AA, TTL and the strings as they are", async () => {
      await start();
      const { rcode, aa, ra, answers, packet } = await ask("_MTA-STS.contoso.com", "TXT");
      assert.deepEqual({ rcode, aa, ra }, { rcode: "NOERROR", aa: true, ra: false });
      assert.deepEqual(answers, [
        "_mta-sts.contoso.com TXT v=STSv1; |id=1;",
        "_mta-sts.contoso.com TXT more",
      ]);
      assert.equal(packet.id, 99);
      assert.deepEqual(packet.questions?.[0]?.name, "_MTA-STS.contoso.com");
      assert.deepEqual(
        packet.answers?.map((record) => "ttl" in record && record.ttl),
        [60, 60],
      );
    });

    it("knows addresses, NS and SOA", async () => {
      await start();
      assert.deepEqual((await ask("mx.contoso.com", "A")).answers, ["mx.contoso.com A 192.0.2.1"]);
      assert.deepEqual((await ask("mx.contoso.com", "AAAA")).answers, [
        "mx.contoso.com AAAA 2001:db8::1",
      ]);
      assert.deepEqual((await ask("contoso.com", "NS")).answers, [
        "contoso.com NS ns1.contoso.com",
      ]);
      assert.deepEqual((await ask("contoso.com", "SOA")).answers, ["contoso.com SOA …"]);
    });

    const NEGATIVE: readonly (readonly [string, string, dnsPacket.RecordType, string])[] = [
      ["a name that is not there", "none.contoso.com", "A", "NXDOMAIN"],
      ["a type that is not there", "mx.contoso.com", "TXT", "NOERROR"],
      ["an empty non-terminal", "inner.contoso.com", "A", "NOERROR"],
      ["a name below the wildcard without that type", "x.wild.contoso.com", "TXT", "NOERROR"],
      ["a name that hides the wildcard", "here.wild.contoso.com", "A", "NOERROR"],
      ["a name below one that hides the wildcard", "x.here.wild.contoso.com", "A", "NXDOMAIN"],
      ["the alias of a name that is not there", "gone.contoso.com", "A", "NXDOMAIN"],
    ];
    for (const [what, name, type, want] of NEGATIVE) {
      it(`denies ${what}: ${want} with SOA`, async () => {
        await start();
        const { rcode, aa, authorities, answers } = await ask(name, type);
        assert.equal(rcode, want);
        assert.equal(aa, true);
        assert.deepEqual(authorities, ["contoso.com SOA …"]);
        assert.ok(answers.every((record) => record.includes("CNAME")));
      });
    }

    it("answers from a wildcard with the name that was asked for", async () => {
      await start();
      assert.deepEqual((await ask("x.y.wild.contoso.com", "A")).answers, [
        "x.y.wild.contoso.com A 192.0.2.3",
      ]);
    });

    it("follows aliases as far as its zones reach", async () => {
      await start();
      assert.deepEqual((await ask("alias.contoso.com", "A")).answers, [
        "alias.contoso.com CNAME alias2.contoso.com",
        "alias2.contoso.com CNAME www.fabrikam.example",
        "www.fabrikam.example A 192.0.2.4",
      ]);
      const away = await ask("away.contoso.com", "A");
      assert.deepEqual(
        [away.rcode, away.aa, away.answers],
        ["NOERROR", true, ["away.contoso.com CNAME elsewhere.test"]],
      );
      assert.deepEqual((await ask("round.contoso.com", "A")).answers, [
        "round.contoso.com CNAME round.contoso.com",
      ]);
      assert.deepEqual((await ask("alias.contoso.com", "CNAME")).answers, [
        "alias.contoso.com CNAME alias2.contoso.com",
      ]);
    });

    it("refers to the servers of a zone below, without AA", async () => {
      await start();
      for (const name of ["child.contoso.com", "x.child.contoso.com"]) {
        const { rcode, aa, answers, authorities } = await ask(name, "A");
        assert.deepEqual({ rcode, aa, answers }, { rcode: "NOERROR", aa: false, answers: [] });
        assert.deepEqual(authorities, ["child.contoso.com NS ns.child.contoso.com"]);
      }
    });

    it("refuses other names", async () => {
      await start();
      const { rcode, aa } = await ask("elsewhere.test", "A");
      assert.deepEqual({ rcode, aa }, { rcode: "REFUSED", aa: false });
    });
  });

  it("as a resolver answers with RA, without AA, and knows that other names do not exist", async () => {
    await start("resolver");
    const { aa, ra } = await ask("mx.contoso.com", "A");
    assert.deepEqual({ aa, ra }, { aa: false, ra: true });
    const other = await ask("elsewhere.test", "A");
    assert.deepEqual([other.rcode, other.authorities], ["NXDOMAIN", [". SOA …"]]);
    const away = await ask("away.contoso.com", "A");
    assert.deepEqual([away.rcode, away.answers.length], ["NXDOMAIN", 1]);
  });

  it("truncates what does not fit, and sends it over TCP on the same port", async () => {
    await start();
    const plain = await ask("big.contoso.com", "TXT");
    assert.deepEqual([plain.tc, plain.answers], [true, []]);
    const edns = await ask("big.contoso.com", "TXT", true);
    assert.deepEqual([edns.tc, edns.answers.length], [false, 8]);
    const tcp = dnsPacket.decode(await overTcp(query("big.contoso.com", "TXT")));
    assert.deepEqual([tcp.flag_tc, tcp.answers?.length], [false, 8]);
  });

  it("reads TCP questions that come together and in pieces", async () => {
    await start();
    const octets = query("mx.contoso.com", "A");
    const framed = Buffer.concat([Buffer.from([0, octets.length]), octets]);
    const socket = connect(server.port, server.address);
    socket.write(Buffer.concat([framed, framed.subarray(0, 5)]));
    await once(socket, "data");
    socket.write(framed.subarray(5));
    await once(socket, "data");
    socket.destroy();
    assert.equal(server.questions.length, 2);
  });

  it("keeps a list of the questions", async () => {
    await start();
    await ask("MX.contoso.com", "A", true);
    const [question, ...others] = server.questions;
    assert.equal(others.length, 0);
    const { fromPort, at, ...rest } = question ?? { fromPort: 0, at: 0 };
    assert.ok(fromPort > 0);
    assert.ok(at > 0 && at <= performance.now());
    assert.deepEqual(rest, {
      name: "mx.contoso.com",
      type: "A",
      transport: "udp",
      recursionDesired: false,
      edns: true,
      from: "127.0.0.1",
      id: 99,
    });
  });

  it("passes over what is no query", async () => {
    await start();
    for (const octets of [
      Buffer.from("x"),
      dnsPacket.encode({ type: "response", questions: [{ name: "a", type: "A" }] }),
    ]) {
      assert.equal(await overUdp(octets, 50), undefined);
    }
    assert.equal(server.questions.length, 0);
    assert.equal((await ask("mx.contoso.com", "A")).rcode, "NOERROR");
  });

  it("changes its records and faults while it runs", async () => {
    await start();
    server.setZones({ "contoso.com": { "mx.contoso.com": { A: ["192.0.2.9"] } } });
    assert.deepEqual((await ask("mx.contoso.com", "A")).answers, ["mx.contoso.com A 192.0.2.9"]);
    server.setFaults([{ kind: "servfail" }]);
    assert.equal((await ask("mx.contoso.com", "A")).rcode, "SERVFAIL");
  });

  it("closes twice, with a connection and a delayed answer still open", async () => {
    await start("resolver", [{ kind: "delay", seconds: 60 }]);
    const socket = connect(server.port, server.address);
    const ended = once(socket, "close");
    socket.on("error", () => undefined);
    await once(socket, "connect");
    assert.equal(await overUdp(query("mx.contoso.com", "A"), 50), undefined);
    await server.close();
    await server.close();
    await ended;
  });

  describe("with a fault", () => {
    const RCODES = {
      servfail: "SERVFAIL",
      refused: "REFUSED",
      formerr: "FORMERR",
      notimp: "NOTIMP",
    };
    for (const [kind, rcode] of Object.entries(RCODES)) {
      it(`${kind} says ${rcode}`, async () => {
        await start("resolver", [{ kind } as Fault]);
        const { answers, ...rest } = await ask("mx.contoso.com", "A");
        assert.deepEqual([rest.rcode, answers], [rcode, []]);
      });
    }

    it("hits only the name, type, transport and count it is meant for", async () => {
      await start("resolver", [
        { kind: "servfail", name: "mx.contoso.com", type: "A", transport: "udp", times: 1 },
      ]);
      assert.equal((await ask("contoso.com", "A")).rcode, "NOERROR");
      assert.equal((await ask("mx.contoso.com", "AAAA")).rcode, "NOERROR");
      const tcp = dnsPacket.decode(await overTcp(query("mx.contoso.com", "A")));
      assert.equal(tcp.answers?.length, 1);
      assert.equal((await ask("mx.contoso.com", "A")).rcode, "SERVFAIL");
      assert.equal((await ask("mx.contoso.com", "A")).rcode, "NOERROR");
    });

    it("is silent, and for a count only", async () => {
      await start("resolver", [{ kind: "silence", times: 1 }]);
      assert.equal(await overUdp(query("mx.contoso.com", "A"), 50), undefined);
      assert.equal((await ask("mx.contoso.com", "A")).rcode, "NOERROR");
      assert.equal(server.questions.length, 2);
    });

    it("answers late", async () => {
      await start("resolver", [{ kind: "delay", seconds: 0.1 }]);
      const started = performance.now();
      assert.equal((await ask("mx.contoso.com", "A")).answers.length, 1);
      assert.ok(performance.now() - started >= 90);
    });

    it("truncates over UDP, and closes TCP", async () => {
      await start("resolver", [{ kind: "truncate" }, { kind: "close" }]);
      const { tc, answers } = await ask("mx.contoso.com", "A");
      assert.deepEqual([tc, answers], [true, []]);
      assert.equal((await overTcp(query("mx.contoso.com", "A"))).length, 0);
    });

    it("sends nonsense of several kinds", async () => {
      await start("resolver", [{ kind: "garbage" }]);
      const one = query("mx.contoso.com", "A");
      assert.equal(String(await overUdp(one)), "this is no DNS message");
      server.setFaults([{ kind: "wrong-id" }]);
      assert.equal((await ask("mx.contoso.com", "A")).packet.id, 100);
      server.setFaults([{ kind: "wrong-question" }]);
      assert.equal(
        (await ask("mx.contoso.com", "A")).packet.questions?.[0]?.name,
        "not.mx.contoso.com",
      );
      server.setFaults([{ kind: "wrong-owner" }]);
      assert.deepEqual((await ask("mx.contoso.com", "A")).answers, [
        "not.mx.contoso.com A 192.0.2.1",
      ]);
      server.setFaults([]);
      const whole = await overUdp(one);
      server.setFaults([{ kind: "cut-off" }]);
      assert.ok(((await overUdp(one))?.length ?? 0) < (whole?.length ?? 0));
    });

    it("knows no EDNS", async () => {
      await start("resolver", [{ kind: "no-edns" }]);
      assert.equal((await overUdp(query("mx.contoso.com", "A", true)))?.length, 12);
      assert.equal((await ask("mx.contoso.com", "A")).rcode, "NOERROR");
    });

    it("leaves parts out", async () => {
      await start("authoritative", [
        { kind: "no-authority" },
        { kind: "not-authoritative" },
        { kind: "half-chain" },
      ]);
      const { authorities, aa, rcode } = await ask("none.contoso.com", "A");
      assert.deepEqual(
        { authorities, aa, rcode },
        { authorities: [], aa: false, rcode: "NXDOMAIN" },
      );
      const chain = await ask("gone.contoso.com", "A");
      assert.deepEqual(
        [chain.rcode, chain.answers],
        ["NOERROR", ["gone.contoso.com CNAME none.contoso.com"]],
      );
    });

    it("shouts", async () => {
      await start("resolver", [{ kind: "upper-case" }]);
      const { packet, answers } = await ask("mx.contoso.com", "A");
      assert.equal(packet.questions?.[0]?.name, "MX.CONTOSO.COM");
      assert.deepEqual(answers, ["MX.CONTOSO.COM A 192.0.2.1"]);
    });
  });
});
