// What blocks at which stage, as data: each row with evidence of its problem.
import type { Severity } from "../../tasks/MtaStsGateV1/checks/check";
import type { Case } from "./case";

export type Cell = Severity | "liveFaults" | "unverified" | "idUpdate" | "-";

export interface Row {
  readonly problem: string;
  readonly check: string;
  /** lint, pullRequest, preDeploy, postDeploy, monitor. */
  readonly cells: readonly [Cell, Cell, Cell, Cell, Cell];
  readonly fixture: (policy: string) => Omit<Case, "stage">;
  /** The committed text; without it a healthy policy of the mode. */
  readonly committed?: (policy: string) => string;
  /** The mode softens the problem. */
  readonly isSoftened?: true;
  /** Checks that the same evidence breaks as well. */
  readonly beside?: readonly string[];
}

const OLD_ID = "v=STSv1; id=20260101000000Z;";
const HOST = "contoso-com.mail.protection.outlook.com";
const EXPIRED_MX = { [HOST]: { exchange: { certificate: { trustError: "CERT_HAS_EXPIRED" } } } };
const BESIDE_MX = { mx: [`0 ${HOST}`, "10 mx2.contoso.com"] };
export const ABSENT = { status: "absent", code: "NXDOMAIN", detail: "no such name" };
const FAILED = { status: "failed", error: { code: "SERVFAIL", message: "no usable answer" } };
export const UNHEARD = { resolver: FAILED, nameServers: FAILED };
const NO_RESPONSE = { httpStatus: null, headers: null, bodyBase64: null, bodyOctets: null };
const NO_STARTTLS = { startTls: null, tlsProtocol: null, certificate: null };
const NO_CONNECTION = {
  ...NO_STARTTLS,
  greeting: null,
  ehlo: null,
  failure: { phase: "connect", code: "TIMEOUT", message: "no connection within 10 s" },
};
const DEPLOYED_URL = { deployedUrl: "https://gentle-sea-0123.azurestaticapps.net" };

const withSecondHost = (policy: string) =>
  policy.replace("max_age", "mx: mx2.contoso.com\nmax_age");
const enforced = (policy: string) => policy.replace(/mode: .*/, "mode: enforce");
const withOtherLifetime = (policy: string) => policy.replace("604800", "864000");
const broken = (phase: string, code: string) => ({
  exchange: { ...NO_RESPONSE, certificate: null, failure: { phase, code, message: "broken" } },
});

const ROUTES = JSON.stringify({
  routes: [{ route: "/.well-known/mta-sts.txt", redirect: "https://www.contoso.com/" }],
});
const REDIRECTING = {
  path: "home/staticwebapp.config.json",
  octets: ROUTES.length,
  bytesBase64: Buffer.from(ROUTES).toString("base64"),
};

const fileOf = (path: string, text: string) => ({
  path,
  octets: text.length,
  bytesBase64: Buffer.from(text).toString("base64"),
});
const UNGATED = fileOf(
  "azure-pipelines.yml",
  "trigger: [main]\npr: none\nsteps:\n- task: AzureStaticWebApp@0\n  inputs: { app_location: /home }\n",
);
const KEYED = fileOf(
  "home/a.js",
  'app.http("mtaSts", { route: ".well-known/mta-sts.txt", authLevel: "function" });',
);
const HOST_JSON = fileOf("home/host.json", '{ "extensions": { "http": { "routePrefix": "" } } }');

const PIPELINE: Row["cells"] = ["warning", "warning", "warning", "warning", "-"];
const TEXT: Row["cells"] = ["error", "error", "error", "error", "-"];
const COMMITTED: Row["cells"] = ["-", "error", "error", "error", "-"];
const WARNING: Row["cells"] = ["-", "warning", "warning", "warning", "warning"];
const ROLLOUT: Row["cells"] = ["-", "warning", "warning", "warning", "-"];
const LIVE: Row["cells"] = ["-", "warning", "liveFaults", "error", "error"];
const RESPONSE: Row["cells"] = ["-", "note", "warning", "error", "error"];
export const UNANSWERED: Row["cells"] = [
  "-",
  "unverified",
  "unverified",
  "unverified",
  "unverified",
];

export const ROWS: readonly Row[] = [
  {
    problem: "a void policy text",
    check: "policy-version-value",
    cells: TEXT,
    committed: (policy) => policy.replace("STSv1", "STSv2"),
    fixture: (policy) => ({ served: policy, txt: [OLD_ID] }),
  },
  {
    problem: "a policy file that cannot be read",
    check: "policy-file-unreadable",
    cells: TEXT,
    fixture: () => ({
      evidence: { policyFile: { status: "failed", error: { code: "EACCES", message: "no" } } },
    }),
  },
  {
    problem: "no policy file where nothing was ever announced",
    check: "policy-file-missing",
    cells: TEXT,
    beside: ["record-missing", "host-not-found"],
    fixture: () => ({ txt: [], evidence: { policyFile: ABSENT, policyResource: ABSENT } }),
  },
  {
    problem: "a route that keeps senders from the policy",
    check: "site-route-redirect",
    cells: TEXT,
    fixture: () => ({ evidence: { site: { value: { configs: [REDIRECTING] } } } }),
  },
  {
    problem: "a function that asks senders for a key",
    check: "functions-auth-level",
    cells: TEXT,
    fixture: () => {
      const apps = [{ root: "home", hostJson: HOST_JSON, files: [KEYED] }];
      return {
        evidence: { functions: { status: "found", value: { apps, prefixSettings: [] } } },
      };
    },
  },
  {
    problem: "a pipeline that deploys the policy without the gate",
    check: "pipeline-ungated-deploy",
    cells: PIPELINE,
    fixture: () => {
      const value = { files: [UNGATED], folders: ["home"], policies: [], builds: [] };
      return { evidence: { pipelines: { status: "found", value } } };
    },
  },
  {
    problem: "an MX host that the committed policy does not cover",
    check: "mx-not-covered",
    cells: COMMITTED,
    isSoftened: true,
    beside: ["served-differs"],
    fixture: (policy) => ({ ...BESIDE_MX, served: withSecondHost(policy), txt: [OLD_ID] }),
  },
  {
    problem: "a planned MX host that the committed policy does not cover",
    check: "mx-planned-not-covered",
    cells: COMMITTED,
    isSoftened: true,
    fixture: () => ({ options: { plannedMx: ["mx2.contoso.com"] } }),
  },
  {
    problem: "an MX host that only the committed policy covers",
    check: "mx-not-covered-live",
    cells: ["-", "warning", "warning", "error", "error"],
    isSoftened: true,
    committed: withSecondHost,
    beside: ["served-differs", "rollout-mx-new-only"],
    fixture: (policy) => ({ ...BESIDE_MX, served: policy, txt: [OLD_ID] }),
  },
  {
    problem: "an MX host that senders with the old policy refuse",
    check: "rollout-mx-new-only",
    cells: ROLLOUT,
    committed: (policy) => withSecondHost(enforced(policy)),
    beside: ["mx-not-covered-live", "served-differs"],
    fixture: (policy) => ({ ...BESIDE_MX, served: enforced(policy), txt: [OLD_ID] }),
  },
  {
    problem: "mode enforce without mode testing before it",
    check: "rollout-straight-to-enforce",
    cells: ROLLOUT,
    committed: enforced,
    beside: ["served-differs"],
    fixture: (policy) => ({ served: enforced(policy).replace("enforce", "none"), txt: [OLD_ID] }),
  },
  {
    problem: "an MX host that neither policy covers",
    check: "mx-not-covered-live",
    cells: ["-", "warning", "error", "error", "error"],
    isSoftened: true,
    beside: ["mx-not-covered"],
    fixture: () => BESIDE_MX,
  },
  {
    problem: "an MX host without STARTTLS, under a mode that is served already",
    check: "smtp-no-starttls",
    cells: ["-", "warning", "warning", "warning", "error"],
    isSoftened: true,
    fixture: () => ({ smtp: { [HOST]: { exchange: NO_STARTTLS } } }),
  },
  {
    problem: "a port 25 that is blocked",
    check: "smtp-blocked",
    cells: ["-", "note", "note", "note", "note"],
    fixture: () => ({ smtp: { [HOST]: { exchange: NO_CONNECTION } } }),
  },
  {
    problem: "a port 25 that is blocked where checkSmtp is always",
    check: "smtp-blocked",
    cells: ["-", "error", "error", "error", "error"],
    fixture: () => ({
      options: { checkSmtp: "always" },
      smtp: { [HOST]: { exchange: NO_CONNECTION } },
    }),
  },
  {
    problem: "an MX host's certificate where this deployment brings enforce",
    check: "smtp-certificate-trust",
    // A monitor judges what is live, which is testing here.
    cells: ["-", "warning", "error", "error", "warning"],
    isSoftened: true,
    beside: ["served-differs"],
    fixture: (policy) => ({
      smtp: EXPIRED_MX,
      served: policy.replace("enforce", "testing"),
      txt: [OLD_ID],
    }),
  },
  {
    problem: "an MX host's certificate under a mode that stays",
    check: "smtp-certificate-trust",
    cells: ["-", "warning", "warning", "warning", "error"],
    isSoftened: true,
    fixture: () => ({ smtp: EXPIRED_MX }),
  },
  {
    problem: "no MX record",
    check: "mx-missing",
    cells: WARNING,
    isSoftened: true,
    fixture: () => ({ mx: [] }),
  },
  {
    problem: "a null MX",
    check: "mx-null",
    cells: WARNING,
    isSoftened: true,
    fixture: () => ({ mx: ["0 ."] }),
  },
  {
    problem: "the live id in expectedId although the policy changes",
    check: "id-not-moved",
    cells: ["-", "error", "error", "-", "-"],
    beside: ["served-differs"],
    fixture: (policy) => ({
      served: withOtherLifetime(policy),
      txt: [OLD_ID],
      options: { expectedId: "20260101000000Z" },
    }),
  },
  {
    problem: "the live id in recordFile although the policy changes",
    check: "id-not-moved",
    cells: ["-", "error", "error", "-", "-"],
    beside: ["served-differs"],
    fixture: (policy) => ({
      served: withOtherLifetime(policy),
      txt: [OLD_ID],
      recordFile: `_mta-sts.contoso.com. 3600 IN TXT "${OLD_ID}"\n`,
    }),
  },
  {
    problem: "a malformed record",
    check: "record-malformed",
    cells: LIVE,
    fixture: () => ({ txt: ["v=STSv1 id=1;"] }),
  },
  {
    problem: "a record without a legal id",
    check: "record-id",
    cells: LIVE,
    fixture: () => ({ txt: ["v=STSv1; id=2026-01-01;"] }),
  },
  {
    problem: "several records",
    check: "record-several",
    cells: LIVE,
    fixture: () => ({ txt: [OLD_ID, "v=STSv1; id=20261124000000Z;"] }),
  },
  {
    problem: "no record",
    check: "record-missing",
    cells: ["-", "note", "note", "note", "error"],
    beside: ["id-stale"],
    fixture: () => ({ txt: [] }),
  },
  {
    problem: "a policy host that does not resolve",
    check: "host-not-found",
    cells: LIVE,
    fixture: () => ({ evidence: { policyResource: ABSENT } }),
  },
  {
    problem: "a policy host that accepts no connection",
    check: "host-connection",
    cells: LIVE,
    fixture: () => broken("connect", "ECONNREFUSED"),
  },
  {
    problem: "a policy host without TLS",
    check: "host-tls",
    cells: LIVE,
    fixture: () => broken("tls", "ECONNRESET"),
  },
  {
    problem: "a policy host that is silent",
    check: "host-timeout",
    cells: LIVE,
    fixture: () => broken("headers", "TIMEOUT"),
  },
  {
    problem: "a policy host at a private address",
    check: "host-internal-address",
    cells: LIVE,
    fixture: () => ({
      evidence: { policyResource: { value: { exchanges: [], refusedAddresses: ["10.0.0.4"] } } },
    }),
  },
  {
    problem: "a certificate that has expired",
    check: "host-certificate-trust",
    cells: LIVE,
    fixture: () => ({ exchange: { certificate: { trustError: "CERT_HAS_EXPIRED" } } }),
  },
  {
    problem: "a certificate of another name",
    check: "host-certificate-name",
    cells: LIVE,
    fixture: () => ({ exchange: { certificate: { matchesHost: false } } }),
  },
  {
    problem: "a certificate with a weak key",
    check: "host-certificate-weak",
    cells: LIVE,
    fixture: () => ({ exchange: { certificate: { keyType: "rsa", keyBits: 1024 } } }),
  },
  {
    problem: "another status than 200",
    check: "host-status",
    cells: RESPONSE,
    fixture: () => ({ exchange: { httpStatus: 404 } }),
  },
  {
    problem: "a redirect",
    check: "host-redirect",
    cells: RESPONSE,
    fixture: () => ({ exchange: { httpStatus: 301, headers: [["location", "/"]] } }),
  },
  {
    problem: "another media type",
    check: "host-media-type",
    cells: RESPONSE,
    fixture: () => ({ exchange: { headers: [["content-type", "text/html"]] } }),
  },
  {
    problem: "an encoded body",
    check: "host-content-encoding",
    cells: RESPONSE,
    fixture: () => ({
      exchange: {
        headers: [
          ["content-type", "text/plain"],
          ["content-encoding", "br"],
        ],
      },
    }),
  },
  {
    problem: "a body that is too large",
    check: "host-body-size",
    cells: RESPONSE,
    fixture: () => ({ exchange: { bodyOctets: 65_537 } }),
  },
  {
    problem: "a body that breaks off",
    check: "host-broken-response",
    cells: RESPONSE,
    fixture: () => ({
      exchange: { failure: { phase: "body", code: "ECONNRESET", message: "broken" } },
    }),
  },
  {
    problem: "a body that is no policy",
    check: "host-policy",
    cells: RESPONSE,
    fixture: () => ({ served: "<html></html>\n" }),
  },
  {
    problem: "a site of deployedUrl that does not serve the policy",
    check: "deployed-site-answer",
    cells: RESPONSE,
    fixture: () => ({ options: DEPLOYED_URL, site: { httpStatus: 404 } }),
  },
  {
    problem: "a served policy of another meaning",
    check: "served-differs",
    cells: ["-", "note", "note", "error", "note"],
    fixture: (policy) => ({ served: withOtherLifetime(policy), txt: [OLD_ID] }),
  },
  {
    problem: "the new id while the old policy is served",
    check: "id-before-body",
    cells: ["-", "warning", "warning", "-", "-"],
    beside: ["served-differs"],
    fixture: (policy) => ({ served: withOtherLifetime(policy) }),
  },
  {
    problem: "the old id although the new policy is served",
    check: "id-stale",
    cells: ["-", "-", "warning", "idUpdate", "error"],
    fixture: () => ({ txt: [OLD_ID], options: { expectedId: "20261124000000Z" } }),
  },
  {
    problem: "an id that is a time before the last change of the policy",
    check: "id-older-than-policy",
    cells: ["-", "warning", "warning", "warning", "-"],
    fixture: (policy) => ({
      txt: [OLD_ID],
      history: { versions: [{ at: "2026-02-01T00:00:00.000Z", text: policy }] },
    }),
  },
  {
    problem: "a clock that differs from the server's by more than a day",
    check: "agent-clock",
    cells: WARNING,
    fixture: () => ({
      exchange: {
        headers: [
          ["content-type", "text/plain"],
          ["date", "Sat, 21 Nov 2026 08:00:00 GMT"],
        ],
      },
    }),
  },
  {
    problem: "a policy file that is gone",
    check: "removal-too-early",
    cells: COMMITTED,
    beside: ["policy-file-missing"],
    fixture: (policy) => ({
      served: policy.replace("mode: none", "mode: testing"),
      evidence: { policyFile: ABSENT },
    }),
  },
  {
    problem: "a TXT record that could not be looked up",
    check: "record-unanswered",
    cells: UNANSWERED,
    fixture: () => ({ evidence: { record: UNHEARD } }),
  },
  {
    problem: "MX records that could not be looked up",
    check: "mx-unanswered",
    cells: UNANSWERED,
    fixture: () => ({ evidence: { mx: UNHEARD } }),
  },
  {
    problem: "an MX host whose addresses could not be looked up",
    check: "mx-host-unanswered",
    cells: UNANSWERED,
    fixture: () => ({ evidence: { smtp: { [HOST]: FAILED } } }),
  },
  {
    problem: "a policy host that could not be looked up",
    check: "host-unanswered",
    cells: UNANSWERED,
    fixture: () => ({ evidence: { policyResource: FAILED } }),
  },
  {
    problem: "a policy host that was seen through a proxy",
    check: "host-not-as-senders",
    cells: UNANSWERED,
    fixture: () => ({ exchange: { via: "proxy" } }),
  },
  {
    problem: "a site of deployedUrl that could not be looked up",
    check: "deployed-site-unanswered",
    cells: UNANSWERED,
    fixture: () => ({ options: DEPLOYED_URL, evidence: { deployedSite: FAILED } }),
  },
];
