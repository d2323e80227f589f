// Names under which strangers register names: the Public Suffix List. Loaded only where a check asks for it.
import { parse } from "tldts";

/**
 * True for a name that the Public Suffix List holds, in its ICANN section (`com`, `co.uk`) or its private one
 * (`azurewebsites.net`, `github.io`). False for names that no rule of the list names, such as `lan`.
 */
export function isPublicSuffix(name: string): boolean {
  const { publicSuffix, isIcann, isPrivate } = parse(name, { allowPrivateDomains: true });
  const isListed = isIcann === true || isPrivate === true;
  return isListed && publicSuffix === name.toLowerCase();
}
