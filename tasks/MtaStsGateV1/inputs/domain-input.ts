// The input `domain`: Policy Domains, and what people write in their place.
import { canonicalName } from "../mta-sts/names";
import { probableHostName, readHostName, withoutCredentials } from "./host-name-input";
import { bad, eachLine, good, type Reading, unfit } from "./reading";

const EXPECTED = "one domain name per line is";

/** Hosts that belong to a Policy Domain but are not it. */
const COMPANION = /^(?:mta-sts|www)\./;

/**
 * Policy Domains as lower-case A-labels, one per line, without repetitions.
 * @param isOptional true in `lint`, where an empty input means the one nameless domain ""
 */
export function readDomains(text: string, isOptional: boolean): Reading<readonly string[]> {
  const domains = eachLine(text, readDomain);
  if (!domains.ok) return domains;
  if (domains.value.length > 0) return good([...new Set(domains.value)]);
  return isOptional
    ? good([""])
    : bad(`is empty: ${EXPECTED} expected, such as contoso.com, in every stage but lint`);
}

function readDomain(line: string): Reading<string> {
  const owner = canonicalName(line);
  if (owner.startsWith("_mta-sts.")) {
    return unfit(line, "is the name of a TXT record", EXPECTED, probableDomain(owner));
  }
  const reading = readHostName(line);
  if (!reading.ok) {
    return unfit(withoutCredentials(line), reading.fault, EXPECTED, probableDomain(line));
  }
  return isPolicyHost(line, reading.name)
    ? unfit(
        line,
        "is a policy host (a mail domain of that very name is written with a dot at its end)",
        EXPECTED,
        probableDomain(line),
      )
    : good(reading.name);
}

/**
 * A Policy Domain may begin with `mta-sts`, but hardly any does, while the policy host is often given by mistake. Its
 * own policy host does not exist, so nothing would seem announced and the gate would stand open.
 */
function isPolicyHost(line: string, name: string): boolean {
  return name.startsWith("mta-sts.") && name.split(".").length > 2 && !line.endsWith(".");
}

function probableDomain(text: string): string | undefined {
  const withoutOwner = text.replace(/^(?:_[a-z-]+\.)+/i, "");
  const name = probableHostName(withoutOwner);
  const bare = name?.replace(COMPANION, "");
  return bare?.includes(".") ? bare : name;
}
