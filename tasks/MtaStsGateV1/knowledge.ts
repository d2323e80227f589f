// Facts and skills that never change during a run and are loaded when first asked for.
import type { Knowledge } from "./deployment";

/** The Public Suffix List and the YAML library are large and seldom wanted, so each is a file of its own in the package. */
export const knowledge: Knowledge = {
  isPublicSuffix: (name) =>
    (require("./mta-sts/public-suffix") as typeof import("./mta-sts/public-suffix")).isPublicSuffix(
      name,
    ),
  parseYaml: (text) =>
    (require("./pipelines/yaml-tree") as typeof import("./pipelines/yaml-tree")).parseYaml(text),
};
