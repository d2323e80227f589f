import assert from "node:assert/strict";
import { parseMxPattern } from "../../tasks/MtaStsGateV1/mta-sts/mx-pattern";
import {
  canBeSame,
  isNearProvider,
  labelsAbove,
  mxHostsOf,
  nameOf,
} from "../../tasks/MtaStsGateV1/mta-sts/provider-match";
import { MAIL_PROVIDERS } from "../../tasks/MtaStsGateV1/mta-sts/providers";
import { assertNone } from "../support/assert-none";

describe("mail providers", () => {
  for (const { name, mx, otherHosts, sources, lookedUp } of MAIL_PROVIDERS) {
    describe(name, () => {
      it("has hosts in lower case, each once in its kind", () => {
        const lists = [...mx.map(({ hosts }) => hosts), otherHosts];
        for (const hosts of lists) {
          assert.equal(new Set(hosts).size, hosts.length);
          assertNone(hosts.filter((host) => !/^(?:\*\.)*[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(host)));
        }
        assert.ok(mx.length > 0 && mx.every(({ hosts }) => hosts.length > 0));
      });

      it("has patterns that are legal and cover every host of their kind, and no other host", () => {
        for (const { hosts, patterns } of mx) {
          assertNone(patterns.filter((pattern) => !parseMxPattern(pattern).ok));
          const isCovered = (host: string) => patterns.some((pattern) => covers(pattern, host));
          assertNone(patterns.length === 0 ? [] : hosts.filter((host) => !isCovered(host)));
          assertNone(otherHosts.filter(isCovered));
        }
      });

      it("shows an example of each kind whose names differ from customer to customer", () => {
        for (const { hosts, example } of mx) {
          const isVariable = hosts.some((host) => host.includes("*"));
          assert.equal(example !== undefined, isVariable);
          if (example !== undefined) assert.ok(hosts.some((host) => canBeSame(host, example)));
        }
      });

      it("says from where it is known and since when", () => {
        assert.ok(sources.length > 0);
        assert.match(lookedUp, /^20\d\d-(?:0[1-9]|1[0-2])$/);
      });
    });
  }

  it("share no host", () => {
    const all = MAIL_PROVIDERS.flatMap((one) => [...mxHostsOf(one), ...one.otherHosts]);
    assertNone(all.filter((host, i) => all.some((other, j) => i < j && canBeSame(host, other))));
  });
});

/** RFC 8461 section 4.1, for a host that may itself have a `*`. */
function covers(pattern: string, host: string): boolean {
  const isWildcard = pattern.startsWith("*.");
  return pattern === host || (isWildcard && host.slice(host.indexOf(".") + 1) === pattern.slice(2));
}

describe("names of hosts", () => {
  it("can be the same where each label fits", () => {
    for (const [a, b, expected] of [
      ["smtp.google.com", "smtp.google.com", true],
      ["*.google.com", "smtp.google.com", true],
      ["*.google.com", "aspmx.l.google.com", false],
      ["*.google.com", "google.com", false],
      ["*.*.mx.microsoft", "contoso-com.o-v1.mx.microsoft", true],
      ["*.*.mx.microsoft", "*.o-v1.mx.microsoft", true],
      ["*.*.mx.microsoft", "*.mx.microsoft", false],
      ["smtp.google.com", "smtp.google.org", false],
    ] as const) {
      assert.equal(canBeSame(a, b), expected, `${a} ${b}`);
      assert.equal(canBeSame(b, a), expected, `${b} ${a}`);
    }
  });

  it("have so many labels above a base", () => {
    for (const [host, base, above] of [
      ["aspmx.l.google.com", "google.com", 2],
      ["smtp.google.com", "google.com", 1],
      ["smtp.google.com", "smtp.google.com", 0],
      ["smtp.google.com", "a.smtp.google.com", undefined],
      ["smtp.google.com", "oogle.com", undefined],
      ["*.*.mx.microsoft", "mx.microsoft", 2],
      ["*.*.mx.microsoft", "o-v1.mx.microsoft", 1],
      ["*.*.mx.microsoft", "a.b.c.mx.microsoft", undefined],
    ] as const) {
      assert.equal(labelsAbove(host, base), above, `${host} ${base}`);
    }
  });

  it("of patterns are lower-case, and are looked at where they end in a provider's domain", () => {
    for (const [text, name, isNear] of [
      ["*.Mail.Protection.Outlook.COM", "*.mail.protection.outlook.com", true],
      ["outlook.com", "outlook.com", true],
      ["a.b.mx.microsoft", "a.b.mx.microsoft", true],
      ["*.zoho.com.au", "*.zoho.com.au", true],
      ["notoutlook.com", "notoutlook.com", false],
      ["com", "com", false],
      ["mx1.fabrikam.com", "mx1.fabrikam.com", false],
    ] as const) {
      const reading = parseMxPattern(text);
      assert.ok(reading.ok);
      assert.equal(nameOf(reading.pattern), name);
      assert.equal(isNearProvider(reading.pattern), isNear, text);
    }
  });
});
