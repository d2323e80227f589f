// Faults of DNS: the TXT record, the name servers, the policy host's name, MX and TLSRPT.

import type { RecordType } from "dns-packet";
import type { FaultKind } from "../../sandbox/internet/dns-faults";
import {
  ABSENT,
  type FaultRow,
  type Injection,
  NOTE,
  NOTHING,
  policyOf,
  recordOf,
  UNREACHABLE,
  WARNING,
} from "./fault";

const SECONDS = 10;
/** The resolver's patience, then the name servers'. */
const PATIENT_SECONDS = 60;

const owner = (domain: string) => `_mta-sts.${domain}`;
const host = (domain: string) => `mta-sts.${domain}`;

/** Faults for which every try is waited out. */
const WAITED_OUT: readonly FaultKind["kind"][] = [
  "silence",
  "garbage",
  "cut-off",
  "wrong-id",
  "wrong-question",
];

/** Everybody answers a question so. */
function everywhere(kind: FaultKind, name: string, type: RecordType): Injection {
  const fault = { ...kind, name, type };
  const isHasty = WAITED_OUT.includes(kind.kind);
  return { resolverFaults: [fault], nameServerFaults: [fault], isHasty };
}

/** The TXT record at a domain, beside what a healthy one has. */
const withRecord = (record: readonly string[]): Injection => ({ live: { record } });

export const DNS_FAULTS: readonly FaultRow[] = [
  {
    name: "healthy",
    fault: "Nothing at all",
    check: "",
    weights: NOTHING,
    within: SECONDS,
    inject: () => ({}),
  },
  ...(
    [
      ["servfail", "SERVFAIL", { kind: "servfail" }],
      ["refused", "REFUSED", { kind: "refused" }],
      ["formerr", "FORMERR", { kind: "formerr" }],
      ["notimp", "NOTIMP", { kind: "notimp" }],
      ["silence", "nothing at all", { kind: "silence" }],
      ["garbage", "octets that are no DNS message", { kind: "garbage" }],
      ["cutoff", "a message that is cut off", { kind: "cut-off" }],
      ["wrongid", "an answer to another question's id", { kind: "wrong-id" }],
      ["wrongquestion", "an answer to another question", { kind: "wrong-question" }],
    ] as const
  ).map(
    ([name, words, kind]): FaultRow => ({
      name: `record-${name}`,
      fault: `TXT record: every server gives ${words}`,
      check: "record-unanswered",
      weights: UNREACHABLE,
      within: PATIENT_SECONDS,
      inject: (domain) => everywhere(kind, owner(domain), "TXT"),
    }),
  ),
  {
    name: "record-tcp-closed",
    fault: "TXT record: truncated over UDP, and TCP connections are closed",
    check: "record-unanswered",
    weights: UNREACHABLE,
    within: PATIENT_SECONDS,
    inject: (domain) => {
      const name = owner(domain);
      const faults = [
        { kind: "truncate", name },
        { kind: "close", name },
      ] as const;
      return { resolverFaults: faults, nameServerFaults: faults };
    },
  },
  {
    name: "record-nxdomain",
    fault: "TXT record: the name does not exist (NXDOMAIN)",
    check: "record-missing",
    weights: ABSENT,
    beside: ["id-stale"],
    within: SECONDS,
    inject: () => withRecord([]),
  },
  {
    name: "record-nodata",
    fault: "TXT record: the name has records of another type only (NODATA)",
    check: "record-missing",
    weights: ABSENT,
    beside: ["id-stale"],
    within: SECONDS,
    inject: (domain) => ({
      live: { record: [], more: { [owner(domain)]: { A: ["192.0.2.200"] } } },
    }),
  },
  {
    name: "record-alias-loop",
    fault: "TXT record: a CNAME chain that goes round",
    check: "record-alias-loop",
    weights: UNREACHABLE,
    within: PATIENT_SECONDS,
    inject: (domain) => ({
      live: {
        record: [],
        more: {
          [owner(domain)]: { CNAME: `one.${domain}` },
          [`one.${domain}`]: { CNAME: `two.${domain}` },
          [`two.${domain}`]: { CNAME: `one.${domain}` },
        },
      },
    }),
  },
  {
    name: "record-alias-nowhere",
    fault: "TXT record: a CNAME to a name that does not exist",
    check: "record-missing",
    weights: ABSENT,
    beside: ["id-stale"],
    within: SECONDS,
    inject: (domain) => ({
      live: { record: [], more: { [owner(domain)]: { CNAME: `gone.${domain}` } } },
    }),
  },
  {
    name: "record-malformed",
    fault: "TXT record: no semicolon after the version",
    check: "record-malformed",
    weights: UNREACHABLE,
    within: SECONDS,
    inject: () => withRecord(["v=STSv1 id=20260101000000Z"]),
  },
  {
    name: "record-bad-id",
    fault: "TXT record: an id with dashes",
    check: "record-id",
    weights: UNREACHABLE,
    within: SECONDS,
    inject: () => withRecord(["v=STSv1; id=2026-01-01;"]),
  },
  {
    name: "record-several",
    fault: "TXT record: a second one beside it",
    check: "record-several",
    weights: UNREACHABLE,
    within: SECONDS,
    inject: (domain) => withRecord([recordOf(policyOf(domain)), "v=STSv1; id=1;"]),
  },
  {
    name: "record-wrong-name",
    fault: "TXT record: at the policy host's name",
    check: "record-wrong-name",
    weights: WARNING,
    beside: ["record-missing", "id-stale"],
    within: SECONDS,
    inject: (domain) => ({
      live: {
        record: [],
        more: { [host(domain)]: { A: ["192.0.2.201"], TXT: [recordOf(policyOf(domain))] } },
      },
    }),
  },
  {
    name: "record-unrelated",
    fault: "TXT record: an unrelated text beside it",
    check: "record-unrelated",
    weights: WARNING,
    within: SECONDS,
    inject: (domain) => withRecord([recordOf(policyOf(domain)), "v=spf1 -all"]),
  },
  {
    name: "record-wildcard",
    fault: "TXT record: only a wildcard's",
    check: "record-wildcard",
    weights: WARNING,
    within: SECONDS,
    inject: (domain) => ({
      live: { record: [], more: { [`*.${domain}`]: { TXT: [recordOf(policyOf(domain))] } } },
    }),
  },
  {
    name: "record-ttl",
    fault: "TXT record: a TTL of a week",
    check: "record-ttl-long",
    weights: NOTE,
    within: SECONDS,
    inject: (domain) => ({
      live: {
        more: { [owner(domain)]: { ttl: 604_800, TXT: [recordOf(policyOf(domain))] } },
      },
    }),
  },
  {
    name: "servers-disagree",
    fault: "Name servers: one of two still has the old id",
    check: "record-servers-disagree",
    weights: ["note", "note", "note", "warning"],
    beside: ["id-stale"],
    within: SECONDS,
    inject: (domain) => ({
      prepare: (world) => world.publishRecord(domain, ["v=STSv1; id=20260101000000Z;"], 1),
    }),
  },
  ...(
    [
      ["silent", "is silent", { kind: "silence" }],
      ["lame", "does not serve the zone (REFUSED)", { kind: "refused" }],
      ["broken", "answers SERVFAIL", { kind: "servfail" }],
    ] as const
  ).map(
    ([name, words, kind]): FaultRow => ({
      name: `server-${name}`,
      fault: `Name servers: one of two ${words}`,
      check: "record-server-silent",
      weights: WARNING,
      within: PATIENT_SECONDS,
      inject: (domain) => ({
        firstServerFaults: [{ ...kind, name: owner(domain), type: "TXT" }],
      }),
    }),
  ),
  {
    name: "servers-unheard",
    fault: "Name servers: none is heard, only the resolver",
    check: "record-authority-unheard",
    weights: NOTE,
    within: PATIENT_SECONDS,
    inject: (domain) => ({
      nameServerFaults: [{ kind: "silence", name: owner(domain), type: "TXT" }],
    }),
  },
  {
    name: "host-nxdomain",
    fault: "Policy host: the name does not exist (NXDOMAIN)",
    check: "host-not-found",
    weights: UNREACHABLE,
    within: SECONDS,
    inject: () => ({ hasNoSite: true }),
  },
  {
    name: "host-nodata",
    fault: "Policy host: the name has no address (NODATA)",
    check: "host-not-found",
    weights: UNREACHABLE,
    within: SECONDS,
    inject: (domain) => ({
      hasNoSite: true,
      live: { more: { [host(domain)]: { TXT: ["domain-verification=1"] } } },
    }),
  },
  {
    name: "host-dangling",
    fault: "Policy host: a CNAME to a site that is gone",
    check: "host-not-found",
    weights: UNREACHABLE,
    within: SECONDS,
    inject: (domain) => ({
      hasNoSite: true,
      live: { more: { [host(domain)]: { CNAME: `gone.${domain}` } } },
    }),
  },
  {
    name: "host-servfail",
    fault: "Policy host: every server answers SERVFAIL",
    check: "host-unanswered",
    weights: UNREACHABLE,
    within: PATIENT_SECONDS,
    inject: (domain) => {
      const faults = [{ kind: "servfail", name: host(domain) }] as const;
      return {
        hasNoSite: true,
        resolverFaults: faults,
        nameServerFaults: faults,
      };
    },
  },
  {
    name: "host-internal",
    fault: "Policy host: a private address",
    check: "host-internal-address",
    weights: UNREACHABLE,
    within: SECONDS,
    inject: (domain) => ({
      hasNoSite: true,
      live: { more: { [host(domain)]: { A: ["10.0.0.4"] } } },
    }),
  },
  {
    name: "mx-none",
    fault: "MX: no record",
    check: "mx-missing",
    weights: WARNING,
    within: SECONDS,
    inject: () => ({ live: { mx: [] } }),
  },
  {
    name: "mx-null",
    fault: "MX: the null MX",
    check: "mx-null",
    weights: WARNING,
    within: SECONDS,
    inject: () => ({ live: { mx: [[0, ""]] } }),
  },
  {
    name: "mx-servfail",
    fault: "MX: every server answers SERVFAIL",
    check: "mx-unanswered",
    weights: UNREACHABLE,
    within: PATIENT_SECONDS,
    inject: (domain) => everywhere({ kind: "servfail" }, domain, "MX"),
  },
  {
    name: "mx-server-silent",
    fault: "MX: one of two name servers is silent",
    check: "mx-server-silent",
    weights: WARNING,
    within: PATIENT_SECONDS,
    inject: (domain) => ({
      firstServerFaults: [{ kind: "silence", name: domain, type: "MX" }],
    }),
  },
  {
    name: "mx-forgotten",
    fault: "MX: a host that neither policy covers",
    check: "mx-not-covered-live",
    weights: UNREACHABLE,
    beside: ["mx-not-covered"],
    within: SECONDS,
    inject: (domain) => ({
      live: {
        mx: [
          [10, `mx.${domain}`],
          [20, `backup.${domain}`],
        ],
      },
    }),
  },
  {
    name: "tlsrpt-none",
    fault: "TLSRPT: no record",
    check: "tlsrpt-missing",
    weights: NOTE,
    within: SECONDS,
    inject: () => ({ live: { tlsRpt: [] } }),
  },
  {
    name: "tlsrpt-malformed",
    fault: "TLSRPT: a record without a destination",
    check: "tlsrpt-malformed",
    weights: WARNING,
    within: SECONDS,
    inject: () => ({ live: { tlsRpt: ["v=TLSRPTv1; ruf=mailto:a@b.example"] } }),
  },
  {
    name: "tlsrpt-servfail",
    fault: "TLSRPT: every server answers SERVFAIL",
    check: "tlsrpt-unanswered",
    weights: WARNING,
    within: PATIENT_SECONDS,
    inject: (domain) => everywhere({ kind: "servfail" }, `_smtp._tls.${domain}`, "TXT"),
  },
  {
    name: "resolver-servfail",
    fault: "The resolver answers SERVFAIL, the name servers answer well",
    check: "",
    weights: NOTHING,
    within: PATIENT_SECONDS,
    inject: (domain) => ({
      resolverFaults: [{ kind: "servfail", name: owner(domain) }],
    }),
  },
  {
    name: "lost-packet",
    fault: "The first packets are lost",
    check: "",
    weights: NOTHING,
    within: PATIENT_SECONDS,
    inject: (domain) => ({
      resolverFaults: [{ kind: "silence", name: owner(domain), times: 1 }],
    }),
  },
  {
    name: "tcp-only",
    fault: "Answers come over TCP only",
    check: "",
    weights: NOTHING,
    within: SECONDS,
    inject: (domain) => {
      const faults = [{ kind: "truncate", name: owner(domain) }] as const;
      return { resolverFaults: faults, nameServerFaults: faults };
    },
  },
];
