// Facts that never change during a run and are loaded when first asked for.
import type { Knowledge } from "./deployment";

/** The Public Suffix List is large and asked only about wildcards, so it is a file of its own in the package. */
export const knowledge: Knowledge = {
  isPublicSuffix: (name) =>
    (require("./mta-sts/public-suffix") as typeof import("./mta-sts/public-suffix")).isPublicSuffix(
      name,
    ),
};
