// The build as a whole, in copies of the repository: same octets wherever and whenever, the twin, the list of parts.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import Ajv from "ajv";
import { findTask, installExtension } from "../sandbox/agent/install";
import { billOfMaterials } from "../scripts/bill-of-materials";
import { development, type Edition, PUBLIC } from "../scripts/editions";
import { type BuiltExtension, buildExtension } from "../scripts/extension";
import { BILL_FILE, NOTICES_FILE, TASK_FILES, VSIX_FILES } from "../scripts/package-files";
import { readArchive } from "../scripts/vsix";
import { assertNone } from "./support/assert-none";
import { ROOT, textOf } from "./support/sources";

const SOURCES = ["tasks", "images", "overview.md", "LICENSE", "tsconfig.json"];
const MANIFESTS = ["package.json", "package-lock.json", "vss-extension.json"];

/** Folders of the packages that ship, and of those that they ask for. */
const PACKAGES = Object.entries(JSON.parse(textOf("package-lock.json")).packages)
  .filter(([folder, locked]) => folder !== "" && !(locked as { readonly dev?: true }).dev)
  .map(([folder]) => folder);

interface Component {
  readonly "bom-ref": string;
  readonly purl: string;
  readonly version: string;
  readonly hashes: readonly { readonly alg: string; readonly content: string }[];
  readonly licenses: readonly unknown[];
  readonly components?: readonly { readonly name: string; readonly licenses: readonly unknown[] }[];
}

describe("the extension", () => {
  let folder: string;
  let here: BuiltExtension;
  let elsewhere: BuiltExtension;
  let twin: BuiltExtension;
  let files: Readonly<Record<string, string>>;

  before(async function () {
    this.timeout(180_000);
    folder = mkdtempSync(join(tmpdir(), "extension-"));
    here = await buildIn("a", PUBLIC, { zone: "Asia/Kathmandu", umask: 0o022 });
    twin = await buildIn("a", development(), { zone: "UTC", umask: 0o022 });
    elsewhere = await buildIn("some/deeper folder", PUBLIC, {
      zone: "America/St_Johns",
      umask: 0o077,
    });
    files = await textsIn(here.vsix);
  });
  after(() => rmSync(folder, { recursive: true }));

  /** Builds in a copy of the repository, whose files are as old as the copy. */
  async function buildIn(
    name: string,
    edition: Edition,
    { zone, umask }: { readonly zone: string; readonly umask: number },
  ): Promise<BuiltExtension> {
    const before = { zone: process.env.TZ, umask: process.umask(umask) };
    process.env.TZ = zone;
    try {
      const root = join(folder, name);
      for (const path of [...SOURCES, ...MANIFESTS, ...PACKAGES]) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        cpSync(join(ROOT, path), join(root, path), { recursive: true });
      }
      return await buildExtension(root, edition);
    } finally {
      process.umask(before.umask);
      if (before.zone === undefined) delete process.env.TZ;
      else process.env.TZ = before.zone;
    }
  }

  async function textsIn(vsix: string): Promise<Readonly<Record<string, string>>> {
    const archive = await readArchive(vsix);
    return Object.fromEntries(archive.map(([name, octets]) => [name, String(octets)]));
  }

  it("has the same octets from another folder, at another time, in another time zone", () => {
    assert.notEqual(here.vsix, elsewhere.vsix);
    assert.ok(readFileSync(here.vsix).equals(readFileSync(elsewhere.vsix)));
  });

  it("holds what is on the list, and names no folder of the machine it was built on", () => {
    assert.deepEqual(Object.keys(files).sort(), [...VSIX_FILES].sort());
    assert.deepEqual(readdirSync(here.task).sort(), [...TASK_FILES].sort());
    const places = [folder, ROOT, tmpdir()].filter((place) => place.length > 1);
    assertNone(
      Object.entries(files)
        .filter(([, text]) => places.some((place) => text.includes(`${place}/`)))
        .map(([name]) => name),
    );
  });

  it("leaves its twin in a folder of its own, and nothing half done", () => {
    const root = join(folder, "a");
    assert.equal(
      relative(root, twin.vsix),
      join("dist", "dev", "mta-sts-policy-gate.mta-sts-policy-gate-dev-1.0.0.vsix"),
    );
    assert.deepEqual(readdirSync(join(root, "dist")).length, 3);
    assert.deepEqual(readdirSync(join(root, "dist", "dev")).length, 2);
  });

  it("differs from its twin in names alone", async () => {
    const other = await textsIn(twin.vsix);
    assert.deepEqual(Object.keys(other), Object.keys(files));
    const changed = Object.keys(files).filter((name) => files[name] !== other[name]);
    assert.deepEqual(changed, ["MtaStsGateV1/task.json", "extension.vsixmanifest"]);
    const lines = (text = "") => text.split("\n").map((line) => line.trim());
    const [open, closed] = [files, other].map((texts) => lines(texts["extension.vsixmanifest"]));
    assert.deepEqual(
      closed?.filter((line) => !open?.includes(line)),
      [
        `<Identity Language="en-US" Id="mta-sts-policy-gate-dev" Publisher="mta-sts-policy-gate" Version="1.0.0"/>`,
        "<DisplayName>MTA-STS Policy Gate (development)</DisplayName>",
        "<GalleryFlags>Preview</GalleryFlags>",
      ],
    );
  });

  it("is installed beside its twin", async () => {
    const agent = join(folder, "agent");
    for (const { vsix } of [here, twin]) await installExtension(vsix, agent);
    for (const name of ["MtaStsGate", "MtaStsGateDev"]) {
      assert.equal(findTask(`${name}@1`, agent)?.definition.name, name);
    }
  });

  describe("lists its parts", () => {
    let components: readonly Component[];
    before(() => {
      components = JSON.parse(files[BILL_FILE] ?? "").components;
    });

    it("as CycloneDX asks", () => {
      const faults = schemaFaults();
      assert.deepEqual(faults(JSON.parse(files[BILL_FILE] ?? "")), []);
      assert.notDeepEqual(faults({ bomFormat: "CycloneDX", specVersion: 1.6 }), []);
    });

    it("which are those of the notices, each with its license's text", () => {
      const notices = (files[NOTICES_FILE] ?? "").split(`\n\n${"-".repeat(80)}\n\n`).slice(1);
      const named = notices.map((notice) => {
        const [, name, version] = /^(\S+) (\S+) \(.+\)\n/.exec(notice) ?? [];
        assert.match(notice, /permission|licen[sc]e/i);
        return `pkg:npm/${name?.replace("@", "%40")}@${version}`;
      });
      assert.deepEqual(named.sort(), components.map(({ purl }) => purl).sort());
      assert.ok(named.includes("pkg:npm/%40leichtgewicht/ip-codec@2.0.5"));
    });

    it("with license, and the hash that npm checks", () => {
      const { packages } = JSON.parse(textOf("package-lock.json"));
      for (const { purl, licenses, hashes } of components) {
        const name = decodeURIComponent(purl).replace(/^pkg:npm\/(.*)@.*$/, "$1");
        const [hash] = hashes;
        assert.equal(licenses.length, 1);
        assert.equal(
          `sha512-${Buffer.from(hash?.content ?? "", "hex").toString("base64")}`,
          packages[`node_modules/${name}`].integrity,
        );
      }
    });

    it("with what they contain of others, and who needs whom", () => {
      const contained = components.flatMap((component) => component.components ?? []);
      assert.deepEqual(contained.map(({ name }) => name).sort(), ["Public Suffix List", "llhttp"]);
      const { dependencies } = JSON.parse(files[BILL_FILE] ?? "");
      const needed = (name: string) =>
        dependencies.find(({ ref }: { readonly ref: string }) => ref.includes(name)).dependsOn;
      assert.deepEqual(needed("npm/dns-packet"), ["pkg:npm/%40leichtgewicht/ip-codec@2.0.5"]);
      assert.equal(needed("mta-sts-policy-gate").length, 6);
    });

    it("without time and serial number", () => {
      assert.doesNotMatch(files[BILL_FILE] ?? "", /timestamp|serialNumber/);
    });
  });
});

describe("npm run build", () => {
  for (const [args, problem] of [
    [["--publisher", "contoso"], /^build: --publisher is for the twin/],
    [["--development"], /^build: Unknown option '--development'/],
  ] as const) {
    it(`refuses ${args.join(" ")} and builds nothing`, () => {
      const command = ["--import", "tsx", join(ROOT, "scripts/build.ts"), ...args];
      const { status, stdout, stderr } = spawnSync(process.execPath, command, {
        cwd: ROOT,
        encoding: "utf8",
      });
      assert.equal(status, 1);
      assert.equal(stdout, "");
      assert.match(stderr, problem);
    });
  }
});

describe("the list of parts", () => {
  it("is refused where package-lock.json does not know a package", () => {
    assert.throws(() => billOfMaterials(ROOT, ["node_modules/nobody"]), /of node_modules\/nobody/);
  });

  it("is the same where node_modules is a link", () => {
    const folders = ["node_modules/undici", "node_modules/yaml"];
    const linked = folders.map((folder) => `../elsewhere/${folder}`);
    assert.equal(billOfMaterials(ROOT, linked), billOfMaterials(ROOT, folders));
  });
});

/** What the JSON Schema of CycloneDX 1.6, which its library brings along, has against a list; empty: nothing. */
function schemaFaults(): (list: unknown) => readonly string[] {
  const library = dirname(
    createRequire(__filename).resolve("@cyclonedx/cyclonedx-library/package.json"),
  );
  const schema = (name: string) =>
    JSON.parse(readFileSync(join(library, "res/schema", `${name}.SNAPSHOT.schema.json`), "utf8"));
  const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false });
  for (const name of ["spdx", "jsf-0.82"]) {
    ajv.addSchema(schema(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
  }
  const isList = ajv.compile(schema("bom-1.6"));
  return (list) => {
    isList(list);
    return (isList.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
}
