// What was seen of a domain, as the report file shows it (docs/report.md). Pure.
import { isCovered, needsNoPattern } from "../checks/mx-not-covered";
import type {
  Deployment,
  FetchFault,
  PolicyFile,
  Record,
  ServedPolicy,
  TlsRpt,
} from "../deployment";
import type { Observation } from "../evidence/types";
import type { Policy, PolicyText } from "../mta-sts/policy";
import { startTlsOf } from "./seen-starttls";
import type { Seen, SeenPolicy, SeenStatus } from "./types";

/** The `seen` part of a domain's report. */
export function seenOf(deployment: Deployment): Seen {
  const { options, policyFile, record, policyResource, mx, tlsRpt } = deployment;
  const judged =
    options.stage === "monitor" ? policyOfServed(policyResource) : policyOfFile(policyFile);
  return {
    policyFile: standing(policyFile, seenFile),
    record: standing(record, seenRecord),
    policyResource: standing(policyResource, seenResource),
    mx: {
      ...standing(mx, () => ({ status: "valid" as const })),
      hosts:
        mx.status !== "found"
          ? []
          : mx.value.map(({ host, preference }) => ({
              host,
              preference,
              ...coverage(judged, host),
              ...(host === "" ? {} : { startTls: startTlsOf(host, deployment) }),
            })),
    },
    tlsrpt: standing(tlsRpt, seenTlsRpt),
  };
}

// A null MX is no host, and a withdrawn policy without patterns leaves nothing to cover.
function coverage(policy: Policy | undefined, host: string): { readonly covered?: boolean } {
  return policy === undefined || host === "" || needsNoPattern(policy)
    ? {}
    : { covered: isCovered(policy, host) };
}

function policyOfFile(file: Observation<PolicyFile>): Policy | undefined {
  return file.status === "found" ? file.value.text.policy : undefined;
}

function policyOfServed(served: Observation<ServedPolicy>): Policy | undefined {
  return served.status === "found" ? served.value.text?.policy : undefined;
}

interface Standing {
  readonly status: SeenStatus;
  readonly code?: string;
}

// An observation that is not "found" looks the same everywhere: the four kinds stay apart.
function standing<T, S extends Standing>(
  observation: Observation<T>,
  read: (value: T) => S,
): S | Standing {
  switch (observation.status) {
    case "found":
      return read(observation.value);
    case "absent":
      return { status: "absent", code: observation.code };
    case "failed":
      return { status: "unverified", code: observation.error.code };
    default:
      return { status: "skipped" };
  }
}

function meaningOf(policy: Policy | undefined): Pick<SeenPolicy, "mode" | "maxAge" | "mx"> {
  return policy === undefined
    ? {}
    : { mode: policy.mode, maxAge: policy.maxAge, mx: policy.mx.map((pattern) => pattern.text) };
}

function seenFile({ path, text }: PolicyFile): Seen["policyFile"] {
  const { policy } = text;
  return policy === undefined
    ? { status: "invalid", code: codeOfText(text), path }
    : { status: "valid", path, ...meaningOf(policy) };
}

function codeOfText(text: PolicyText): string {
  if (text.encoding.bom) return "BOM";
  return text.kind === "policy" ? "SYNTAX" : text.kind.toUpperCase();
}

function seenRecord({ reading, ttl, name, delegatedTo }: Record): Seen["record"] {
  const detail =
    delegatedTo === undefined ? {} : { detail: `${name} is an alias of ${delegatedTo}` };
  switch (reading.kind) {
    case "valid":
      return { status: "valid", id: reading.id, ttl, ...detail };
    case "none":
      return { status: "absent", code: "NO_STS_RECORD", ttl, ...detail };
    case "several":
      return { status: "invalid", code: "SEVERAL", ttl, ...detail };
    case "bad-id":
      return { status: "invalid", code: "ID", ttl, ...detail };
    default:
      return { status: "invalid", code: "SYNTAX", ttl, detail: reading.defect };
  }
}

function seenTlsRpt({ reading }: TlsRpt): Seen["tlsrpt"] {
  switch (reading.kind) {
    case "valid":
      return { status: "valid", rua: reading.rua };
    case "none":
      return { status: "absent", code: "NO_TLSRPT_RECORD" };
    case "several":
      return { status: "invalid", code: "SEVERAL" };
    case "no-endpoint":
      return { status: "invalid", code: "RUA" };
    default:
      return { status: "invalid", code: "SYNTAX" };
  }
}

function seenResource(served: ServedPolicy): Seen["policyResource"] {
  const [fault] = served.faults;
  const { httpStatus, seconds } = served;
  return {
    ...resourceStanding(served, fault),
    ...meaningOf(served.text?.policy),
    ...(httpStatus === undefined ? {} : { httpStatus }),
    seconds,
  };
}

function resourceStanding(served: ServedPolicy, fault: FetchFault | undefined) {
  if (served.notAsSenders !== undefined) {
    return { status: "unverified" as const, code: "NOT_AS_SENDERS", detail: served.notAsSenders };
  }
  return fault === undefined
    ? { status: "valid" as const }
    : { status: "invalid" as const, code: codeOfFault(fault) };
}

function codeOfFault(fault: FetchFault): string {
  switch (fault.kind) {
    case "connect":
    case "tls":
    case "timeout":
    case "reset":
      return fault.error.code;
    case "certificate-trust":
      return fault.code;
    case "certificate-name":
      return "CERT_NAME_MISMATCH";
    case "private-address":
      return "INTERNAL_ADDRESS";
    case "redirect":
    case "status":
      return "HTTP_STATUS";
    case "policy":
      return codeOfText(fault.text);
    default:
      return fault.kind.replaceAll("-", "_").toUpperCase();
  }
}
