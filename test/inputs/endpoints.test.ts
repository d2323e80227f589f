import assert from "node:assert/strict";
import { optionsOf, sentenceOf } from "../support/inputs";

describe("input dnsServers", () => {
  const good = (text: string, ...want: [string, number][]) =>
    it(`${JSON.stringify(text)} is taken`, () => {
      const endpoints = want.map(([address, port]) => ({ address, port }));
      assert.deepEqual(optionsOf({ dnsServers: text }).dnsServers, endpoints);
    });
  const bad = (text: string, entry: string, fault: string) =>
    it(`${JSON.stringify(text)} is refused`, () => {
      const want = `dnsServers "${entry}" ${fault}: address[:port], separated by commas, is expected`;
      assert.equal(sentenceOf({ dnsServers: text }), want);
    });

  good("");
  good("9.9.9.9", ["9.9.9.9", 53]);
  good("9.9.9.9, 192.0.2.53:5353", ["9.9.9.9", 53], ["192.0.2.53", 5353]);
  good("2001:db8::53", ["2001:db8::53", 53]);
  good("[2001:db8::53],[::1]:5353", ["2001:db8::53", 53], ["::1", 5353]);
  good("127.0.0.1:65535", ["127.0.0.1", 65535]);

  bad("dns.google", "dns.google", "is a host name");
  bad("9.9.9.9,dns.google:53", "dns.google:53", "is a host name");
  bad("9.9.9.9 1.1.1.1", "9.9.9.9 1.1.1.1", "is no IP address");
  bad("9.9.9", "9.9.9", "is no IP address");
  bad("010.1.1.1", "010.1.1.1", "is no IP address"); // programs disagree on what it is
  bad("9.9.9.9,", "", "is no IP address");
  bad("2001:db8::g", "2001:db8::g", "is no IP address");
  bad("[9.9.9.9]:53", "[9.9.9.9]:53", "is no IP address");
  bad("[2001:db8::53", "[2001:db8::53", "is no IP address");
  bad("udp://9.9.9.9", "udp://9.9.9.9", "is no IP address");
  bad("9.9.9.9:", "9.9.9.9:", "has no port from 1 to 65535");
  bad("9.9.9.9:0", "9.9.9.9:0", "has no port from 1 to 65535");
  bad("9.9.9.9:65536", "9.9.9.9:65536", "has no port from 1 to 65535");
  bad("9.9.9.9:5a", "9.9.9.9:5a", "has no port from 1 to 65535");
});

describe("input connectTo", () => {
  it("takes one line for each connection", () => {
    const text =
      "MTA-STS.contoso.com:443:192.0.2.10:8443\n\nbücher.example:25:[2001:db8::1]:2525\r\nmta-sts.contoso.com.:443:192.0.2.10:8443";
    assert.deepEqual(optionsOf({ connectTo: text }).connectTo, [
      { host: "mta-sts.contoso.com", port: 443, address: "192.0.2.10", addressPort: 8443 },
      { host: "xn--bcher-kva.example", port: 25, address: "2001:db8::1", addressPort: 2525 },
    ]);
  });
  it("takes nothing", () => assert.deepEqual(optionsOf({}).connectTo, []));

  const bad = (text: string, line: string, want: string) =>
    it(`${JSON.stringify(text)} is refused`, () => {
      assert.equal(sentenceOf({ connectTo: text }), `connectTo "${line}" ${want}`);
    });
  const expected = "HOST:PORT:ADDRESS:PORT is expected";
  const parts = `has not four parts (an IPv6 address stands in brackets): ${expected}`;
  bad("mta-sts.contoso.com:443:192.0.2.10", "mta-sts.contoso.com:443:192.0.2.10", parts);
  bad("a.example:443:2001:db8::1:443", "a.example:443:2001:db8::1:443", parts);
  bad("https://a.example:443:192.0.2.1:443", "https://a.example:443:192.0.2.1:443", parts);
  bad(
    "a.example:443:b.example:443",
    "a.example:443:b.example:443",
    `has an ADDRESS that is no IP address: ${expected}`,
  );
  bad(
    "a.example:443::443",
    "a.example:443::443",
    `has an ADDRESS that is no IP address: ${expected}`,
  );
  bad(
    "a.example:443:[192.0.2.1]:443",
    "a.example:443:[192.0.2.1]:443",
    `has an ADDRESS that is no IP address: ${expected}`,
  );
  bad(
    "192.0.2.2:443:192.0.2.1:443",
    "192.0.2.2:443:192.0.2.1:443",
    `has a HOST that is an IP address: ${expected}`,
  );
  bad(
    ":443:192.0.2.1:443",
    ":443:192.0.2.1:443",
    `has a HOST that has an empty label: ${expected}`,
  );
  bad(
    "a.example::192.0.2.1:443",
    "a.example::192.0.2.1:443",
    `has a PORT that is not from 1 to 65535: ${expected}`,
  );
  bad(
    "a.example:443:192.0.2.1:0",
    "a.example:443:192.0.2.1:0",
    `has a PORT that is not from 1 to 65535: ${expected}`,
  );
  bad(
    "a.example:443:192.0.2.1:443\nA.example:443:192.0.2.2:443",
    "A.example:443:192.0.2.2:443",
    "gives its HOST:PORT a second address: one line for each is expected",
  );
});

describe("input deployedUrl", () => {
  const good = (text: string, want: string | undefined) =>
    it(`${JSON.stringify(text)} is taken`, () => {
      assert.equal(optionsOf({ deployedUrl: text }).deployedUrl, want);
    });
  const bad = (text: string, want: string) =>
    it(`${JSON.stringify(text)} is refused`, () => {
      assert.equal(sentenceOf({ deployedUrl: text }), `deployedUrl ${want}`);
    });

  good("", undefined);
  good("https://happy-sea-0123.azurestaticapps.net", "https://happy-sea-0123.azurestaticapps.net");
  good("HTTPS://Happy-Sea.example.net./", "https://happy-sea.example.net");
  good("https://site.example.net:443", "https://site.example.net");
  good("https://site.example.net:443/", "https://site.example.net");
  good("https://bücher.example", "https://xn--bcher-kva.example");

  const expected = "https and a host name alone, such as https://host.example.net, is expected";
  const probably = `${expected}, probably https://site.example.net`;
  bad(
    "http://site.example.net",
    `"http://site.example.net" does not begin with https://: ${probably}`,
  );
  bad("site.example.net", `"site.example.net" does not begin with https://: ${probably}`);
  bad(
    "https://site.example.net/x?y",
    `"https://site.example.net/x?y" holds a path or query: ${probably}`,
  );
  bad(
    "https://site.example.net?",
    `"https://site.example.net?" holds a path or query: ${probably}`,
  );
  bad(
    "https://site.example.net#a",
    `"https://site.example.net#a" holds a path or query: ${probably}`,
  );
  bad(
    "https://user:secret@site.example.net",
    `"https://***@site.example.net" holds a user name or password: ${probably}`,
  );
  bad("https://192.0.2.1", `"https://192.0.2.1" has a host that is an IP address: ${expected}`);
  bad(
    "https://[2001:db8::1]",
    `"https://[2001:db8::1]" has a host that is an IP address: ${expected}`,
  );
  bad("https://localhost", `"https://localhost" has a host that has only one label: ${expected}`);
  bad("https://", `"https://" has a host that has an empty label: ${expected}`);
  bad("https://site.example.net:8443", `"https://site.example.net:8443" holds a port: ${probably}`);
  bad("https://site.example.net:", `"https://site.example.net:" holds a port: ${probably}`);
});
