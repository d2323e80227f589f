// How STARTTLS and the certificate of an MX host stand, in the words of the report file. Pure.
import { isUnproven } from "../checks/smtp-findings";
import type { Deployment } from "../deployment";
import type { SmtpFault, SmtpSight, UnfitAnswer } from "../deployment/mx-hosts";
import type { Seen } from "./types";

type StartTls = NonNullable<Seen["mx"]["hosts"][number]["startTls"]>;

/** The standing of the host whose probe this deployment holds; skipped where it was not probed. */
export function startTlsOf(host: string, { mxHosts }: Deployment): StartTls {
  const sights = mxHosts.status === "found" ? mxHosts.value : [];
  const sight = sights.find((one) => one.host === host);
  switch (sight?.probe.status) {
    case "found":
      return standingOf(sight.probe.value, isUnproven(sight));
    case "absent":
      return { status: "absent", code: sight.probe.code };
    case "failed":
      return { status: "unverified", code: sight.probe.error.code };
    default:
      return { status: "skipped" };
  }
}

function standingOf({ faults }: SmtpSight, isUnverified: boolean): StartTls {
  const [fault] = faults;
  if (fault === undefined) return { status: "valid" };
  return { status: isUnverified ? "unverified" : "invalid", code: codeOf(fault) };
}

function codeOf(fault: SmtpFault): string {
  switch (fault.kind) {
    case "connection":
    case "tls":
      return fault.error.code;
    case "greeting":
    case "starttls-refused":
      return codeOfAnswer(fault.answer);
    case "certificate-trust":
      return fault.code;
    case "certificate-name":
      return "CERT_NAME_MISMATCH";
    case "no-starttls":
      return "NO_STARTTLS";
    default:
      return "INTERNAL_ADDRESS";
  }
}

function codeOfAnswer(answer: UnfitAnswer): string {
  return "reply" in answer ? `SMTP_${answer.reply.code}` : answer.error.code;
}
