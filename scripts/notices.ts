// The bundles hold other people's code; their licenses ask that the notice goes with it.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Fault } from "./fault";

/** What a package holds that is not its makers' own. */
interface Contained {
  readonly name: string;
  readonly type: "Data" | "Library";
  /** An SPDX identifier. */
  readonly license: string;
  /** What its license asks to be said, in one sentence. */
  readonly notice: string;
}

/** By the name of the package. */
export const CONTAINED: { readonly [name: string]: readonly Contained[] } = {
  tldts: [
    {
      name: "Public Suffix List",
      type: "Data",
      license: "MPL-2.0",
      notice:
        "Contains the Public Suffix List, which is under the Mozilla Public License 2.0; its source is at https://publicsuffix.org/list/.",
    },
  ],
  undici: [
    {
      name: "llhttp",
      type: "Library",
      license: "MIT",
      notice:
        "Contains the HTTP parser llhttp, which is under the MIT License as well. Copyright Fedor Indutny, 2018.",
    },
  ],
};

/**
 * Text of the notices file.
 * @param packageFolders of the packages in the bundles, relative to the root, e.g. `node_modules/undici`
 * @throws Fault naming a package that has no license file
 */
export function notices(root: string, packageFolders: readonly string[]): string {
  const parts = packageFolders.map((folder) => {
    const { name, version, license } = JSON.parse(
      readFileSync(join(root, folder, "package.json"), "utf8"),
    );
    const parts = (CONTAINED[name] ?? []).map(({ notice }) => `${notice}\n\n`).join("");
    return `${name} ${version} (${license})\n\n${parts}${licenseText(root, folder)}`;
  });
  const rule = `\n\n${"-".repeat(80)}\n\n`;
  return `MTA-STS Policy Gate contains the following packages.${rule}${parts.join(rule)}\n`;
}

function licenseText(root: string, folder: string): string {
  const file = readdirSync(join(root, folder)).find((name) => /^licen[sc]e/i.test(name));
  if (file === undefined) throw new Fault(`${folder} ships in a bundle but has no license file`);
  return readFileSync(join(root, folder, file), "utf8")
    .replaceAll("\r", "")
    .trim();
}
