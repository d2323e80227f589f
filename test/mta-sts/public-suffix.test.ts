import assert from "node:assert/strict";
import { isPublicSuffix } from "../../tasks/MtaStsGateV1/mta-sts/public-suffix";

describe("isPublicSuffix", () => {
  for (const name of [
    "com",
    "COM",
    "co.uk",
    "azurewebsites.net",
    "azurestaticapps.net",
    "github.io",
    "xn--p1ai",
    "x.ck",
  ]) {
    it(`holds of ${name}`, () => assert.ok(isPublicSuffix(name)));
  }

  // Bases over which mail providers and their customers put a wildcard.
  const provided = [
    "mail.protection.outlook.com",
    "protection.outlook.com",
    "outlook.com",
    "mail.eo.outlook.com",
    "mail.protection.office365.us",
    "mx.microsoft",
    "n-v1.mx.microsoft",
    "google.com",
    "googlemail.com",
    "aspmx.l.google.com",
    "mx.cloudflare.net",
    "mimecast.com",
    "pphosted.com",
    "ppe-hosted.com",
    "messagelabs.com",
    "messagingengine.com",
    "mailgun.org",
    "zoho.eu",
    "protonmail.ch",
    "mail.icloud.com",
    "ovh.net",
    "kundenserver.de",
    "your-server.de",
    "secureserver.net",
    "emailsrvr.com",
    "hydra.sophos.com",
    "iphmx.com",
    "in.tmes.trendmicro.eu",
    "ess.barracudanetworks.com",
    "amazonaws.com",
  ];
  for (const name of [
    ...provided,
    "contoso.com",
    "contoso.co.uk",
    "contoso.github.io",
    "lan",
    "mail.lan",
    "192.0.2.1",
    "",
  ]) {
    it(`does not hold of "${name}"`, () => assert.ok(!isPublicSuffix(name)));
  }
});
