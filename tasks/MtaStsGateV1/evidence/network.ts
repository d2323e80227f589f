// All code that opens a socket, behind one door: a file of its own in the package, loaded when a look-up is made.
export { isInternalAddress } from "./addresses";
export { createResolver } from "./dns";
export { fetchPolicy } from "./https";
