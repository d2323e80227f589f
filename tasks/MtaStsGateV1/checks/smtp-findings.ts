// How the mx-host-* and smtp-* checks find their fault, name the host, and weigh what they find.
import type { Deployment } from "../deployment";
import type { MxHostSight, SmtpFault, SmtpSight, UnfitAnswer } from "../deployment/mx-hosts";
import type { ProbeError, SmtpReply } from "../evidence/types";
import { quote, quoteName } from "../quote";
import type { Finding, Severity } from "./check";
import { judgedMode } from "./judged-mode";
import { softenedByMode } from "./severity";

type FaultOf<K extends SmtpFault["kind"]> = Extract<SmtpFault, { readonly kind: K }>;

/** The fault of one kind, where the host has it. */
function faultOf<K extends SmtpFault["kind"]>(
  { faults }: SmtpSight,
  kind: K,
): FaultOf<K> | undefined {
  return faults.find((fault): fault is FaultOf<K> => fault.kind === kind);
}

/** One finding for each host with a fault of one kind, weighed for host and mode. */
export function smtpFindings<K extends SmtpFault["kind"]>(
  sights: readonly SmtpSight[],
  kind: K,
  deployment: Deployment,
  say: (fault: FaultOf<K>, sight: SmtpSight) => Finding & { readonly severity: Severity },
): readonly Finding[] {
  return sights.flatMap((sight) => {
    const fault = faultOf(sight, kind);
    if (fault === undefined) return [];
    const finding = say(fault, sight);
    return [{ ...finding, severity: weighed(finding.severity, sight, deployment) }];
  });
}

/** What is left of a severity for this host: a note where it is only planned, else what the mode leaves. */
export function weighed(
  severity: Severity,
  { isPlanned }: Pick<MxHostSight, "isPlanned">,
  deployment: Deployment,
): Severity {
  return isPlanned ? "note" : softenedByMode(severity, judgedMode(deployment));
}

/** `MX host mx1.contoso.com`. */
export function hostWords({ host, isPlanned }: Pick<MxHostSight, "host" | "isPlanned">): string {
  return `${isPlanned ? "planned " : ""}MX host ${quoteName(host)}`;
}

/**
 * What conforming senders make of a fault (RFC 8461 section 5), for the end of a sentence.
 * @param report what a sender's non-delivery report says, where its documentation tells
 */
export function senderWords(deployment: Deployment, report = ""): string {
  const said = report === "" ? "" : ` (${report})`;
  switch (judgedMode(deployment)) {
    case "enforce":
      return `so conforming senders refuse to deliver there${said}`;
    case "testing":
      return `so conforming senders report it, and under enforce would refuse to deliver there${said}`;
    default:
      return `so under enforce conforming senders would refuse to deliver there${said}`;
  }
}

/**
 * How much it weighs that a host gave no answer: `always` asks for one; `auto` leaves a slow host so little time that
 * running out of it proves nothing.
 */
export function unansweredSeverity(
  error: ProbeError | undefined,
  { options }: Deployment,
): Severity {
  if (options.checkSmtp === "always") return "error";
  return error?.code === "TIMEOUT" ? "note" : "warning";
}

/** The severity of a fault that may as well be that no answer came in time. */
export function timedSeverity(error: ProbeError | undefined, deployment: Deployment): Severity {
  return error?.code === "TIMEOUT" ? unansweredSeverity(error, deployment) : "error";
}

/** Says that a slow host can be given more time, where it ran out. */
export function moreTime(error: ProbeError | undefined, { options }: Deployment): Partial<Finding> {
  const isCut = error?.code === "TIMEOUT" && options.checkSmtp === "auto";
  return isCut
    ? {
        fix: "Set checkSmtp to always to give a slow host 30 seconds; auto waits at most 5 seconds longer than for everything else",
      }
    : {};
}

/** `454 "4.7.0 TLS not available"`. */
export function replyWords({ code, lines }: SmtpReply): string {
  const text = lines.join(" ").trim();
  return text === "" ? `${code}` : `${code} ${quote(text)}`;
}

/** What the codes mean, where a person may not know them. */
const MEANINGS: { readonly [code: string]: string } = {
  ECONNREFUSED: "nothing listens there, or a firewall refuses in its place",
  ECONNRESET: "the connection was reset",
  ENETUNREACH: "the network cannot be reached from this agent",
  EHOSTUNREACH: "the address cannot be reached from this agent",
  TIMEOUT: "no answer came in time",
};

/** A failure in words: its code and what that means. */
export function errorWords({ code, message }: ProbeError): string {
  return `${code}, ${MEANINGS[code] ?? message}`;
}

/** The error of an answer that never came. */
export function errorOf(answer: UnfitAnswer): ProbeError | undefined {
  return "error" in answer ? answer.error : undefined;
}

/** True where nothing is known of the host's STARTTLS: it was not reached, refused to talk, or took too long. */
export function isUnproven({ probe }: MxHostSight): boolean {
  if (probe.status !== "found") return probe.status === "failed";
  const [fault] = probe.value.faults;
  if (fault === undefined) return false;
  if (fault.kind === "connection" || fault.kind === "greeting") return true;
  if (fault.kind === "tls") return fault.error.code === "TIMEOUT";
  return fault.kind === "starttls-refused" && errorOf(fault.answer)?.code === "TIMEOUT";
}
