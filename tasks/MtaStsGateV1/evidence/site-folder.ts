// What the evidence keeps of the folder that is deployed: names as they are spelled, and the hosting files.
import type { RepositoryFile } from "./types";

/** The folder that is deployed, as it lies in the repository. All paths but `named` are relative to the repository. */
export interface SiteFolder {
  /** Forward slashes; "." for the repository's root. */
  readonly root: string;
  /** Names in it that say something of hosting or the policy, as they are spelled; folders end with a slash. */
  readonly names: readonly string[];
  /** Its folders that are called like `.well-known`, with their files that are called like the policy. */
  readonly wellKnown: readonly { readonly folder: string; readonly names: readonly string[] }[];
  /** Files called like `staticwebapp.config.json`: in it, below it, and in the folders above it. */
  readonly configs: readonly RepositoryFile[];
  /** `routes.json` in it. */
  readonly routes?: RepositoryFile;
  /** Files of the site that a configuration names, as paths of requests: `/index.html`. */
  readonly named: readonly string[];
  /** Those of them that are texts. */
  readonly texts: readonly RepositoryFile[];
  /** Other files called `mta-sts.txt`. */
  readonly copies: readonly RepositoryFile[];
  /** Files in it and in the folders above it that tell of a build, such as `package.json`. */
  readonly buildFiles: readonly string[];
  /** Pipelines and workflows that deploy a Static Web App. */
  readonly deployers: readonly Deployer[];
}

/** A pipeline or workflow that deploys a Static Web App. */
export interface Deployer {
  /** Relative to the repository root, forward slashes. */
  readonly path: string;
  /** Its lines that say what is deployed, and those that make or move a page or a policy. */
  readonly lines: readonly string[];
}
