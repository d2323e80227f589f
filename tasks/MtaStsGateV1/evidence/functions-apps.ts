// What the evidence keeps of Azure Functions apps that serve a policy.
import type { RepositoryFile } from "./types";

/** A folder with a `host.json` and code that has to do with MTA-STS. */
export interface FunctionsApp {
  /** Relative to the repository, forward slashes; "." for its root. */
  readonly root: string;
  readonly hostJson: RepositoryFile;
  /** Code that names the policy, and the `function.json` files beside it. */
  readonly files: readonly RepositoryFile[];
}

/** The apps, and what sets their route prefix elsewhere. */
export interface FunctionsApps {
  readonly apps: readonly FunctionsApp[];
  /** Files that name the app setting of the route prefix. */
  readonly prefixSettings: readonly string[];
}
