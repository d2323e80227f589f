// Names of hosts and domains in inputs: folded to lower-case A-labels, or refused with what was probably meant.
import { MAX_LABEL_OCTETS, MAX_NAME_LENGTH } from "../mta-sts/limits";
import { canonicalName, hasNonAscii, isAddress, toALabels } from "../mta-sts/names";
import { quote } from "../quote";
import { eachLine, good, type Reading, unfit } from "./reading";

const TOO_LONG = `is longer than ${MAX_NAME_LENGTH} characters`;

/** `fault` completes a clause: "is a URL". */
type HostNameReading =
  | { readonly ok: true; readonly name: string }
  | { readonly ok: false; readonly fault: string };

/** Reads a host name of at least two labels; U-labels are folded, the root dot is dropped. */
export function readHostName(text: string): HostNameReading {
  const foreign = foreignForm(text);
  if (foreign !== undefined) return { ok: false, fault: foreign };
  const given = canonicalName(text);
  if (given.length > MAX_NAME_LENGTH) return { ok: false, fault: TOO_LONG };
  const name = hasNonAscii(given) ? toALabels(given) : given;
  if (name === undefined) return { ok: false, fault: "has no A-label form" };
  const fault = labelFault(name);
  return fault === undefined ? { ok: true, name } : { ok: false, fault };
}

/** What the text is instead of a name, or the character that no name has. */
function foreignForm(text: string): string | undefined {
  const separator = /[\s,;]/.exec(text)?.[0];
  if (separator === ",") return "holds a comma";
  if (separator === ";") return "holds a semicolon";
  if (separator !== undefined) return "holds a blank";
  if (/:\/\/|[/?#\\]/.test(text)) return "is a URL";
  if (/^[^:]+:[0-9]+$/.test(text)) return "holds a port";
  if (text.includes("@")) return "is an e-mail address";
  if (isAddress(text)) return "is an IP address";
  if (text.includes("*")) return "holds a wildcard";
  if (text.includes("_")) return "holds an underscore";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII but letters, digits, hyphen and dot
  const stray = /[\x00-\x7f]/.exec(text.replace(/[A-Za-z0-9.-]+/g, ""))?.[0];
  return stray === undefined ? undefined : `holds ${quote(stray)}`;
}

function labelFault(name: string): string | undefined {
  const labels = name.split(".");
  if (labels.includes("")) return "has an empty label";
  if (labels.some((label) => label.length > MAX_LABEL_OCTETS)) {
    return `has a label longer than ${MAX_LABEL_OCTETS} characters`;
  }
  if (labels.some((label) => label.startsWith("-") || label.endsWith("-"))) {
    return "has a label that begins or ends with a hyphen";
  }
  if (labels.length < 2) return "has only one label";
  // No top-level domain is a number, so programs take such a name for an address.
  return /^[0-9]+$/.test(labels.at(-1) ?? "") ? "ends in a number" : undefined;
}

/** The name inside a URL, an e-mail address, a wildcard or a list; undefined where none or several can be seen. */
export function probableHostName(text: string): string | undefined {
  const names = text
    .slice(0, 2000)
    .split(/[\s,;<>"']+/)
    .map((part) => readHostName(bareHost(part)))
    .flatMap((reading) => (reading.ok ? [reading.name] : []));
  return names.length === 1 ? names[0] : undefined;
}

function bareHost(text: string): string {
  return text
    .replace(/^(?:[A-Za-z][A-Za-z0-9+.-]*:)?\/\//, "")
    .replace(/[/?#\\].*$/s, "")
    .replace(/^.*@/s, "")
    .replace(/:[0-9]*$/, "")
    .replace(/^\*?\.(?=.)/, "");
}

/** A user name or password in a URL is not for the log. */
export function withoutCredentials(text: string): string {
  return text.replace(/:\/\/[^/?#]*@/g, "://***@");
}

/** Host names of MX hosts, one per line, without repetitions. */
export function readMxHosts(text: string): Reading<readonly string[]> {
  const hosts = eachLine(text, (line) => {
    const reading = readHostName(line);
    return reading.ok
      ? good(reading.name)
      : unfit(
          withoutCredentials(line),
          reading.fault,
          "one host name per line is",
          probableHostName(line),
        );
  });
  return hosts.ok ? good([...new Set(hosts.value)]) : hosts;
}
