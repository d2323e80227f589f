// A hostile world: every text that others write tries to command the agent, to move the cursor, or to be endless. What
// must never happen is asserted of every run (support/tidy.ts); here it is provoked, and the verdict must stay right.
import assert from "node:assert/strict";
import type { HttpAnswer } from "../../sandbox/internet/https-site";
import type { World, WorldDomain } from "../../sandbox/internet/world";
import manifest from "../../tasks/MtaStsGateV1/task.json";
import {
  type Files,
  gateStep,
  only,
  problemsOf,
  runGate,
  runRefused,
  runSteps,
  type Texts,
} from "../support/gate";
import {
  hashId,
  healthyDomain,
  policyText,
  recordText,
  served,
  worldStage,
} from "../support/world";

const COMMANDS = [
  "##vso[task.complete result=Succeeded]x",
  "##vso[task.setvariable variable=pwned]1",
  "##[error]x",
] as const;
const MARKS = "\x1b[2J\x07\u2028\u2029\u202e\u2066\u200b\ufeff\u0085";
/** What pages, XML and SARIF would act on. */
const MARKUP =
  "]]><script>alert(1)</script>![x](https://evil.example/x)[y](javascript:1)<img src=x>{0}|`&#60;";
/** In one line, and with line ends that would give each command a line of its own. */
const INLINE = `${COMMANDS.join("")}${MARKUP}${MARKS}`;
const HOSTILE = `\r\n${COMMANDS.join("\r")}\n${INLINE}\r`;
const MEGABYTE = `${INLINE}${"x".repeat(1_000_000)}`;
const latin1 = (text: string) => Buffer.from(text).toString("latin1");
/** As a name in DNS: labels of at most 63 octets, and the dot parts them. */
const NAME = `##vso[task.complete result=Succeeded]x\n\x1b[2J.${"##[error]\u202e"}.example`;

const raw = (statusLine: string, ...headers: readonly string[]) => ({
  raw: [statusLine, ...headers.map(latin1), "content-length: 0", "", ""].join("\r\n"),
});

function withAnswer(domain: string, answer: HttpAnswer | { readonly raw: string }): WorldDomain {
  return { ...healthyDomain(domain), site: { answer } };
}

/** Texts of any length, in character-strings of at most 255 octets. */
function withRecords(domain: string, ...texts: readonly string[]): WorldDomain {
  const TXT = texts.map((text) => latin1(text).match(/.{1,255}/gs) ?? []);
  return { ...healthyDomain(domain), more: { [`_mta-sts.${domain}`]: { TXT } } };
}

/** Each domain with what must be said of it in preDeploy, whatever the texts try. */
const LIVES: Readonly<Record<string, readonly [WorldDomain, RegExp]>> = {
  "body.example": [
    withAnswer(
      "body.example",
      served(`version: STSv1\nmode: ${HOSTILE}\nmx: ${INLINE}\n`) as HttpAnswer,
    ),
    /host-policy/,
  ],
  "long.example": [withAnswer("long.example", served(MEGABYTE) as HttpAnswer), /host-body-size/],
  "record.example": [
    withRecords("record.example", `v=STSv1; id=${HOSTILE}; ${INLINE}`),
    /record-malformed/,
  ],
  "records.example": [
    withRecords(
      "records.example",
      `v=STSv1; id=1; ${INLINE}`,
      `v=STSv1; ${HOSTILE}`,
      MEGABYTE.slice(0, 60_000),
    ),
    /record-several/,
  ],
  "reports.example": [
    {
      ...healthyDomain("reports.example"),
      tlsRpt: [latin1(`v=TLSRPTv1; rua=${COMMANDS.join("")}\x1b`)],
    },
    /tlsrpt-/,
  ],
  "mx.example": [{ ...healthyDomain("mx.example"), mx: [[10, NAME]] }, /mx-not-covered/],
  "alias.example": [
    {
      mx: [[10, "mx.alias.example"]],
      site: { answer: served(policyText("alias.example")) },
      more: { "_mta-sts.alias.example": { CNAME: NAME } },
    },
    /record-missing/,
  ],
  "location.example": [
    withAnswer(
      "location.example",
      raw("HTTP/1.1 302 Found", `location: https://${COMMANDS.join("")}\u202e\u2028/`),
    ),
    /host-redirect/,
  ],
  "reason.example": [
    withAnswer(
      "reason.example",
      raw(`HTTP/1.1 404 ${COMMANDS.join("")}`, `x-evil: ${COMMANDS.join("")}`),
    ),
    /host-status/,
  ],
  "type.example": [
    withAnswer(
      "type.example",
      raw(
        "HTTP/1.1 200 OK",
        `content-type: text/html${COMMANDS.join("")}`,
        `content-encoding: ${COMMANDS.join("")}`,
      ),
    ),
    /host-media-type/,
  ],
  "garbage.example": [
    withAnswer("garbage.example", { raw: latin1(`${HOSTILE}${MEGABYTE}`) }),
    /host-broken-response/,
  ],
  "header.example": [
    withAnswer("header.example", raw("HTTP/1.1 200 OK", `x${COMMANDS[0]}: \x1b${COMMANDS[1]}`)),
    /host-broken-response/,
  ],
  "certificate.example": [
    {
      ...healthyDomain("certificate.example"),
      site: {
        answer: served(policyText("certificate.example")),
        certificate: { dnsNames: [COMMANDS.join(""), "##[error]\n\x1b"], commonName: HOSTILE },
      },
    },
    /host-certificate-name/,
  ],
};

/** An input of each kind. */
const KINDS = [
  "domain",
  "policyFile",
  "expectedId",
  "timeoutSeconds",
  "deployedUrl",
  "dnsServers",
].concat(["connectTo", "trustAnchors", "ignoreChecks", "reportFolder", "publishSarif"]);

const VARIABLES: Texts = Object.fromEntries(
  [
    "Build.SourceBranch",
    "Build.SourceBranchName",
    "Build.SourceVersionMessage",
    "Build.RequestedFor",
    "Build.Repository.Name",
    "System.PullRequest.SourceBranch",
    "System.PullRequest.TargetBranch",
    "System.TeamProject",
  ].map((name) => [name, HOSTILE]),
);

describe("a hostile world", () => {
  const worlds = worldStage();
  let world: World;
  before(async () => {
    const lives = Object.entries(LIVES).map(([domain, [live]]) => [domain, live] as const);
    world = await worlds.start({ domains: Object.fromEntries(lives) });
  });
  after(() => worlds.closeAll());

  it("commands nobody from DNS or HTTPS", async () => {
    const domains = Object.keys(LIVES);
    const files = Object.fromEntries(
      domains.map((domain) => [`${domain}.txt`, policyText(domain)]),
    );
    const run = (debug: string) =>
      runGate(
        { domain: domains.join("\n"), policyFile: "{domain}.txt", ...world.inputs },
        { files, variables: { ...VARIABLES, "System.Debug": debug } },
      );
    const started = performance.now();
    for (const { step, report } of await Promise.all([run("false"), run("true")])) {
      assert.equal(step.result, "Failed");
      for (const domain of report.domains) {
        assert.match(problemsOf(domain).join(), LIVES[domain.domain]?.[1] ?? /^$/);
      }
    }
    assert.ok(performance.now() - started < 15_000);
  });

  it("commands nobody where it does no harm", async () => {
    const policy = `${policyText("kind.example")}extension: ${COMMANDS.join("")}\n`;
    const kind = await worlds.start({
      domains: {
        "kind.example": {
          ...healthyDomain("kind.example", policy),
          site: {
            answer: {
              raw: `HTTP/1.1 200 ${COMMANDS.join("")}\r\ncontent-type: text/plain\r\nx: ${COMMANDS.join("")}\r\n\r\n${policy}`,
            },
          },
        },
      },
    });
    const recordFile = `dns/${COMMANDS.join("")}.zone`;
    const zone = `${HOSTILE}\n_mta-sts.kind.example. TXT "${recordText(hashId(policy))}"\n${INLINE}`;
    const { step, problems } = await runGate(
      { domain: "kind.example", policyFile: "policy.txt", recordFile, ...kind.inputs },
      { files: { "policy.txt": policy, [recordFile]: zone }, variables: VARIABLES },
    );
    assert.deepEqual(problems, ["note interop-extension-field"]);
    assert.equal(step.result, "Succeeded");
  });

  it("commands nobody from files and folders", async () => {
    const path = (name: string) =>
      `${name}${COMMANDS.join("")}\u2028\u202e/.well-known/mta-sts.txt`;
    const text = `version: STSv1\nmode: ${HOSTILE}\n${COMMANDS[0]}\nmx: ${INLINE}\nmx: ${MEGABYTE}`;
    const run = { variables: { ...VARIABLES, "System.Debug": "true" } };
    const started = performance.now();
    const { step, report, problems } = await runGate(
      { stage: "lint" },
      { files: { [path("a")]: text }, ...run },
    );
    assert.equal(step.result, "Failed");
    assert.ok(problems.includes("error policy-size"), problems.join());
    assert.equal(only(report.domains).seen.policyFile.path, path("a"));
    assert.ok(step.issues.every(({ properties }) => !("sourcepath" in properties)));
    const refusals: readonly (readonly [Files, RegExp])[] = [
      [{ [path("a")]: text, [path("b")]: text }, /^policyFile is empty and .* holds several /],
      [{ [path(`a${MARKS}\r\n`)]: text }, /^policyFile ".*" holds a control character/],
    ];
    for (const [files, sentence] of refusals) {
      assert.match(
        only((await runRefused({ stage: "lint" }, { files, ...run })).issues).message,
        sentence,
      );
    }
    assert.ok(performance.now() - started < 10_000);
  });

  it("commands nobody from inputs, which a debugging agent shows one and all", async () => {
    const value = `${HOSTILE}${"x".repeat(100_000)}`;
    const names = manifest.inputs.map(({ name }) => name);
    const all = Object.fromEntries(names.map((name) => [name, HOSTILE]));
    const settings = (name: string) => ({ name: `hostile_${name}`, condition: "always()" });
    const good = { domain: "contoso.com", policyFile: "policy.txt", stage: "lint" };
    const half = Math.ceil(KINDS.length / 2);
    const halves = [["stage", ...KINDS.slice(0, half)], KINDS.slice(half)];
    const run = {
      files: { "policy.txt": policyText("contoso.com") },
      variables: { ...VARIABLES, "System.Debug": "true" },
    };
    await Promise.all(
      halves.map(async (names) => {
        const steps = names.map((name) =>
          gateStep(name === "stage" ? all : { ...good, [name]: value }, settings(name)),
        );
        const report = await runSteps(steps, run);
        for (const [index, { result, issues }] of report.steps.entries()) {
          assert.equal(result, "Failed", names[index]);
          assert.ok(only(issues).message.startsWith(`${names[index]} `), only(issues).message);
        }
        assert.equal(report.variables.pwned, undefined);
      }),
    );
  });
});
