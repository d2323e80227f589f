// A fixture's repository on the disk: a page and a policy in `home`, what its folder `repository` holds over them.
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lookAtFunctions } from "../../tasks/MtaStsGateV1/evidence/functions";
import { lookAtPipelines } from "../../tasks/MtaStsGateV1/evidence/pipelines";
import { readRepositoryFile } from "../../tasks/MtaStsGateV1/evidence/repository";
import { openSites } from "../../tasks/MtaStsGateV1/evidence/site";
import type { Evidence } from "../../tasks/MtaStsGateV1/evidence/types";
import type { Options } from "../../tasks/MtaStsGateV1/options";

/** A repository made from a fixture. */
export interface SiteRepository {
  /** Absolute. */
  readonly root: string;
  readonly remove: () => void;
}

/** True for a fixture that says something of the files of a site. */
export function hasRepository(fixtureFolder: string, without: readonly string[] = []): boolean {
  return without.length > 0 || existsSync(join(fixtureFolder, "repository"));
}

/** Writes the repository of a fixture into a new folder. */
export function makeSite(
  fixtureFolder: string,
  policy: string | Uint8Array,
  without: readonly string[] = [],
): SiteRepository {
  const root = mkdtempSync(join(tmpdir(), "site-"));
  mkdirSync(join(root, "home/.well-known"), { recursive: true });
  writeFileSync(join(root, "home/.well-known/mta-sts.txt"), policy);
  writeFileSync(join(root, "home/index.html"), "<h1>MTA-STS policy host</h1>\n");
  for (const path of without) rmSync(join(root, path), { recursive: true });
  const own = join(fixtureFolder, "repository");
  if (existsSync(own)) cpSync(own, root, { recursive: true });
  return { root, remove: () => rmSync(root, { recursive: true }) };
}

/** What the gate sees of it. */
export function lookAtSite(
  { root }: SiteRepository,
  options: Options,
): Pick<Evidence, "policyFile" | "site" | "functions" | "pipelines"> {
  const { policyFile, domains } = options;
  const domain = domains[0] ?? "";
  return {
    policyFile:
      policyFile === undefined
        ? { status: "skipped", reason: "policyFile names no file" }
        : readRepositoryFile(root, policyFile.replaceAll("{domain}", domain)),
    site: openSites({ ...options, repositoryRoot: root })(domain),
    functions: lookAtFunctions({ ...options, repositoryRoot: root }),
    pipelines: lookAtPipelines({ ...options, repositoryRoot: root }),
  };
}
