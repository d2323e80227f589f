// Domain names as RFC 5321 section 4.1.2 and RFC 1035 section 2.3.4 spell them. Pure.
import { domainToASCII, domainToUnicode } from "node:url";
import { MAX_LABEL_OCTETS, MAX_NAME_LENGTH } from "./limits";

/** True for one label of letters, digits and inner hyphens; no length limit (the grammar has none). */
export function isLdhLabel(label: string): boolean {
  return /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/.test(label);
}

/** True for a name that DNS can carry as a host name: LDH labels of at most 63 octets, 253 characters in all. */
export function isHostName(name: string): boolean {
  return (
    name.length <= MAX_NAME_LENGTH &&
    name.split(".").every((label) => label.length <= MAX_LABEL_OCTETS && isLdhLabel(label))
  );
}

/** Lower case, without the root dot: the form in which names are compared (RFC 4343). */
export function canonicalName(name: string): string {
  const lower = asciiLowerCase(name);
  return lower.endsWith(".") ? lower.slice(0, -1) : lower;
}

/** ASCII-only lower case: DNS compares only A to Z without regard to case. */
export function asciiLowerCase(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** True where a label is not plain ASCII, so the name needs its A-label form. */
export function hasNonAscii(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole ASCII range is meant
  return /[^\x00-\x7f]/.test(text);
}

/** The A-label form of a name (RFC 5890), or undefined where it has none. A leading `*.` is kept. */
export function toALabels(name: string): string | undefined {
  // Encoding costs the square of a label's length, and no name of this length fits into DNS.
  if (name.length > 4 * MAX_NAME_LENGTH) return undefined;
  const [wildcard, base] = name.startsWith("*.") ? ["*.", name.slice(2)] : ["", name];
  const ascii = domainToASCII(base);
  return ascii !== "" && isHostName(ascii) ? wildcard + ascii : undefined;
}

/** The U-label form for people, or the name itself where it has none. */
export function toULabels(name: string): string {
  const unicode = name.includes("xn--") ? domainToUnicode(name) : "";
  return unicode === "" ? name : unicode;
}

/** True for an IPv4 address in dotted decimal, an IPv6 address, or either in an address literal's brackets. */
export function isAddress(text: string): boolean {
  const bare = text.startsWith("[") && text.endsWith("]") ? text.slice(1, -1) : text;
  const v6 = bare.replace(/^IPv6:/i, "");
  return isIpv4(bare) || (v6.split(":").length > 2 && /^[0-9A-Fa-f:.]+$/.test(v6));
}

/** True for four decimal numbers of at most 255 with dots between. */
export function isIpv4(text: string): boolean {
  return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) && text.split(".").every((part) => +part <= 255);
}

/** The Policy Host of a Policy Domain (RFC 8461 section 3.2). */
export function policyHostOf(policyDomain: string): string {
  return `mta-sts.${policyDomain}`;
}

/** The owner of the TXT record of a Policy Domain (RFC 8461 section 3.1). */
export function recordNameOf(policyDomain: string): string {
  return `_mta-sts.${policyDomain}`;
}

/** The owner of the TLSRPT record of a Policy Domain (RFC 8460 section 3). */
export function tlsRptNameOf(policyDomain: string): string {
  return `_smtp._tls.${policyDomain}`;
}

/** A name beside the TXT record that nobody publishes. It never changes, so that evidence can be compared. */
export function wildcardProbeNameOf(policyDomain: string): string {
  return `_mta-sts-gate-probe.${policyDomain}`;
}

/** Names where the TXT record is found by mistake; the last is the parent's, where there is a parent below the top. */
export function misplacedNamesOf(policyDomain: string): readonly string[] {
  const parent = policyDomain.slice(policyDomain.indexOf(".") + 1);
  return [
    policyHostOf(policyDomain),
    policyDomain,
    `_mta_sts.${policyDomain}`,
    // What a panel makes of a whole name where it expects one relative to the zone.
    `${recordNameOf(policyDomain)}.${policyDomain}`,
    ...(parent.includes(".") ? [recordNameOf(parent)] : []),
  ];
}
