// No secret of a pipeline reaches the evidence, and what is no secret stays as it is.
import assert from "node:assert/strict";
import { redact } from "../../tasks/MtaStsGateV1/evidence/redaction";
import { REDACTED } from "../../tasks/MtaStsGateV1/mta-sts/redacted";

const SECRET = "kh3ca5ju3mLqz8";
const LONG = `${"3f1c9ab2d47e5068".repeat(4)}-1b2c3d4e-5f60-4718-92a3-b4c5d6e7f80900f1234`;

const SECRETS: readonly string[] = [
  `azure_static_web_apps_api_token: ${SECRET}`,
  `azure_static_web_apps_api_token: '${SECRET}' # ours`,
  `"azure_static_web_apps_api_token": "${SECRET}"`,
  `inputs: { azure_static_web_apps_api_token: ${SECRET}, app_location: / }`,
  `azure_static_web_apps_api_token: >-\n  ${SECRET}\napp_location: /`,
  `azure_static_web_apps_api_token:\n  ${SECRET}\n`,
  `swa deploy ./home --deployment-token ${SECRET} --env production`,
  `swa deploy ./home --deployment-token="${SECRET}"`,
  `swa deploy ./home -d ${SECRET}`,
  `SWA_CLI_DEPLOYMENT_TOKEN=${SECRET} swa deploy`,
  `- name: deploymentToken\n  value: ${SECRET}`,
  `variables:\n  site: ${SECRET}\nazure_static_web_apps_api_token: $(site)`,
  `- name: site\n  value: "${SECRET}"\n- script: swa deploy --deployment-token $(site)`,
  `password: ${SECRET}`,
];

const HARMLESS: readonly string[] = [
  "azure_static_web_apps_api_token: $(token)",
  'azure_static_web_apps_api_token: "$(TOKEN)"',
  `azure_static_web_apps_api_token: \${{ variables.token }}`,
  "swa deploy --deployment-token $SWA_TOKEN",
  "swa deploy --deployment-token $env:SWA_TOKEN",
  "persistCredentials: true",
  "- group: tokens",
  "  env:\n    azure_static_web_apps_api_token: $(deployment_token)\n  displayName: Deploy\n",
  "app_location: /home",
  "ref: 0123456789abcdef0123456789abcdef01234567",
];

describe("redact", () => {
  for (const text of SECRETS) {
    it(`writes over the secret in ${JSON.stringify(text)}`, () => {
      const safe = redact(text);
      assert.ok(!safe.includes(SECRET), safe);
      assert.ok(safe.includes(REDACTED.repeat(SECRET.length)), safe);
      assert.equal(safe.length, text.length);
      assert.equal(safe.split("\n").length, text.split("\n").length);
    });
  }

  for (const text of HARMLESS) {
    it(`leaves ${JSON.stringify(text)} as it is`, () => assert.equal(redact(text), text));
  }

  it("writes over a deployment token wherever it stands", () => {
    assert.ok(!redact(`- script: curl -H "Key: ${LONG}"`).includes(LONG.slice(0, 16)));
  });

  // Each of these once cost the square of its length or more, hours for the longest pipeline that is read.
  for (const piece of ["-token", "--token-", "token.", "A/", " "]) {
    it(`reads 64 KiB of ${JSON.stringify(piece)} in a moment`, () => {
      const text = `token:${piece.repeat(65_536 / piece.length)}x`;
      const started = process.cpuUsage();
      redact(text);
      assert.ok(process.cpuUsage(started).user < 500_000);
    });
  }
});
