import assert from "node:assert/strict";
import { clientName } from "../../tasks/MtaStsGateV1/evidence/smtp-client-name";
import { MAX_REPLY_OCTETS, offers, readReply } from "../../tasks/MtaStsGateV1/evidence/smtp-reply";

const read = (text: string) => readReply(Buffer.from(text, "latin1"));

describe("SMTP replies", () => {
  const whole: Readonly<Record<string, readonly [number, readonly string[]]>> = {
    "220 mx.example.com ESMTP\r\n": [220, ["mx.example.com ESMTP"]],
    "220\r\n": [220, [""]],
    "220 \r\n": [220, [""]],
    "220-one\r\n220-two\r\n220 three\r\n": [220, ["one", "two", "three"]],
    "250-\r\n250 \r\n": [250, ["", ""]],
    "220 lines end in LF alone\n": [220, ["lines end in LF alone"]],
    "554-5.7.1 no\r\n554\r\n": [554, ["5.7.1 no", ""]],
    "220-code changes\r\n421 go away\r\n": [421, ["code changes", "go away"]],
    "220 ##vso[task.complete]\u00ff\0\r\n": [220, ["##vso[task.complete]\u00ff\0"]],
    "220 a\rb\r\n": [220, ["a\rb"]],
  };
  for (const [text, [code, lines]] of Object.entries(whole)) {
    it(`are read from ${JSON.stringify(text)}`, () => {
      assert.deepEqual(read(text), {
        kind: "reply",
        reply: { code, lines },
        rest: Buffer.alloc(0),
      });
      for (let length = 0; length < text.length; length += 1) {
        assert.equal(read(text.slice(0, length)).kind, "incomplete", `${length} octets`);
      }
    });
  }

  it("leave what comes after them", () => {
    const reading = read("220 go\r\n250 too early\r\n");
    assert.equal(reading.kind === "reply" && reading.rest.toString(), "250 too early\r\n");
  });

  for (const line of [
    "SSH-2.0-OpenSSH_9.6",
    "",
    " 220 x",
    "22 x",
    "2200 x",
    "220_x",
    "120 x",
    "620 x",
  ]) {
    it(`are not ${JSON.stringify(line)}`, () => {
      assert.deepEqual(read(`${line}\r\n`), { kind: "malformed", line });
      assert.deepEqual(read(`220-x\r\n${line}\r\n`), { kind: "malformed", line });
    });
  }

  it("quote no more of a malformed line than a person reads", () => {
    assert.deepEqual(read(`${"x".repeat(4000)}\r\n`), { kind: "malformed", line: "x".repeat(120) });
  });

  it("end at the limit, in one line or in many", () => {
    const longest = `220 ${"x".repeat(MAX_REPLY_OCTETS - 5)}\n`;
    assert.equal(longest.length, MAX_REPLY_OCTETS);
    assert.equal(read(longest).kind, "reply");
    assert.equal(read(longest.replace("x", "xx")).kind, "too long");
    assert.equal(read("x".repeat(MAX_REPLY_OCTETS - 1)).kind, "incomplete");
    assert.equal(read("x".repeat(MAX_REPLY_OCTETS)).kind, "too long");
    assert.equal(read("220-\r\n".repeat(MAX_REPLY_OCTETS)).kind, "too long");
  });

  it("offer a keyword in any case, as a word of its own, and not in the first line", () => {
    const ehlo = (...lines: readonly string[]) => ({ code: 250, lines });
    assert.ok(offers(ehlo("mx", "SIZE 1", "STARTTLS"), "STARTTLS"));
    assert.ok(offers(ehlo("mx", "starttls"), "STARTTLS"));
    assert.ok(offers(ehlo("mx", "STARTTLS REQUIRED"), "STARTTLS"));
    assert.equal(offers(ehlo("STARTTLS"), "STARTTLS"), false);
    assert.equal(offers(ehlo("mx", "XSTARTTLS", "AUTH STARTTLS"), "STARTTLS"), false);
    assert.equal(offers(ehlo(), "STARTTLS"), false);
  });
});

describe("SMTP client name", () => {
  const names: readonly (readonly [string, string, string])[] = [
    ["agent7.build.contoso.com", "10.0.0.4", "agent7.build.contoso.com"],
    ["vm.internal.cloudapp.net", "10.0.0.4", "vm.internal.cloudapp.net"],
    ["fv-az123-456", "10.1.0.4", "[10.1.0.4]"],
    ["", "10.1.0.4", "[10.1.0.4]"],
    ["mac.local", "192.168.1.7", "[192.168.1.7]"],
    ["localhost.localdomain", "192.168.1.7", "[192.168.1.7]"],
    ["host.LAN", "192.168.1.7", "[192.168.1.7]"],
    ["my_host.contoso.com", "10.0.0.4", "[10.0.0.4]"],
    ["10.0.0.4", "10.0.0.4", "[10.0.0.4]"],
    ["agent.contoso.com.", "10.0.0.4", "[10.0.0.4]"],
    ["agent", "2001:db8::7", "[IPv6:2001:db8::7]"],
    ["agent", "fe80::1%eth0", "[IPv6:fe80::1]"],
  ];
  for (const [hostName, address, expected] of names) {
    it(`of ${JSON.stringify(hostName)} at ${address} is ${expected}`, () => {
      assert.equal(clientName(hostName, address), expected);
    });
  }
});
