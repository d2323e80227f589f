// Where senders fetch a policy (RFC 8461 section 3.3), and names that people give to file and folder instead.

/** The folder, and the file in it. */
export const WELL_KNOWN = ".well-known";
export const POLICY_NAME = "mta-sts.txt";

/** True for the name of a policy file and for slips of it: case, a missing, second or other extension, a separator. */
export function isLikePolicyName(name: string): boolean {
  return /^mta[-_ .]?sts(?:\.te?xt)*$/i.test(name);
}

/** True for `.well-known` and for slips of it: case, the dot, the hyphen. */
export function isLikeWellKnown(name: string): boolean {
  return /^\.?well[-_ ]?known$/i.test(name);
}
