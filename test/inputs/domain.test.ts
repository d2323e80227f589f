import assert from "node:assert/strict";
import { optionsOf, outcome, sentenceOf } from "../support/inputs";

const LABEL_63 = "a".repeat(63);

describe("input domain", () => {
  const good = (text: string, ...want: string[]) =>
    it(`${JSON.stringify(text).slice(0, 60)} is taken`, () => {
      assert.deepEqual(optionsOf({ domain: text }).domains, want);
    });
  const bad = (text: string, want: string) =>
    it(`${JSON.stringify(text).slice(0, 60)} is refused`, () => {
      assert.equal(sentenceOf({ domain: text }), `domain ${want}`);
    });
  const expected = "one domain name per line is expected";

  good("contoso.com", "contoso.com");
  good("  Contoso.COM.  ", "contoso.com");
  good(
    "contoso.com\n\nfabrikam.com\r\n  \rtailspin.co.uk",
    "contoso.com",
    "fabrikam.com",
    "tailspin.co.uk",
  );
  good("contoso.com\nCONTOSO.com.\nfabrikam.com", "contoso.com", "fabrikam.com");
  good("bücher.example", "xn--bcher-kva.example");
  good("BÜCHER.example.\nxn--bcher-kva.example", "xn--bcher-kva.example");
  good("1und1.de", "1und1.de");
  good("mail.contoso.com", "mail.contoso.com");
  good("www.contoso.com", "www.contoso.com");
  good(`${LABEL_63}.com`, `${LABEL_63}.com`);
  good("mta-sts.org", "mta-sts.org"); // the policy host of no domain
  good("mta-sts.contoso.com.", "mta-sts.contoso.com"); // spelled out: really meant
  good("mta-stsx.contoso.com", "mta-stsx.contoso.com");

  bad("", `is empty: ${expected}, such as contoso.com, in every stage but lint`);
  bad(" \n \r\n", `is empty: ${expected}, such as contoso.com, in every stage but lint`);
  it("may be empty in lint", () => {
    const options = outcome({ stage: "lint", policyFile: "package.json" });
    assert.deepEqual(typeof options === "string" ? options : options.domains, [""]);
  });

  const probably = `${expected}, probably contoso.com`;
  bad(
    "https://mta-sts.contoso.com/.well-known/mta-sts.txt",
    `"https://mta-sts.contoso.com/.well-known/mta-sts.txt" is a URL: ${probably}`,
  );
  bad("HTTPS://Contoso.com", `"HTTPS://Contoso.com" is a URL: ${probably}`);
  bad("https://www.contoso.com/", `"https://www.contoso.com/" is a URL: ${probably}`);
  bad("contoso.com/", `"contoso.com/" is a URL: ${probably}`);
  bad("//contoso.com", `"//contoso.com" is a URL: ${probably}`);
  bad(
    "https://u:secret@contoso.com:8443/x",
    `"https://***@contoso.com:8443/x" is a URL: ${probably}`,
  );
  bad(
    "https://büche r.example",
    `"https://büche r.example" holds a blank: ${expected}, probably r.example`,
  );
  bad("contoso.com:443", `"contoso.com:443" holds a port: ${probably}`);
  bad("postmaster@contoso.com", `"postmaster@contoso.com" is an e-mail address: ${probably}`);
  bad(
    "mailto:postmaster@Contoso.com",
    `"mailto:postmaster@Contoso.com" is an e-mail address: ${probably}`,
  );
  bad("@contoso.com", `"@contoso.com" is an e-mail address: ${probably}`);
  bad("Joe <joe@contoso.com>", `"Joe <joe@contoso.com>" holds a blank: ${probably}`);
  bad("_mta-sts.contoso.com", `"_mta-sts.contoso.com" is the name of a TXT record: ${probably}`);
  bad("_MTA-STS.contoso.com.", `"_MTA-STS.contoso.com." is the name of a TXT record: ${probably}`);
  bad("_smtp._tls.contoso.com", `"_smtp._tls.contoso.com" holds an underscore: ${probably}`);
  const policyHost =
    "is a policy host (a mail domain of that very name is written with a dot at its end)";
  bad("mta-sts.contoso.com", `"mta-sts.contoso.com" ${policyHost}: ${probably}`);
  bad("fabrikam.com\nMTA-STS.contoso.com", `"MTA-STS.contoso.com" ${policyHost}: ${probably}`);
  bad("*.contoso.com", `"*.contoso.com" holds a wildcard: ${probably}`);
  bad("contoso.*", `"contoso.*" holds a wildcard: ${expected}`);
  bad("contoso.com,", `"contoso.com," holds a comma: ${probably}`);
  bad("contoso.com;", `"contoso.com;" holds a semicolon: ${probably}`);
  bad("contoso.com, fabrikam.com", `"contoso.com, fabrikam.com" holds a comma: ${expected}`);
  bad("contoso.com fabrikam.com", `"contoso.com fabrikam.com" holds a blank: ${expected}`);

  bad("192.0.2.1", `"192.0.2.1" is an IP address: ${expected}`);
  bad("2001:db8::1", `"2001:db8::1" is an IP address: ${expected}`);
  bad("[192.0.2.1]", `"[192.0.2.1]" is an IP address: ${expected}`);
  bad("１９２.0.2.1", `"１９２.0.2.1" ends in a number: ${expected}`);
  bad("256.1.1.1", `"256.1.1.1" ends in a number: ${expected}`);
  bad("contoso", `"contoso" has only one label: ${expected}`);
  bad(".", `"." has an empty label: ${expected}`);
  bad("contoso..com", `"contoso..com" has an empty label: ${expected}`);
  bad(".contoso.com", `".contoso.com" has an empty label: ${probably}`);
  bad("con_toso.com", `"con_toso.com" holds an underscore: ${expected}`);
  bad("-contoso.com", `"-contoso.com" has a label that begins or ends with a hyphen: ${expected}`);
  bad("contoso-.com", `"contoso-.com" has a label that begins or ends with a hyphen: ${expected}`);
  bad("contoso!.com", `"contoso!.com" holds "!": ${expected}`);
  bad("con\u0007toso.com", `"con\\u{7}toso.com" holds "\\u{7}": ${expected}`);
  bad("c%6fntoso.com", `"c%6fntoso.com" holds "%": ${expected}`);
  bad(`${LABEL_63}a.com`, `"${LABEL_63}a.com" has a label longer than 63 characters: ${expected}`);
  bad(
    `${`${LABEL_63}.`.repeat(4)}com`,
    `"${`${LABEL_63}.`.repeat(4).slice(0, 80)}…" is longer than 253 characters: ${expected}`,
  );
  bad(`${"ü".repeat(63)}.example`, `"${"ü".repeat(63)}.example" has no A-label form: ${expected}`);
  bad("\ud800.example", `"\\u{d800}.example" has no A-label form: ${expected}`);
  bad(
    "a.com\n##vso[task.complete result=Succeeded]",
    `"#\\u{23}vso[task.complete result=Succeeded]" holds a blank: ${expected}`,
  );
});

describe("input plannedMx", () => {
  it("takes host names, one per line", () => {
    const { plannedMx } = optionsOf({
      plannedMx: "MX1.contoso.com.\n\nbücher.example\nmx1.contoso.com",
    });
    assert.deepEqual(plannedMx, ["mx1.contoso.com", "xn--bcher-kva.example"]);
  });
  const bad = (text: string, want: string) =>
    it(`${JSON.stringify(text)} is refused`, () => {
      assert.equal(sentenceOf({ plannedMx: text }), `plannedMx ${want}`);
    });
  const expected = "one host name per line is expected";
  bad(
    "*.mail.contoso.com",
    `"*.mail.contoso.com" holds a wildcard: ${expected}, probably mail.contoso.com`,
  );
  bad(
    "10 mx1.contoso.com.",
    `"10 mx1.contoso.com." holds a blank: ${expected}, probably mx1.contoso.com`,
  );
  bad(
    "smtp://mx1.contoso.com:25",
    `"smtp://mx1.contoso.com:25" is a URL: ${expected}, probably mx1.contoso.com`,
  );
  bad("mx1", `"mx1" has only one label: ${expected}`);
  bad("192.0.2.25", `"192.0.2.25" is an IP address: ${expected}`);
});
