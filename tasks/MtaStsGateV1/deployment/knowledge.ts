// What judging needs beside the deployment.
import type { Check } from "../checks/check";
import type { Family } from "../checks/families";
import type { ParseYaml } from "../pipelines/yaml-node";

/** Facts from outside the evidence that never change during a run. */
export interface Knowledge {
  /** The checks of a family, loaded when they are asked for. */
  readonly checksOf: (family: Family) => readonly Check[];
  /** True for a name under which strangers register names, such as `co.uk` (Public Suffix List). */
  readonly isPublicSuffix: (name: string) => boolean;
  readonly parseYaml: ParseYaml;
}
