// As whom the probe greets (RFC 5321 section 4.1.1.1): a name that means something to others, else its address.
import { isIPv6 } from "node:net";
import { isHostName } from "../mta-sts/names";

/** Names that hold only inside a house: mDNS (RFC 6762), resolver defaults, RFC 6761, private use. */
const AT_HOME = /\.(?:local|localdomain|localhost|internal|lan)$/i;

/**
 * The argument of EHLO.
 * @param hostName of the agent
 * @param address of its end of the connection
 */
export function clientName(hostName: string, address: string): string {
  const isQualified = isHostName(hostName) && /\.[A-Za-z][A-Za-z0-9-]*$/.test(hostName);
  if (isQualified && !AT_HOME.test(hostName)) return hostName;
  // An address literal (RFC 5321 section 4.1.3). A zone index means nothing to others.
  const bare = address.replace(/%.*$/, "");
  return isIPv6(bare) ? `[IPv6:${bare}]` : `[${bare}]`;
}
