// The sentence for a question that got no usable answer; each kind of question is a check of its own.
import type { ProbeError } from "../evidence/types";
import type { Finding } from "./check";

/** What the codes mean, where a person may not know them. */
const MEANINGS: { readonly [code: string]: string } = {
  SERVFAIL: "the server could not answer",
  REFUSED: "the server refuses to answer",
  TIMEOUT: "no answer came in time",
  BAD_ANSWER: "the answer was not DNS",
};

/** One finding for a failed look-up of `what`. */
export function unanswered(what: string, error: ProbeError): readonly Finding[] {
  const meaning = MEANINGS[error.code] ?? error.message;
  return [{ message: `${what} could not be looked up: ${error.code}, ${meaning}` }];
}
