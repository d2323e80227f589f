// The list of what is in the bundles, in the form of CycloneDX 1.6: those who look for a version with a hole in it read
// it by program. It holds neither time nor serial number, so that the same bundles give the same list.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Enums, Models, Serialize, SPDX, Spec } from "@cyclonedx/cyclonedx-library";
import { Fault } from "./fault";
import { CONTAINED } from "./notices";

/** A package as package-lock.json has it. */
interface LockedPackage {
  readonly version: string;
  readonly license?: string;
  /** Of the archive that npm installs, e.g. `sha512-…` in base64. */
  readonly integrity?: string;
  readonly dependencies?: { readonly [name: string]: string };
}

interface Lock {
  readonly packages: { readonly [folder: string]: LockedPackage | undefined };
}

/**
 * Text of the list.
 * @param packageFolders of the packages in the bundles, relative to the root, e.g. `node_modules/undici`
 * @throws Fault naming a package that is not in package-lock.json, or whose license or hash is not there
 */
export function billOfMaterials(root: string, packageFolders: readonly string[]): string {
  const readJson = (name: string) => JSON.parse(readFileSync(join(root, name), "utf8"));
  const { name, version, license } = readJson("package.json");
  const { packages }: Lock = readJson("package-lock.json");
  // Where node_modules is a link, the bundler names the folder that it leads to.
  const folders = packageFolders.map((folder) => folder.replace(/^.*?(?=node_modules\/)/, ""));
  const components = new Map(
    folders.map((folder) => [folder, componentOf(folder, packages[folder])]),
  );
  for (const [folder, component] of components) {
    for (const needed of Object.keys(packages[folder]?.dependencies ?? {})) {
      const found = components.get(folderOf(needed, folder, packages) ?? "");
      if (found !== undefined) component.dependencies.add(found.bomRef);
    }
  }
  const task = new Models.Component(Enums.ComponentType.Application, name, {
    bomRef: name,
    version,
    licenses: licenses(license),
  });
  for (const needed of Object.keys(packages[""]?.dependencies ?? {})) {
    const found = components.get(`node_modules/${needed}`);
    if (found !== undefined) task.dependencies.add(found.bomRef);
  }
  const bom = new Models.Bom({
    metadata: new Models.Metadata({
      component: task,
      lifecycles: new Models.LifecycleRepository([Enums.LifecyclePhase.Build]),
    }),
    components: new Models.ComponentRepository(components.values()),
  });
  const form = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6);
  return `${new Serialize.JsonSerializer(form).serialize(bom, { sortLists: true, space: 2 })}\n`;
}

function componentOf(folder: string, locked: LockedPackage | undefined): Models.Component {
  const [, group, name = ""] = /(?:^|\/)node_modules\/(?:(@[^/]+)\/)?([^/]+)$/.exec(folder) ?? [];
  const [, sha512] = /^sha512-(\S+)$/.exec(locked?.integrity ?? "") ?? [];
  if (locked?.license === undefined || sha512 === undefined) {
    throw new Fault(`package-lock.json has no license or no SHA-512 of ${folder}, which ships`);
  }
  const scope = group === undefined ? "" : `${encodeURIComponent(group)}/`;
  const purl = `pkg:npm/${scope}${name}@${locked.version}`;
  return new Models.Component(Enums.ComponentType.Library, name, {
    ...(group === undefined ? {} : { group }),
    bomRef: purl,
    purl,
    version: locked.version,
    licenses: licenses(locked.license),
    hashes: new Models.HashDictionary([
      [Enums.HashAlgorithm["SHA-512"], Buffer.from(sha512, "base64").toString("hex")],
    ]),
    components: new Models.ComponentRepository(
      (CONTAINED[group === undefined ? name : `${group}/${name}`] ?? []).map(
        (part) =>
          new Models.Component(Enums.ComponentType[part.type], part.name, {
            // Made up at random where there is none.
            bomRef: `${purl}#${encodeURIComponent(part.name)}`,
            licenses: licenses(part.license),
          }),
      ),
    ),
  });
}

function licenses(text: string): Models.LicenseRepository {
  return new Models.LicenseRepository([
    SPDX.isSupportedSpdxId(text)
      ? new Models.SpdxLicense(text)
      : new Models.LicenseExpression(text),
  ]);
}

/** Where Node finds a package that another one asks for: the nearest folder upwards. */
function folderOf(name: string, from: string, packages: Lock["packages"]): string | undefined {
  const candidate = join(from, "node_modules", name).replaceAll("\\", "/");
  if (packages[candidate] !== undefined) return candidate;
  const outer = /^(.*)\/node_modules\/(?:@[^/]+\/)?[^/]+$/.exec(from)?.[1];
  if (outer !== undefined) return folderOf(name, outer, packages);
  const top = `node_modules/${name}`;
  return packages[top] === undefined ? undefined : top;
}
