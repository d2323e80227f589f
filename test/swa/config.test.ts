// What a configuration file says, where it says it, and what nobody can use.
import assert from "node:assert/strict";
import { EMPTY_CONFIG, readConfig } from "../../tasks/MtaStsGateV1/swa/config";

const read = (value: unknown) => readConfig(Buffer.from(JSON.stringify(value)));

describe("readConfig", () => {
  it("places every part", () => {
    const text = `{
  "routes": [
    { "route": "/*", "methods": ["get"], "statusCode": 301,
      "redirect": "/x" }
  ],
  "mimeTypes": { ".txt": "text/html" },
  "networking": {
    "allowedIpRanges": ["192.0.2.0/24"]
  }
}`;
    const { config, fault, unknownKeys, badValues } = readConfig(Buffer.from(text));
    assert.deepEqual([fault, unknownKeys, badValues], [undefined, [], []]);
    assert.deepEqual(config, {
      ...EMPTY_CONFIG,
      routes: [
        {
          line: 3,
          column: 5,
          pattern: "/*",
          methods: ["GET"],
          redirect: { line: 4, column: 19, value: "/x" },
          statusCode: { line: 3, column: 56, value: 301 },
          headers: [],
        },
      ],
      mimeTypes: [{ line: 6, column: 18, name: ".txt", value: "text/html" }],
      allowedIpRanges: { line: 8, column: 24, value: ["192.0.2.0/24"] },
    });
  });

  it("knows every key of the documentation", () => {
    const action = { rewrite: "/x", statusCode: 404 };
    const { unknownKeys, badValues } = read({
      $schema: "https://json.schemastore.org/staticwebapp.config.json",
      routes: [
        { route: "/a", methods: ["GET"], allowedRoles: ["x"], headers: { a: "b" }, ...action },
        { route: "/b", redirect: "/c" },
      ],
      navigationFallback: { rewrite: "/index.html", exclude: ["*.txt"] },
      responseOverrides: {
        "400": action,
        "401": { redirect: "/", statusCode: 302 },
        "403": action,
      },
      mimeTypes: { ".txt": "text/plain" },
      globalHeaders: { a: "b" },
      auth: { rolesSource: "/api/roles", identityProviders: { anything: { at: ["all"] } } },
      networking: { allowedIpRanges: [] },
      forwardingGateway: { allowedForwardedHosts: [], requiredHeaders: {} },
      platform: { apiRuntime: "node:20", later: 1 },
      trailingSlash: "auto",
    });
    assert.deepEqual([unknownKeys, badValues], [[], []]);
  });

  it("names keys that nobody knows", () => {
    const { unknownKeys } = read({
      route: [],
      routes: [{ route: "/", allowedRole: ["x"] }],
      navigationFallback: { rewrite: "/", excludes: [] },
      responseOverrides: { "404": { serve: "/" } },
      networking: { allowedIpRange: [] },
      forwardingGateway: { requiredHeader: {} },
    });
    assert.deepEqual(
      unknownKeys.map(({ within, key }) => `${within}: ${key}`),
      [
        ": route",
        "networking: allowedIpRange",
        "forwardingGateway: requiredHeader",
        "a route: allowedRole",
        "navigationFallback: excludes",
        "responseOverrides.404: serve",
      ],
    );
  });

  const BAD: readonly (readonly [unknown, string])[] = [
    [[], "an array where the file has to be an object"],
    ["x", "a string where the file has to be an object"],
    [{ routes: {} }, "an object where routes has to be an array"],
    [{ routes: [[]] }, "an array where a route has to be an object"],
    [{ routes: [{}] }, 'a route without "route"'],
    [{ routes: [{ route: 1 }] }, "a number where route takes a text"],
    [
      { routes: [{ route: "/*/x" }] },
      "a wildcard that is neither the end of a route nor before extensions",
    ],
    [
      { routes: [{ route: "/", redirect: "/a", rewrite: "/b" }] },
      "a rewrite beside a redirect, which exclude each other",
    ],
    [
      { routes: [{ route: "/", statusCode: "404" }] },
      "a string where statusCode takes a whole number",
    ],
    [
      { routes: [{ route: "/", statusCode: 4.5 }] },
      "a number where statusCode takes a whole number",
    ],
    [
      { routes: [{ route: "/", allowedRoles: "anonymous" }] },
      "a string where allowedRoles has to be an array",
    ],
    [{ routes: [{ route: "/", methods: [1] }] }, "a number where methods takes a text"],
    [{ routes: [{ route: "/", headers: { a: null } }] }, "null where headers takes a text"],
    [{ globalHeaders: { a: true } }, "a boolean where globalHeaders takes a text"],
    [{ mimeTypes: { txt: "text/plain" } }, "a file extension without its dot"],
    [
      { navigationFallback: "/index.html" },
      "a string where navigationFallback has to be an object",
    ],
    [
      { responseOverrides: { "404": "/404.html" } },
      "a string where responseOverrides.404 has to be an object",
    ],
  ];
  for (const [value, words] of BAD) {
    it(`says that there is ${words}`, () => {
      assert.deepEqual(
        read(value).badValues.map((bad) => bad.words),
        [words],
      );
    });
  }

  it("leaves out an entry that has no use, and keeps the others", () => {
    const { config } = read({ routes: [{}, { route: "/a", statusCode: "x" }], globalHeaders: [] });
    assert.deepEqual(
      config.routes.map(({ pattern, statusCode }) => [pattern, statusCode]),
      [["/a", undefined]],
    );
    assert.deepEqual(config.globalHeaders, []);
  });

  it("gives an empty configuration where the text says too little", () => {
    const { config, fault } = readConfig(Buffer.from('{"routes": [{"route" "/*"}]}'));
    assert.deepEqual(config, EMPTY_CONFIG);
    assert.equal(fault?.words, "no colon behind a name");
  });
});
