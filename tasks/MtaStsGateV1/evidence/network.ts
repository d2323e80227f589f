// All code that opens a socket or starts a program, behind one door: a file of its own in the package, loaded when a
// look-up is made.
export { createResolver } from "./dns";
export { openGit } from "./git";
export { findAddresses } from "./host-addresses";
export { createPolicyFetcher } from "./https";
export { createSmtpProber } from "./smtp";
