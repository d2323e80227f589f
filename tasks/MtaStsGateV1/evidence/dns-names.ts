// Domain names as they travel (RFC 1035 section 4.1.4): any octets, compressed. In the evidence they are plain ASCII.
import { MAX_LABEL_OCTETS, MAX_NAME_LENGTH } from "../mta-sts/limits";

/** The octets are no DNS message. Never leaves the reader of messages. */
export class Malformed extends Error {}

const POINTER = 0xc0;
const LABEL_OCTETS = 0x3f;
const DOT = 0x2e;
const BACKSLASH = 0x5c;

/**
 * Reads the name at `offset`, following compression pointers. Lower-case, without the root dot ("" is the root); a
 * dot or backslash inside a label gets a backslash, an octet that is no visible ASCII becomes `\DDD` (RFC 1035
 * section 5.1), so two different names never read alike.
 * @throws Malformed where the name is cut off, too long, or its pointers lead nowhere but backwards
 */
export function readName(message: Uint8Array, offset: number): { name: string; end: number } {
  const labels: string[] = [];
  let octets = 1;
  let at = offset;
  let end: number | undefined;
  let floor = offset;
  for (;;) {
    const length = octetAt(message, at);
    if (length === 0) return { name: labels.join("."), end: end ?? at + 1 };
    if ((length & POINTER) === POINTER) {
      const target = ((length & LABEL_OCTETS) << 8) | octetAt(message, at + 1);
      if (target >= floor) throw new Malformed("a compression pointer leads forward");
      end ??= at + 2;
      floor = target;
      at = target;
      continue;
    }
    if (length > LABEL_OCTETS) throw new Malformed("unknown kind of label");
    octets += length + 1;
    if (octets > MAX_NAME_LENGTH + 2) throw new Malformed("name longer than 255 octets");
    labels.push(labelAt(message, at + 1, length));
    at += length + 1;
  }
}

function octetAt(message: Uint8Array, at: number): number {
  const octet = message[at];
  if (octet === undefined) throw new Malformed("name cut off");
  return octet;
}

function labelAt(message: Uint8Array, start: number, length: number): string {
  let label = "";
  for (let at = start; at < start + length; at++) label += presented(octetAt(message, at));
  return label;
}

function presented(octet: number): string {
  const isUpperCase = octet >= 0x41 && octet <= 0x5a;
  const character = String.fromCharCode(isUpperCase ? octet | 0x20 : octet);
  if (octet === DOT || octet === BACKSLASH) return `\\${character}`;
  return octet > 0x20 && octet < 0x7f ? character : `\\${String(octet).padStart(3, "0")}`;
}

/** True for a name that can be put into a question as it stands: visible ASCII, labels of 1 to 63 octets. */
export function isAskable(name: string): boolean {
  return (
    name.length <= MAX_NAME_LENGTH &&
    name.split(".").every((label) => label.length <= MAX_LABEL_OCTETS && /^[!-[\]-~]+$/.test(label))
  );
}

/** True where `name` is the apex of `zone` or below it; every name is within the root "". */
export function isWithin(name: string, zone: string): boolean {
  return zone === "" || name === zone || name.endsWith(`.${zone}`);
}

/** The name with its first label gone; "" for a top-level name. */
export function parentOf(name: string): string {
  const dot = name.indexOf(".");
  return dot === -1 ? "" : name.slice(dot + 1);
}
