// How a secret that was written over looks: the one sign that evidence and checks agree on.

/** Stands for each character of a secret. */
export const REDACTED = "█";

/** True for a text in which a secret stood. */
export function isRedacted(text: string): boolean {
  return text.includes(REDACTED);
}
