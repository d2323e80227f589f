// The case.json of a fixture in words for readers: its keys spelled out, its observations short, nothing in Base64.

/** How a page calls what a case changes. The form of a case is in test/support/case.ts. */
const CASE_WORDS: { readonly [key: string]: string } = {
  options: "inputs",
  served: "served policy",
  exchange: "answer of the policy host",
  site: "answer of deployedUrl",
  txt: "TXT records at _mta-sts.contoso.com",
  mx: "MX records of contoso.com",
  smtp: "MX hosts on port 25",
  recordFile: "file dns/contoso.com.zone",
  history: "history of the policy file",
  target: "target branch",
  without: "files that are not there",
};

/** How it calls a part of the evidence. */
const EVIDENCE_WORDS: { readonly [key: string]: string } = {
  gatheredAt: "time of the run",
  policyFile: "policy file",
  recordFile: "record file",
  record: "look-up of the TXT record",
  mx: "look-up of the MX records",
  policyHost: "look-up of the policy host",
  wildcard: "look-up of a name that nobody publishes",
  misplaced: "look-ups of other names",
  tlsRpt: "look-up of the TLSRPT record",
  reportDomains: "look-ups of the report domains",
  policyResource: "fetch of the policy",
  deployedSite: "fetch from deployedUrl",
  smtp: "MX hosts on port 25",
  earlier: "seen by the step before",
  history: "git history",
  targetBranch: "git target branch",
};

/** What a case says, for YAML; without what tells a reader nothing. */
export function plainly(differs: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(differs).flatMap(([key, value]) =>
      key === "evidence"
        ? Object.entries(value as object).flatMap(([part, seen]) =>
            named(EVIDENCE_WORDS[part] ?? part, seen),
          )
        : named(CASE_WORDS[key] ?? key, value),
    ),
  );
}

function named(name: string, value: unknown): readonly (readonly [string, unknown])[] {
  const short = shorten(value);
  return short === undefined ? [] : [[name, short]];
}

/** Of an answer: who gave it, how long it took, and what every answer of a resolver has. */
const NOISE = ["server", "seconds", "authoritative"];

/** Keys that a reader of DNS or HTTP knows by another name. */
const KEY_WORDS: { readonly [key: string]: string } = {
  nameServers: "name servers",
  "0": "first",
  "1": "second",
  httpStatus: "status",
};

/** The value without noise; undefined where nothing is left. */
function shorten(value: unknown): unknown {
  if (value === null) return undefined;
  if (Array.isArray(value)) return value.map(shorten).filter((part) => part !== undefined);
  return typeof value === "object" ? shortenObject(value as Observed) : value;
}

interface Observed {
  readonly status?: unknown;
  readonly value?: unknown;
  readonly error?: { readonly code: string; readonly message: string };
  readonly code?: string;
  readonly detail?: string;
}

function shortenObject(seen: Observed): unknown {
  switch (seen.status) {
    case "skipped":
      return undefined;
    case "found":
      return shorten(seen.value);
    case "absent":
      return `${seen.code}, ${seen.detail}`;
    case "failed":
      return `no answer: ${seen.error?.code}, ${seen.error?.message}`;
    default:
      return collapsed(
        Object.entries(seen)
          .filter(([key]) => !(NOISE.includes(key) && "seconds" in seen))
          .flatMap(([key, value]) => field(key, value)),
      );
  }
}

type Fields = readonly (readonly [string, unknown])[];

/** A look-up of which only the answer is left is that answer. */
function collapsed(fields: Fields): unknown {
  const [[key, only] = [], ...others] = fields;
  if (others.length === 0 && ["value", "answer", "resolver"].includes(key ?? "")) return only;
  return fields.length === 0 ? undefined : Object.fromEntries(fields);
}

function field(key: string, value: unknown): Fields {
  if (key.endsWith("Base64") && typeof value === "string") {
    return [[key.replace(/Base64$/, ""), Buffer.from(value, "base64").toString("utf8")]];
  }
  if (!Array.isArray(value)) return named(KEY_WORDS[key] ?? key, value);
  switch (key) {
    case "chain":
      return value.length === 0 ? [] : [["alias", value.map(aliasLine)]];
    case "headers":
      return [[key, value.map((header: readonly string[]) => header.join(": "))]];
    case "records":
      return [[key, value.map((one) => (Array.isArray(one) ? one.join("") : shorten(one)))]];
    default:
      return named(KEY_WORDS[key] ?? key, value);
  }
}

function aliasLine(link: { readonly owner: string; readonly target: string }): string {
  return `${link.owner} leads to ${link.target}`;
}
