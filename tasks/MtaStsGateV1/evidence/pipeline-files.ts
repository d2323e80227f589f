// What the evidence keeps of the repository's pipelines: their texts without secrets, and the folders that they name.
import type { RepositoryFile } from "./types";

/** The Azure Pipelines files that run the gate or deploy something. All paths have forward slashes. */
export interface PipelineFiles {
  /** Literal secrets are written over with `REDACTED`, sign by sign. */
  readonly files: readonly RepositoryFile[];
  /** Folders of the repository whose name stands in one of the files. */
  readonly folders: readonly string[];
  /** Files called `mta-sts.txt`. */
  readonly policies: readonly string[];
  /** Files that tell of a build, such as `package.json`. */
  readonly builds: readonly string[];
}
