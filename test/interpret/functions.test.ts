// Which functions of an app are the policy's, whose content type counts, and what could not be read.
import assert from "node:assert/strict";
import type { FunctionsSight } from "../../tasks/MtaStsGateV1/functions/http-function";
import { readFunctions } from "../../tasks/MtaStsGateV1/interpret/functions";

const SERVING = '// mta-sts over http\nreturn { "Content-Type": "text/plain" };\n';
const node = (name: string, route = "x") =>
  `app.http("${name}", { route: "${route}", handler: () => 0 });\n`;
const json = (route: string) =>
  JSON.stringify({ bindings: [{ type: "httpTrigger", direction: "in", route }] });
const dotnet = (name: string) =>
  `[Function("${name}")] public R Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "x")] R r)\n`;

function sightOf(files: Readonly<Record<string, string>>): FunctionsSight {
  const fileOf = ([path, text]: readonly [string, string]) => {
    const bytes = Buffer.from(text);
    return { path, octets: bytes.length, bytesBase64: bytes.toString("base64") };
  };
  const seen = readFunctions({
    status: "found",
    value: {
      apps: [
        {
          root: ".",
          hostJson: fileOf(["host.json", '{ "version": "2.0" }']),
          files: Object.entries(files).map(fileOf),
        },
      ],
      prefixSettings: [],
    },
  });
  assert.ok(seen.status === "found");
  const [sight] = seen.value.apps;
  assert.ok(sight);
  return sight;
}

const namesIn = (files: Readonly<Record<string, string>>) =>
  sightOf(files).functions.map(({ name }) => name);
const typesIn = (files: Readonly<Record<string, string>>) =>
  sightOf(files).contentTypes.map(({ file }) => file);
const unreadIn = (files: Readonly<Record<string, string>>) => sightOf(files).unread;

describe("the functions of the policy", () => {
  it("are those that are named after it, or whose route is", () => {
    const source = [
      node("other"),
      node("MtaSts"),
      node("policy", "{d}/.well-known/{f}"),
      `app.http("none", { handler: () => 0 });\n`,
    ].join("");
    assert.deepEqual(namesIn({ "src/all.js": source }), ["MtaSts", "policy"]);
  });

  it("are the only one of a file, whatever its name", () => {
    assert.deepEqual(namesIn({ "src/one.js": node("other") }), ["other"]);
    assert.deepEqual(namesIn({ "src/one.js": `app.http("none", { handler: h });\n` }), ["none"]);
  });

  it("are none of several that have other names", () => {
    assert.deepEqual(namesIn({ "src/all.js": node("a") + node("b") }), []);
  });

  it("are read by the kind of their file", () => {
    for (const path of ["a/f.js", "a/f.mjs", "a/f.cjs", "a/f.ts", "a/F.MTS"]) {
      assert.deepEqual(namesIn({ [path]: node("mta-sts") }), ["mta-sts"], path);
    }
    for (const path of ["a/f.jsx", "a/f.js.txt", "a/f.vjs", "a/fjs"]) {
      assert.deepEqual(namesIn({ [path]: node("mta-sts") }), [], path);
    }
    assert.deepEqual(namesIn({ "a/F.cs": dotnet("mtasts") }), ["mtasts"]);
    assert.deepEqual(namesIn({ "a/F.csx": dotnet("mtasts"), "a/Fcs": dotnet("mtasts") }), []);
    assert.deepEqual(namesIn({ "mta-sts/function.json": json("y") }), ["mta-sts"]);
  });
});

describe("the content types of the policy", () => {
  it("are those of the file that holds its only function", () => {
    assert.deepEqual(typesIn({ "src/one.js": node("mta-sts") + SERVING, "src/two.js": SERVING }), [
      "src/one.js",
    ]);
  });

  it("are not told where the file has other functions too", () => {
    assert.deepEqual(typesIn({ "src/all.js": node("mta-sts") + node("a") + SERVING }), []);
  });

  it("are those of the code beside function.json, and of no other folder", () => {
    const files = {
      "mta-sts/function.json": json("y"),
      "mta-sts/index.js": SERVING,
      "other/index.js": SERVING,
      "index.js": SERVING,
    };
    assert.deepEqual(typesIn(files), ["mta-sts/index.js"]);
  });

  it("are not those of the code beside a function in code", () => {
    assert.deepEqual(typesIn({ "src/one.js": node("mta-sts"), "src/type.js": SERVING }), []);
  });

  it("are not read out of function.json", () => {
    const noted = JSON.stringify({
      bindings: [{ type: "httpTrigger", direction: "in", route: "y" }],
      "Content-Type": "text/css",
    });
    assert.deepEqual(typesIn({ "mta-sts/function.json": noted }), []);
  });
});

describe("code that serves the policy in a way of its own", () => {
  it("is told where it stands apart from every function that was read", () => {
    assert.deepEqual(unreadIn({ "src/serve.py": SERVING }), ["src/serve.py"]);
    const beside = { "src/one.js": node("mta-sts"), "src/serve.py": SERVING };
    assert.deepEqual(unreadIn(beside), []);
    const apart = { "src/one.js": node("mta-sts"), "lib/serve.py": SERVING, "serve.py": SERVING };
    assert.deepEqual(unreadIn(apart), ["lib/serve.py", "serve.py"]);
    assert.deepEqual(unreadIn({ "one.js": node("mta-sts"), "serve.py": SERVING }), []);
    assert.deepEqual(unreadIn({ "a/b/one.js": node("mta-sts"), "a/serve.py": SERVING }), [
      "a/serve.py",
    ]);
  });

  it("names the policy and HTTP", () => {
    assert.deepEqual(unreadIn({ "a.py": "mta-sts\n" }), []);
    assert.deepEqual(unreadIn({ "a.py": "http\n" }), []);
    assert.deepEqual(unreadIn({ "a.py": "STSv1 by HTTP\n" }), ["a.py"]);
  });

  it("is no test", () => {
    for (const path of ["a.test.py", "a.spec.py", "tests/a.py", "test/a.py", "x/tests/a.py"]) {
      assert.deepEqual(unreadIn({ [path]: SERVING }), [], path);
    }
    for (const path of ["latest/a.py", "testing/a.py", "atest.py"]) {
      assert.deepEqual(unreadIn({ [path]: SERVING }), [path]);
    }
  });

  it("is never function.json", () => {
    const noted = JSON.stringify({ bindings: [], note: "mta-sts over http" });
    assert.deepEqual(unreadIn({ "a/function.json": noted }), []);
  });
});
