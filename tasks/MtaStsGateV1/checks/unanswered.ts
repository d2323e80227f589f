// The sentence for a question that got no usable answer; each kind of question is a check of its own.
import type { ProbeError } from "../evidence/types";
import type { Finding } from "./check";

/** What the codes mean, where a person may not know them. */
const MEANINGS: { readonly [code: string]: string } = {
  SERVFAIL: "the server could not answer",
  REFUSED: "the server refuses to answer",
  TIMEOUT: "no answer came in time",
  BAD_ANSWER: "the answer was not DNS",
  LAME: "the server does not serve this zone",
  REFERRAL: "the server only names other servers",
  ECONNREFUSED: "nothing listens there",
};

/** A fault of a look-up in words: its code and what that means. */
export function faultWords({ code, message }: ProbeError): string {
  return `${code}, ${MEANINGS[code] ?? message}`;
}

/** One finding for a failed look-up of `what`. */
export function unanswered(what: string, error: ProbeError): readonly Finding[] {
  return [{ message: `${what} could not be looked up: ${faultWords(error)}` }];
}

/** One finding for a look-up of `what` at which only the resolver fails. */
export function answeredByNameServersOnly(what: string): readonly Finding[] {
  return [
    {
      message: `the resolver could not look up ${what} (SERVFAIL), the name servers answer`,
      fix: "See to the DNSSEC of the zone: senders whose resolver finds it broken find no record",
      severity: "note",
    },
  ];
}
