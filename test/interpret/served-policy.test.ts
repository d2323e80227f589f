// A fetch as senders see it: the faults in the order in which they meet them.
import assert from "node:assert/strict";
import type { HttpsExchange, PolicyFetch } from "../../tasks/MtaStsGateV1/evidence/types";
import { readFetch } from "../../tasks/MtaStsGateV1/interpret/served-policy";
import { fetchOf, HEALTHY_POLICY } from "../support/healthy";
import { mergePatch } from "../support/merge-patch";

const HOST = "mta-sts.contoso.com";

/** A fetch of a good policy, one patch per address. */
function fetch(...patches: readonly object[]): PolicyFetch {
  const healthy = fetchOf(HEALTHY_POLICY);
  const exchanges = patches.map(
    (patch) => mergePatch(healthy.exchanges[0], patch) as HttpsExchange,
  );
  return { ...healthy, exchanges };
}

const NO_RESPONSE = { httpStatus: null, headers: null, bodyBase64: null, bodyOctets: null };

function failing(phase: string, code: string, more: object = {}): object {
  return { ...NO_RESPONSE, failure: { phase, code, message: "broken" }, ...more };
}

function kinds(...patches: readonly object[]): readonly string[] {
  return readFetch(fetch(...patches), HOST).faults.map((fault) => fault.kind);
}

const type = (value: string) => ({ headers: [["content-type", value]] });

describe("readFetch", () => {
  it("gives the policy where nothing is wrong", () => {
    const served = readFetch(fetch({}), HOST);
    assert.deepEqual(served.faults, []);
    assert.equal(served.policy?.mode, "enforce");
    assert.equal(served.httpStatus, 200);
    assert.equal(served.host, HOST);
    assert.equal(served.seconds, 0.12);
    assert.equal(Buffer.from(served.body ?? []).toString(), HEALTHY_POLICY);
    assert.equal(served.certificate?.matchesHost, true);
    assert.deepEqual(served.dissenting, []);
  });

  const faults: readonly (readonly [what: string, patch: object, kinds: readonly string[]])[] = [
    ["no connection", failing("connect", "ECONNREFUSED", { certificate: null }), ["connect"]],
    ["no TLS", failing("tls", "ECONNRESET", { certificate: null }), ["tls"]],
    ["a reset before the headers", failing("headers", "ECONNRESET"), ["reset"]],
    [
      "a cut body",
      failing("body", "UND_ERR_SOCKET", { httpStatus: 200, ...type("text/plain") }),
      ["reset"],
    ],
    ["no connection in time", failing("connect", "TIMEOUT", { certificate: null }), ["timeout"]],
    ["no handshake in time", failing("tls", "TIMEOUT", { certificate: null }), ["timeout"]],
    ["no headers in time", failing("headers", "TIMEOUT"), ["timeout"]],
    [
      "no whole body in time",
      failing("body", "TIMEOUT", { httpStatus: 200, ...type("text/plain") }),
      ["timeout"],
    ],
    [
      "an endless body of a page that says 404",
      failing("body", "TIMEOUT", { httpStatus: 404, ...type("text/html") }),
      ["status"],
    ],
    [
      "a certificate without trust and of another name",
      { certificate: { trustError: "CERT_HAS_EXPIRED", matchesHost: false } },
      ["certificate-trust", "certificate-name"],
    ],
    [
      "a bad certificate, then silence",
      failing("headers", "TIMEOUT", { certificate: { trustError: "CERT_HAS_EXPIRED" } }),
      ["certificate-trust", "timeout"],
    ],
    ["a short key", { certificate: { keyType: "rsa", keyBits: 1024 } }, ["certificate-weak"]],
    [
      "a short key to which OpenSSL objects",
      { certificate: { keyType: "rsa", keyBits: 1024, trustError: "UNSPECIFIED" } },
      ["certificate-weak"],
    ],
    [
      "a weak issuer in OpenSSL's words",
      { certificate: { trustError: "CA_MD_TOO_WEAK" } },
      ["certificate-trust"],
    ],
    [
      "a weak certificate that has expired",
      { certificate: { keyType: "rsa", keyBits: 1024, trustError: "CERT_HAS_EXPIRED" } },
      ["certificate-weak", "certificate-trust"],
    ],
    ["a redirect", { httpStatus: 308 }, ["redirect"]],
    ["a conditional answer", { httpStatus: 304 }, ["status"]],
    ["another success", { httpStatus: 206 }, ["status"]],
    ["a missing file", { httpStatus: 404, ...type("text/html") }, ["status"]],
    ["a page", type("text/html"), ["media-type"]],
    ["no media type", { headers: [] }, ["media-type"]],
    [
      "an encoded page",
      {
        headers: [
          ["content-type", "text/html"],
          ["content-encoding", "gzip"],
        ],
      },
      ["media-type", "content-encoding"],
    ],
    [
      "an identity encoding",
      {
        headers: [
          ["content-type", "text/plain"],
          ["content-encoding", "Identity"],
        ],
      },
      [],
    ],
    [
      "an empty encoding",
      {
        headers: [
          ["content-type", "text/plain"],
          ["content-encoding", ""],
        ],
      },
      [],
    ],
    ["a body of the limit", { bodyOctets: 65_536 }, []],
    ["a body beyond the limit", { bodyOctets: 65_537 }, ["body-too-large"]],
    ["a body that is no policy", { bodyBase64: "eA==", bodyOctets: 1 }, ["policy"]],
    ["an empty body", { bodyBase64: "", bodyOctets: 0 }, ["policy"]],
    [
      "an encoded body, whose octets are no text",
      {
        headers: [
          ["content-type", "text/plain"],
          ["content-encoding", "gzip"],
        ],
        bodyBase64: "H4sI",
        bodyOctets: 3,
      },
      ["content-encoding"],
    ],
    [
      "everything after the handshake",
      {
        certificate: { matchesHost: false },
        ...type("text/html"),
        bodyBase64: "eA==",
        bodyOctets: 1,
      },
      ["certificate-name", "media-type", "policy"],
    ],
  ];
  for (const [what, patch, want] of faults) {
    it(`reads ${what} as ${want.join(", ") || "no fault"}`, () => {
      assert.deepEqual(kinds(patch), want);
      assert.equal(readFetch(fetch(patch), HOST).policy === undefined, want.length > 0);
    });
  }

  it("keeps what a fault consists of", () => {
    const of = (patch: object) => readFetch(fetch(patch), HOST).faults[0];
    const certificate = { trustError: "CERT_HAS_EXPIRED" };
    assert.deepEqual(of({ httpStatus: 302, headers: [["location", "/login"]] }), {
      kind: "redirect",
      status: 302,
      location: "/login",
    });
    assert.deepEqual(of({ httpStatus: 301, headers: [] }), {
      kind: "redirect",
      status: 301,
      location: "",
    });
    assert.deepEqual(of(failing("tls", "ECONNRESET")), {
      kind: "tls",
      phase: "tls",
      error: { code: "ECONNRESET", message: "broken" },
    });
    assert.deepEqual(of({ certificate: { matchesHost: false } }), {
      kind: "certificate-name",
      dnsNames: [HOST],
    });
    const trust = of({ certificate });
    assert.equal(trust?.kind === "certificate-trust" && trust.code, "CERT_HAS_EXPIRED");
    assert.deepEqual(
      of({
        headers: [
          ["content-type", "text/plain"],
          ["content-type", "a/b"],
        ],
      }),
      {
        kind: "media-type",
        mediaType: "text/plain, a/b",
      },
    );
  });

  it("reads no text from a body that is not whole or not of status 200", () => {
    assert.equal(readFetch(fetch({ httpStatus: 404 }), HOST).text, undefined);
    const cut = { failure: { phase: "body", code: "ECONNRESET", message: "broken" } };
    assert.equal(readFetch(fetch(cut), HOST).text, undefined);
  });

  it("reads the text whatever else is wrong, but gives no policy then", () => {
    const served = readFetch(fetch({ certificate: { matchesHost: false } }), HOST);
    assert.equal(served.text?.policy?.mode, "enforce");
    assert.equal(served.policy, undefined);
  });

  it("asks the certificate of the site's own address for no name", () => {
    const served = readFetch(fetch({ certificate: { matchesHost: false } }), "site.example", false);
    assert.deepEqual(served.faults, []);
    assert.equal(served.policy?.mode, "enforce");
    const expired = { certificate: { matchesHost: false, trustError: "CERT_HAS_EXPIRED" } };
    assert.equal(readFetch(fetch(expired), "site.example", false).faults.length, 1);
  });

  it("knows of nothing but the addresses where none was tried", () => {
    const refused = { ...fetch(), exchanges: [], refusedAddresses: ["10.0.0.4"] };
    const served = readFetch(refused, HOST);
    assert.deepEqual(served.faults, [{ kind: "private-address", addresses: ["10.0.0.4"] }]);
    assert.deepEqual(served.dissenting, []);
    assert.equal(served.text, undefined);
  });

  describe("does not take for a sender's sight", () => {
    it("what came through a proxy", () => {
      const served = readFetch(fetch({ via: "proxy" }), HOST);
      assert.match(served.notAsSenders ?? "", /proxy/);
      assert.equal(served.policy, undefined);
      assert.equal(served.text?.policy?.mode, "enforce");
      assert.deepEqual(served.faults, []);
    });

    it("what only the agent's own CA file makes valid", () => {
      const certificate = { trustedOnlyByAgentCa: true, trustError: "SELF_SIGNED_CERT_IN_CHAIN" };
      const served = readFetch(fetch({ certificate }), HOST);
      assert.match(served.notAsSenders ?? "", /CA file/);
      assert.equal(served.policy, undefined);
      assert.deepEqual(served.faults, []);
    });

    it("but takes what connectTo led to", () => {
      assert.equal(readFetch(fetch({ via: "connectTo" }), HOST).notAsSenders, undefined);
    });
  });

  describe("of several addresses", () => {
    const refusing = (address: string) =>
      failing("connect", "ECONNREFUSED", { address, certificate: null });
    const beyond = (code: string) =>
      failing("connect", code, { address: "2001:db8::10", certificate: null });

    it("judges the first that answers", () => {
      assert.deepEqual(kinds(refusing("192.0.2.9"), {}), []);
      assert.deepEqual(kinds({ httpStatus: 404 }, { address: "192.0.2.11" }), ["status"]);
    });

    it("tells what the others give otherwise", () => {
      const served = readFetch(
        fetch(
          {},
          refusing("192.0.2.11"),
          { address: "192.0.2.12", httpStatus: 404 },
          { address: "192.0.2.13", bodyBase64: "eA==" },
          {
            address: "192.0.2.14",
            certificate: { matchesHost: false, trustError: "CERT_HAS_EXPIRED" },
          },
          { address: "192.0.2.15", ...type("text/html") },
          { address: "192.0.2.16", headers: [] },
          { address: "192.0.2.17", bodyOctets: 65_537 },
          { address: "192.0.2.18", httpStatus: 301 },
          {
            address: "192.0.2.19",
            headers: [
              ["content-type", "text/plain"],
              ["content-encoding", "br"],
            ],
          },
          { address: "192.0.2.20" },
        ),
        HOST,
      );
      assert.deepEqual(
        served.dissenting.map(({ address, says }) => `${address} ${says}`),
        [
          "192.0.2.11 ECONNREFUSED in phase connect",
          "192.0.2.12 status 404",
          "192.0.2.13 another body",
          "192.0.2.14 a certificate that is not trusted (CERT_HAS_EXPIRED) and a certificate for another name",
          '192.0.2.15 media type "text/html"',
          "192.0.2.16 no media type",
          "192.0.2.17 a body that is too large",
          "192.0.2.18 status 301",
          '192.0.2.19 content encoding "br"',
        ],
      );
    });

    for (const code of ["ENETUNREACH", "EHOSTUNREACH", "EADDRNOTAVAIL", "EAFNOSUPPORT"]) {
      it(`blames no IPv6 address that this agent cannot reach (${code})`, () => {
        const served = readFetch(fetch(beyond(code), refusing("192.0.2.10")), HOST);
        assert.deepEqual(
          served.faults.map((fault) => "error" in fault && fault.error.code),
          ["ECONNREFUSED"],
        );
        assert.deepEqual(served.dissenting, []);
        assert.deepEqual(readFetch(fetch({}, beyond(code)), HOST).dissenting, []);
      });
    }

    it("sees nothing where every address is beyond this agent", () => {
      const served = readFetch(fetch(beyond("ENETUNREACH")), HOST);
      assert.deepEqual(served.faults, []);
      assert.match(served.notAsSenders ?? "", /only IPv6 .* \(ENETUNREACH\)$/);
      assert.equal(served.policy, undefined);
    });

    it("calls dead what gives no response although another does", () => {
      const isDead = (...patches: readonly object[]) =>
        readFetch(fetch(...patches), HOST).dissenting.map((one) => one.isDead);
      assert.deepEqual(isDead({}, refusing("192.0.2.11"), { httpStatus: 404 }), [true, false]);
      const silent = failing("headers", "TIMEOUT", { address: "192.0.2.11" });
      assert.deepEqual(isDead(silent, {}), [true]);
      assert.deepEqual(isDead(silent, refusing("192.0.2.12")), [false]);
    });
  });

  describe("of the media type", () => {
    const values: readonly (readonly [value: string | undefined, isPlain: boolean])[] = [
      ["text/plain", true],
      ["TEXT/Plain", true],
      [" text/plain ; charset=iso-8859-1", true],
      ["text/plain;", true],
      ['text/plain; charset="utf-8"; x=y', true],
      ["text/plain, text/html", false],
      ["text/plain; a=b, text/html", false],
      ["text/plainer", false],
      ["text/html", false],
      ["plain", false],
      ["", false],
      [undefined, false],
    ];
    for (const [value, isPlain] of values) {
      it(`${isPlain ? "takes" : "refuses"} ${value}`, () => {
        const headers = value === undefined ? [] : [["content-type", value]];
        assert.deepEqual(kinds({ headers }), isPlain ? [] : ["media-type"]);
      });
    }
  });
});
