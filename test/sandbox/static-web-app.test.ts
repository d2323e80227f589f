// What the gate predicts from the hosting files is what a sender gets from a host that goes by the documented rules. The
// outcomes are written down here by hand, from the documentation, so that prediction and host cannot err together.
import assert from "node:assert/strict";
import { join } from "node:path";
import { deployStaticWebApp } from "../../sandbox/internet/static-web-app";
import { checks } from "../../tasks/MtaStsGateV1/checks";
import type { Deployment } from "../../tasks/MtaStsGateV1/deployment";
import type { PolicyFetch } from "../../tasks/MtaStsGateV1/evidence/types";
import { interpret } from "../../tasks/MtaStsGateV1/interpret";
import { readFetch } from "../../tasks/MtaStsGateV1/interpret/served-policy";
import { judge, problemsOf } from "../../tasks/MtaStsGateV1/judge";
import { knowledge } from "../../tasks/MtaStsGateV1/knowledge";
import { isSameMeaning } from "../../tasks/MtaStsGateV1/mta-sts/policy";
import { allFixtures, contentOf, type Fixture, runOf } from "../support/fixtures";
import { makeRepository } from "../support/inputs";
import {
  bodyOf,
  onlyExchange,
  POLICY_HOST,
  type PolicyHost,
  startPolicyHost,
} from "../support/policy-host";
import { makeSite } from "../support/site-fixture";

const PAGE = "200 text/html, a page";
const POLICY = "200 text/plain, the policy";
const OTHER = "200 text/plain, something else";
const LOGIN = "302 /.auth/login/aad";

/** What a sender gets of each fixture that is a Static Web App as it lies there; `refused`: the deployment fails. */
const OUTCOMES: { readonly [fixture: string]: string } = {
  "site-certificate-renewal/bad-members": POLICY,
  "site-certificate-renewal/bad-redirect": POLICY,
  "site-certificate-renewal/good-whole-folder": POLICY,
  "site-config-json/bad-comment": "refused",
  "site-config-json/bad-empty": "refused",
  "site-config-json/bad-no-comma": "refused",
  "site-config-json/bad-trailing-comma": "refused",
  "site-config-json/good-byte-order-mark": POLICY,
  "site-config-key/bad-legacy": POLICY,
  "site-config-key/bad-like-no-other": POLICY,
  "site-config-key/bad-role": POLICY,
  "site-config-key/good-all-known": POLICY,
  "site-config-place/bad-above": POLICY,
  "site-config-place/bad-name": POLICY,
  "site-config-place/good-below": POLICY,
  "site-config-place/good-config-file-location": POLICY,
  "site-config-size/bad-one-octet-more": "refused",
  "site-config-size/good-just-fits": POLICY,
  "site-config-value/bad-no-route": "refused",
  "site-config-value/bad-object-for-routes": "refused",
  "site-config-value/bad-text-for-number": POLICY,
  "site-config-value/bad-wildcard-inside": POLICY,
  "site-config-value/good-wildcards": POLICY,
  "site-global-headers/bad-page": "200 text/html, the policy",
  "site-global-headers/bad-removed": "200 no type, the policy",
  "site-global-headers/good-overridden": POLICY,
  "site-global-headers/good-usual": POLICY,
  "site-index-missing/bad-configuration": "refused",
  "site-index-missing/bad-pipeline": "refused",
  "site-index-missing/good-other-spelling": POLICY,
  "site-ip-ranges/bad-front-door": "403",
  "site-ip-ranges/bad-office": "403",
  "site-ip-ranges/good-everybody": POLICY,
  "site-legacy-routes/bad-alone": POLICY,
  "site-legacy-routes/bad-beside-configuration": POLICY,
  "site-legacy-routes/good-of-the-page": POLICY,
  "site-mime-type/bad-no-type": "200 charset=utf-8, the policy",
  "site-mime-type/bad-page": "200 text/html, the policy",
  "site-mime-type/good-charset": "200 text/plain; charset=utf-8, the policy",
  "site-mime-type/good-other-extension": POLICY,
  "site-navigation-fallback/bad-misnamed": PAGE,
  "site-navigation-fallback/bad-never-committed": PAGE,
  "site-navigation-fallback/good-excluded": "404",
  "site-navigation-fallback/good-policy-there": POLICY,
  "site-navigation-fallback/good-removed": PAGE,
  "site-policy-name/bad-capitals": "404",
  "site-policy-name/bad-no-dot": "404",
  "site-policy-name/bad-not-at-the-root": "404",
  "site-policy-name/bad-outside": "404",
  "site-policy-name/bad-top-level": "404",
  "site-policy-name/good-led-by-route": POLICY,
  "site-required-headers/bad-front-door": "403",
  "site-required-headers/good-none": POLICY,
  "site-response-override/bad-page": PAGE,
  "site-response-override/bad-redirect": "302 /",
  "site-response-override/good-keeps-status": "404",
  "site-response-override/good-policy-there": POLICY,
  "site-response-override/good-removed": PAGE,
  "site-route-headers/bad-encoding": "200 text/plain in gzip, the policy",
  "site-route-headers/bad-page": "200 text/html; charset=utf-8, the policy",
  "site-route-headers/good-charset": "200 text/plain; charset=utf-8, the policy",
  "site-route-headers/good-other-route": POLICY,
  "site-route-redirect/bad-everything": "302 https://www.contoso.com/",
  "site-route-redirect/bad-for-good": "301 /mta-sts.txt",
  "site-route-redirect/bad-texts": "302 /",
  "site-route-redirect/good-other-folder": POLICY,
  "site-route-redirect/good-other-method": POLICY,
  "site-route-redirect/good-policy-first": POLICY,
  "site-route-rewrite/bad-function": "404",
  "site-route-rewrite/bad-missing": "404",
  "site-route-rewrite/bad-no-policy": OTHER,
  "site-route-rewrite/bad-other-policy": OTHER,
  "site-route-rewrite/bad-page": PAGE,
  "site-route-rewrite/good-itself": POLICY,
  "site-route-rewrite/good-same-policy": POLICY,
  "site-route-roles/bad-everything": LOGIN,
  "site-route-roles/bad-policy-second": "401",
  "site-route-roles/bad-without-login": "401",
  "site-route-roles/good-anonymous-too": POLICY,
  "site-route-roles/good-nobody-named": POLICY,
  "site-route-roles/good-policy-first": POLICY,
  "site-route-status/bad-gone": "404",
  "site-route-status/bad-overridden": PAGE,
  "site-route-status/good-other-files": POLICY,
  "site-route-status/good-usual": POLICY,
};

/** Not to be seen from outside: the name that the site is bound to, and what stands before it. */
const UNSEEN = /^site-custom-domain\/|\/good-gateway$/;

interface Site {
  readonly name: string;
  readonly fixture: Fixture;
  readonly deployment: Deployment;
}

function sitesOfFixtures(): readonly Site[] {
  return allFixtures()
    .filter(({ check }) => check.startsWith("site-"))
    .map((fixture) => ({ name: `${fixture.check}/${fixture.name}`, fixture }))
    .filter(({ name }) => !UNSEEN.test(name))
    .flatMap(({ name, fixture }) => {
      const { domains, options } = runOf(fixture);
      const [evidence] = domains;
      assert.ok(evidence);
      const deployment = interpret(evidence, options);
      const { staticWebApp: app } = deployment;
      const isAsItLies = app.status === "found" && app.value.site.madeBy === undefined;
      return isAsItLies ? [{ name, fixture, deployment }] : [];
    });
}

/** Uploads the site of a fixture; what a sender then gets, undefined where the upload was refused. */
async function visit(
  { fixture, deployment }: Site,
  host: PolicyHost,
): Promise<PolicyFetch | undefined> {
  const { policy, fixture: content } = contentOf(fixture);
  const repository = makeSite(fixture.folder, policy, content.without);
  try {
    const { staticWebApp: app } = deployment;
    const config = app.status === "found" ? app.value.config?.path : undefined;
    const uploaded = content.without?.includes("home") ? "." : "home";
    const isElsewhere = config !== undefined && uploaded === "home" && !config.startsWith("home/");
    const deployed = deployStaticWebApp({
      folder: join(repository.root, uploaded),
      ...(isElsewhere ? { configFile: join(repository.root, config) } : {}),
    });
    if ("refusal" in deployed) return undefined;
    host.become({ answer: deployed.answer });
    return await host.fetch();
  } finally {
    repository.remove();
  }
}

function words(fetched: PolicyFetch | undefined, policy: Uint8Array): string {
  if (fetched === undefined) return "refused";
  const exchange = onlyExchange(fetched);
  const header = (name: string) => exchange.headers?.find(([known]) => known === name)?.[1];
  const status = `${exchange.httpStatus}`;
  const location = header("location");
  if (location !== undefined) return `${status} ${location}`;
  if (status !== "200") return status;
  const encoding = header("content-encoding");
  const type = `${header("content-type") ?? "no type"}${encoding === undefined ? "" : ` in ${encoding}`}`;
  const body = bodyOf(exchange);
  const isPolicy = body.replaceAll("\r", "") === Buffer.from(policy).toString("latin1");
  const what = isPolicy ? "the policy" : body.startsWith("<h1>") ? "a page" : "something else";
  return `${status} ${type}, ${what}`;
}

/** An error where senders do not get the committed policy, at least a warning where that is not sure, else neither. */
function assertForeseen(deployment: Deployment, fetched: PolicyFetch | undefined): void {
  const { policyFile, state } = deployment;
  const served = fetched === undefined ? undefined : readFetch(fetched, POLICY_HOST).policy;
  const committed = policyFile.status === "found" ? policyFile.value.text.policy : undefined;
  const isReached =
    served !== undefined && committed !== undefined && isSameMeaning(served, committed);
  const severities = problemsOf(judge(deployment, checks, knowledge))
    .filter(({ check }) => check.startsWith("site-") || check === "policy-file-missing")
    .map(({ severity }) => severity);
  if (severities.includes("error")) assert.equal(isReached, false);
  if (isReached || state === "removal too early") return;
  assert.ok(severities.includes("error") || severities.includes("warning"));
}

describe("a stand-in for Static Web Apps", () => {
  let host: PolicyHost;
  before(async () => {
    host = await startPolicyHost();
  });
  after(() => host.server.close());

  const sites = sitesOfFixtures();

  it("has an outcome for each fixture that is a Static Web App", () => {
    assert.deepEqual(sites.map(({ name }) => name).sort(), Object.keys(OUTCOMES).sort());
  });

  for (const site of sites) {
    it(`${site.name}: ${OUTCOMES[site.name]}, as the gate foresees`, async () => {
      const fetched = await visit(site, host);
      const { policy } = contentOf(site.fixture);
      assert.equal(words(fetched, policy), OUTCOMES[site.name]);
      assertForeseen(site.deployment, fetched);
    });
  }

  describe("itself", () => {
    const deploy = (files: Readonly<Record<string, string>>) => {
      const { root, remove } = makeRepository(files);
      const deployed = deployStaticWebApp({ folder: root });
      return { deployed, remove };
    };

    it("says why it refuses a folder", () => {
      const refusalOf = (files: Readonly<Record<string, string>>) => {
        const { deployed, remove } = deploy(files);
        remove();
        return "refusal" in deployed ? deployed.refusal : "taken";
      };
      const page = { "index.html": "" };
      const config = "staticwebapp.config.json";
      assert.equal(refusalOf({ "index.htm": "" }), "no default file in the folder");
      assert.equal(refusalOf({ "deep/index.html": "" }), "no default file in the folder");
      assert.equal(refusalOf({ ...page, [config]: "{" }), "the configuration is not JSON");
      assert.equal(refusalOf({ ...page, [config]: "[]" }), "the configuration cannot be used");
      assert.equal(
        refusalOf({ ...page, [config]: `{}${" ".repeat(20_479)}` }),
        "the configuration is too large",
      );
      assert.equal(refusalOf({ ...page, [config]: `{}${" ".repeat(20_478)}` }), "taken");
    });

    it("serves what was there at the deployment, its configuration alone it keeps to itself", async () => {
      const { deployed, remove } = deploy({
        "index.html": "<h1>start</h1>",
        "deep/staticwebapp.config.json":
          '{ "globalHeaders": { "X-A": "1", "Cache-Control": "no-store" } }',
        ".well-known/mta-sts.txt": "version: STSv1\n",
      });
      assert.ok("answer" in deployed && typeof deployed.answer === "function");
      const ask = async (path: string) => {
        assert.ok("answer" in deployed && typeof deployed.answer === "function");
        return deployed.answer({ path });
      };
      const policy = await ask("/.well-known/mta-sts.txt");
      assert.deepEqual([policy.status, `${policy.body}`], [200, "version: STSv1\n"]);
      assert.deepEqual(policy.headers, {
        "cache-control": "no-store",
        "x-a": "1",
        "content-type": "text/plain",
      });
      assert.equal((await ask("/deep/staticwebapp.config.json")).status, 404);
      assert.equal((await ask("/.Well-Known/mta-sts.txt")).status, 404);
      assert.equal(`${(await ask("/")).body}`, "<h1>start</h1>");
      remove();
    });
  });
});
