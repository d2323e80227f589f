// Phrases that the policy-* checks share, so that the same thing is said in the same words.
import { quote } from "../quote";

/** What a defect means for mail that makes a conforming sender refuse the whole text. */
export const VOID_POLICY =
  "Senders take no policy from such a text: mail goes out as if MTA-STS were off, or by an older policy until that expires.";

/** Longest line of a policy that a fix shows whole: a pattern has at most 255 characters. */
const MAX_SHOWN_LINE = 270;

/** The fix that gives the line as it should be. */
export function writeLine(name: string, value: string): string {
  return `Write ${quote(`${name}: ${value}`, MAX_SHOWN_LINE)}`;
}
