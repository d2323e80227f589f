import assert from "node:assert/strict";
import { homoglyphIn } from "../../tasks/MtaStsGateV1/mta-sts/homoglyphs";
import { nearestFieldName, nearestMode } from "../../tasks/MtaStsGateV1/mta-sts/near-miss";
import {
  isExampleName,
  isPlaceholderName,
} from "../../tasks/MtaStsGateV1/mta-sts/placeholder-names";
import { typingSlips } from "../../tasks/MtaStsGateV1/mta-sts/typing-slips";

describe("nearestFieldName", () => {
  const host = "mx1.fabrikam.com";
  const sure: readonly (readonly [string, string, string])[] = [
    ["Version", "x", "version"],
    ["VERSION", "x", "version"],
    ["vesion", "x", "version"],
    ["verison", "x", "version"],
    ["versions", "x", "version"],
    ["vrsoin", "STSv1", "version"],
    ["Mode", "x", "mode"],
    ["moed", "enforce", "mode"],
    ["modes", "Testing", "mode"],
    ["MX", "x", "mx"],
    ["Mx", host, "mx"],
    ["nmx", host, "mx"],
    ["mmx", host, "mx"],
    ["mxs", host, "mx"],
    ["xm", host, "mx"],
    ["mx1", host, "mx"],
    ["mx-2", `${host}.`, "mx"],
    ["mx_host", "*.fabrikam.com", "mx"],
    ["max-age", "x", "max_age"],
    ["maxage", "x", "max_age"],
    ["Max_Age", "x", "max_age"],
    ["max.age", "x", "max_age"],
    ["max_ages", "604800", "max_age"],
    ["mx_age", "604,800", "max_age"],
  ];
  for (const [name, value, field] of sure) {
    it(`takes ${name}: ${value} for ${field}`, () =>
      assert.deepEqual(nearestFieldName(name, value), { field, isSure: true }));
  }

  const likely: readonly (readonly [string, string, string])[] = [
    ["v", "STSv1", "version"],
    ["sts_version", "STSv1", "version"],
    ["node", "testing", "mode"],
    ["policy-mode", "enforce", "mode"],
    ["m", host, "mx"],
    ["ax", host, "mx"],
    ["my", host, "mx"],
    ["host", host, "mx"],
    ["max", "604800", "max_age"],
    ["ttl", "604800", "max_age"],
    ["manage", "604800", "max_age"],
    ["max_page", "1000", "max_age"],
  ];
  for (const [name, value, field] of likely) {
    it(`takes ${name}: ${value} for ${field} only where that is missing`, () =>
      assert.deepEqual(nearestFieldName(name, value), { field, isSure: false }));
  }

  const extensions: readonly (readonly [string, string])[] = [
    ["version", "x"],
    ["mx", "x"],
    ["a", "b"],
    ["m", "1"],
    ["ax", "yes"],
    ["mx-report", host],
    ["mx1", "yes"],
    ["mx2", "192.0.2.1"],
    ["x-report", "ok"],
    ["comment", "testing"],
    ["model", "T"],
    ["node", "7"],
    ["session", "STS"],
    ["vision", "x"],
    ["id", "20260801"],
    ["max", "5"],
    ["max_size", "604800"],
    ["contact", "postmaster@fabrikam.com"],
    ["badkey", "badvalue"],
    [`mode${" ".repeat(100_000)}`, "enforce"],
    ["modes", "enforce".repeat(100_000)],
  ];
  for (const [name, value] of extensions) {
    it(`leaves ${name.slice(0, 20)}: ${value.slice(0, 20)} alone`, () =>
      assert.equal(nearestFieldName(name, value), undefined));
  }
});

describe("nearestMode", () => {
  for (const [mode, values] of [
    [
      "enforce",
      [
        "enforce",
        "Enforce",
        "ENFORCE",
        "enforced",
        "enforcing",
        "enforce;",
        '"enforce"',
        "enfroce",
        "inforce",
      ],
    ],
    [
      "testing",
      ["test", "Testing", "[testing]", "tesing", "report", "report-only", "t\u00e9sting"],
    ],
    ["none", ["None", "none.", "nome", "off", "no"]],
    [
      undefined,
      ["", "live", "on", "one", "nine", "strict", "true", "enforce testing", "x".repeat(100_000)],
    ],
  ] as const) {
    it(`reads ${values
      .slice(0, 9)
      .map((value) => value.slice(0, 20))
      .join(", ")} as ${mode}`, () => {
      for (const value of values) assert.equal(nearestMode(value), mode, value.slice(0, 20));
    });
  }
});

describe("typingSlips", () => {
  for (const [a, b, slips] of [
    ["mode", "mode", 0],
    ["mode", "mod", 1],
    ["mode", "moode", 1],
    ["mode", "made", 1],
    ["mode", "moed", 1],
    ["mode", "edom", 3],
    ["", "mx", 2],
    ["604800", "640800", 1],
    ["x".repeat(17), "x".repeat(17), Number.POSITIVE_INFINITY],
  ] as const) {
    it(`counts ${slips} between "${a}" and "${b}"`, () => assert.equal(typingSlips(a, b), slips));
  }
});

describe("homoglyphIn", () => {
  it("reads no name that is longer than a name may be", () => {
    const label = "\u0430bcdefg.".repeat(31);
    assert.ok(homoglyphIn(`${label}com`));
    assert.equal(homoglyphIn(`${label.repeat(20)}com`), undefined);
  });

  it("finds a letter that only looks Latin", () => {
    assert.deepEqual(homoglyphIn("m\u0430il.fabrikam.com"), {
      codePoint: "U+0430",
      latin: "mail.fabrikam.com",
    });
  });
  it("leaves real names in other scripts alone", () => {
    for (const name of [
      "b\u00fccher.com",
      "\u043f\u043e\u0447\u0442\u0430.fabrikam.com",
      "mail.com",
    ]) {
      assert.equal(homoglyphIn(name), undefined, name);
    }
  });
});

describe("names that stand for another", () => {
  it("are those of templates", () => {
    for (const name of [
      "mail.yourdomain.com",
      "your-domain.net",
      "mx.your-company.org",
      "yourdomain-com.mail.protection.outlook.com",
      "mail.domain.tld",
      "mail.domain.com",
      "mydomain.com",
    ]) {
      assert.ok(isPlaceholderName(name), name);
    }
    for (const name of [
      "contoso.com",
      "yourdomains.com",
      "mail.thedomain.com",
      "your.com",
      "domain.de",
    ]) {
      assert.ok(!isPlaceholderName(name), name);
    }
  });
  it("are those reserved for examples", () => {
    for (const name of ["example.com", "mail.example.org", "a.example", "a.test", "localhost"]) {
      assert.ok(isExampleName(name), name);
    }
    for (const name of ["example.de", "myexample.com", "test.com", "contest", ""]) {
      assert.ok(!isExampleName(name), name);
    }
  });
});
