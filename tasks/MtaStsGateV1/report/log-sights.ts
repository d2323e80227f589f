// The log's rows about a domain: what must agree in plain sight, every other look-up in a collapsed group. Pure.
import type { Conclusion } from "../conclude";
import { MAX_LABEL_OCTETS } from "../mta-sts/limits";
import { quote } from "../quote";
import { reportWords, serverWords } from "./log-dns";
import { addressRows, aliasWords } from "./log-host";
import { type LogEntry, list, shownPath, wrapped } from "./log-lines";
import type { Seen, SeenPolicy } from "./types";

type Row = readonly [label: string, words: string];

/** Hosts that get a row of their own. */
const LISTED = 6;

/** What must agree: the policy, the record, what is served, and the MX hosts; open where it is about one domain. */
export function sightOf(
  { report, deployment }: Conclusion,
  isSingle: boolean,
): readonly LogEntry[] {
  const { seen } = report;
  const name = report.domain === "" ? "The policy file" : report.domain;
  const agreeing = entriesOf([
    ["policy file", fileWords(seen.policyFile)],
    ["TXT record", recordWords(seen.record, deployment)],
    ["policy host", resourceWords(seen.policyResource)],
    ...mxRows(seen.mx, deployment),
  ]);
  const lookUps = entriesOf([
    ["aliases", aliasWords(deployment)],
    ...addressRows(deployment).map((row, index): Row => [index === 0 ? "addresses" : "", row]),
    ["name servers", serverWords(deployment)],
    ["TLSRPT", tlsRptWords(seen.tlsrpt, deployment)],
  ]);
  if (!isSingle) return grouped(`${name}: what was seen`, [...agreeing, ...lookUps]);
  return [
    ...wrapped("", name),
    ...agreeing,
    ...(lookUps.length === 0 ? [] : grouped("Look-ups, with answers and times", lookUps)),
  ];
}

function grouped(title: string, entries: readonly LogEntry[]): readonly LogEntry[] {
  return [{ kind: "group", title }, ...entries, { kind: "endgroup" }];
}

function entriesOf(rows: readonly Row[]): readonly LogEntry[] {
  return rows
    .filter(([, words]) => words !== "")
    .flatMap(([label, words]) => wrapped(`  ${label.padEnd(12)} `, words));
}

function fileWords({ status, path, ...policy }: Seen["policyFile"]): string {
  if (status === "skipped") return "";
  if (status === "absent") return "absent";
  const where = path === undefined ? "" : `${shownPath(path)}: `;
  return `${where}${status === "valid" ? policyWords(policy) : standingWords({ status, ...policy })}`;
}

function policyWords({ mode, maxAge, mx = [] }: Omit<SeenPolicy, "status">): string {
  if (mode === undefined) return "";
  const patterns = mx.length === 0 ? "no mx" : `mx ${list(mx)}`;
  return `mode ${mode}, max_age ${maxAge} s, ${patterns}`;
}

function standingWords({
  status,
  code,
}: {
  readonly status: string;
  readonly code?: string;
}): string {
  const word = status === "unverified" ? "could not be had" : status;
  /* c8 ignore next -- what is neither valid nor skipped has a code */
  return code === undefined ? word : `${word} (${code})`;
}

function recordWords(record: Seen["record"], { record: seen }: Conclusion["deployment"]): string {
  if (record.status === "skipped") return "";
  if (record.status !== "valid") return standingWords(record);
  const alias =
    seen.status === "found" && seen.value.delegatedTo !== undefined
      ? `, by alias from ${quote(seen.value.delegatedTo)}`
      : "";
  const source =
    seen.status === "found" && seen.value.source === "resolver"
      ? "the resolver"
      : "the authoritative name servers";
  return `id ${record.id}, TTL ${record.ttl} s, from ${source}${alias}`;
}

function resourceWords(resource: Seen["policyResource"]): string {
  if (resource.status === "skipped") return "";
  const time = resource.seconds === undefined ? "" : `in ${resource.seconds.toFixed(2)} s`;
  const standing = resource.status === "valid" ? "" : standingWords(resource);
  return [standing, policyWords(resource), time].filter((part) => part !== "").join(", ");
}

// A row for each host, since each can fail in its own way; one for all where nobody asked them.
function mxRows(
  mx: Seen["mx"],
  deployment: Conclusion["deployment"],
): readonly (readonly [string, string])[] {
  if (mx.status === "skipped") return [];
  if (mx.status !== "valid") return [["MX hosts", standingWords(mx)]];
  const words = mx.hosts.map((one) => hostWords(one, deployment));
  const isAsked = mx.hosts.some(
    ({ startTls }) => startTls !== undefined && startTls.status !== "skipped",
  );
  const rest = words.length - LISTED;
  const more = rest > 0 ? [`and ${rest} more`] : [];
  const rows = isAsked ? [...words.slice(0, LISTED), ...more] : [list(words)];
  return rows.map((row, index) => [index === 0 ? "MX hosts" : "", row]);
}

function hostWords(
  { host, preference, covered, startTls }: Seen["mx"]["hosts"][number],
  deployment: Conclusion["deployment"],
): string {
  const name = host === "" ? "null MX" : shownName(host);
  const mark = covered === undefined ? "" : covered ? ", covered" : ", NOT covered";
  const words = startTls === undefined ? "" : startTlsWords(host, startTls, deployment);
  return `${name} (${preference}${mark})${words === "" ? "" : `: ${words}`}`;
}

function startTlsWords(
  host: string,
  startTls: NonNullable<Seen["mx"]["hosts"][number]["startTls"]>,
  { smtp }: Conclusion["deployment"],
): string {
  if (startTls.status === "skipped") return "";
  if (startTls.status === "absent") return `no address (${startTls.code})`;
  const sights = smtp.status === "found" ? smtp.value : [];
  const exchange = sights.find((sight) => sight.host === host)?.exchange;
  const { tlsProtocol, timings, certificate } = exchange ?? {};
  const tls = tlsProtocol === undefined ? "" : ` with ${tlsProtocol}`;
  if (startTls.status !== "valid") return `STARTTLS${tls} ${standingWords(startTls)}`;
  const until = certificate?.notAfter.slice(0, "2000-01-01".length);
  return `STARTTLS${tls} in ${timings?.tls?.toFixed(2)} s, certificate until ${until}`;
}

function tlsRptWords(seen: Seen["tlsrpt"], deployment: Conclusion["deployment"]): string {
  if (seen.status === "skipped") return "";
  return seen.status === "valid" ? reportWords(deployment) : standingWords(seen);
}

function shownName(name: string): string {
  return /^[a-z0-9._-]+$/i.test(name) ? name : quote(name, MAX_LABEL_OCTETS);
}
