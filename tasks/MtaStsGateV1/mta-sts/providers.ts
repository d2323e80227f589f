// MX hosts of mail providers. Only what the named sources say; a provider whose hosts are not known in full is left
// out, since a check must not guess. docs/providers.md is made from this list.

/** All MX hosts of one kind that a provider gives to a domain. */
export interface MxHostSet {
  /** Lower-case; `*` stands for one label that differs from customer to customer. */
  readonly hosts: readonly string[];
  /** mx patterns that cover them all; empty where the full name has to be written. */
  readonly patterns: readonly string[];
  /** A host as DNS shows it, where `hosts` has a `*`. */
  readonly example?: string;
}

/** What is known of a provider's hosts, and from where. */
export interface MailProvider {
  readonly name: string;
  /** The most common kind first. */
  readonly mx: readonly MxHostSet[];
  /** Hosts that take mail from users, hand it to them, send it or hold SPF: they stand in no MX record. */
  readonly otherHosts: readonly string[];
  readonly sources: readonly string[];
  /** Year and month in which the sources were read. */
  readonly lookedUp: string;
}

const LOOKED_UP = "2026-11";
const PUBLIC_ZONES = "DNS zones in public repositories";
const CLIENT_SETTINGS = "mail client settings in public repositories";

/** Hosts that a policy names one by one. */
function named(...hosts: readonly string[]): MxHostSet {
  return { hosts, patterns: hosts };
}

/** The names of a customer's host at Exchange Online: the older kind, and the one that DNSSEC signs. */
export const EXCHANGE_ONLINE_KINDS: { readonly [K in "older" | "newer"]: MxHostSet } = {
  older: {
    hosts: ["*.mail.protection.outlook.com"],
    patterns: ["*.mail.protection.outlook.com"],
    example: "contoso-com.mail.protection.outlook.com",
  },
  newer: { hosts: ["*.*.mx.microsoft"], patterns: [], example: "contoso-com.o-v1.mx.microsoft" },
};

const GOOGLE_COMMON = ["aspmx.l.google.com", "alt1.aspmx.l.google.com", "alt2.aspmx.l.google.com"];
const GOOGLE_OLDER = [...GOOGLE_COMMON, "aspmx2.googlemail.com", "aspmx3.googlemail.com"];
const GOOGLE_PATTERNS = ["aspmx.l.google.com", "*.aspmx.l.google.com"];

/** Every provider whose MX hosts are known in full. */
export const MAIL_PROVIDERS: readonly MailProvider[] = [
  {
    name: "Exchange Online",
    mx: [EXCHANGE_ONLINE_KINDS.older, EXCHANGE_ONLINE_KINDS.newer],
    otherHosts: [
      "*.outbound.protection.outlook.com",
      "outlook.office365.com",
      "smtp.office365.com",
      "spf.protection.outlook.com",
    ],
    sources: [
      "https://learn.microsoft.com/purview/enhancing-mail-flow-with-mta-sts",
      "Microsoft 365 documentation, Configure Multi-Geo In-Region Routing",
      "https://vand3rlinden.com/post/exo-inbound-smtp-dane-dnssec",
      CLIENT_SETTINGS,
    ],
    lookedUp: LOOKED_UP,
  },
  {
    name: "Google Workspace",
    mx: [
      {
        hosts: [...GOOGLE_COMMON, "alt3.aspmx.l.google.com", "alt4.aspmx.l.google.com"],
        patterns: GOOGLE_PATTERNS,
      },
      named("smtp.google.com"),
      { hosts: GOOGLE_OLDER, patterns: [...GOOGLE_PATTERNS, "*.googlemail.com"] },
      {
        hosts: [...GOOGLE_OLDER, "aspmx4.googlemail.com", "aspmx5.googlemail.com"],
        patterns: [...GOOGLE_PATTERNS, "*.googlemail.com"],
      },
      // Where DNS takes a single MX record.
      named("aspmx.l.google.com"),
    ],
    otherHosts: ["imap.gmail.com", "pop.gmail.com", "smtp-relay.gmail.com", "smtp.gmail.com"],
    sources: [
      "https://intodns.ai/citations/google-workspace-mx-records",
      "https://onmark.io/knowledge-base/google-workspace-mx-record-values/",
      PUBLIC_ZONES,
      CLIENT_SETTINGS,
    ],
    lookedUp: LOOKED_UP,
  },
  {
    name: "Cloudflare Email Routing",
    mx: [
      {
        hosts: ["route1.mx.cloudflare.net", "route2.mx.cloudflare.net", "route3.mx.cloudflare.net"],
        patterns: ["*.mx.cloudflare.net"],
      },
      {
        hosts: ["amir.mx.cloudflare.net", "isaac.mx.cloudflare.net", "linda.mx.cloudflare.net"],
        patterns: ["*.mx.cloudflare.net"],
      },
    ],
    otherHosts: [],
    sources: [
      "https://developers.cloudflare.com/email-routing/setup/mta-sts/",
      "https://developers.cloudflare.com/email-routing/postmaster/",
      PUBLIC_ZONES,
    ],
    lookedUp: LOOKED_UP,
  },
  {
    name: "Zoho Mail",
    mx: ["zoho.com", "zoho.eu", "zoho.in", "zoho.com.au", "zoho.jp"].map((site) =>
      named(`mx.${site}`, `mx2.${site}`, `mx3.${site}`),
    ),
    otherHosts: ["smtp.zoho.com"],
    sources: ["https://mxrecordchecker.com/resources/zoho-mx-records", CLIENT_SETTINGS],
    lookedUp: LOOKED_UP,
  },
  {
    name: "Proton Mail",
    mx: [named("mail.protonmail.ch", "mailsec.protonmail.ch")],
    otherHosts: ["smtp.protonmail.ch"],
    sources: ["https://mxrecordchecker.com/resources/protonmail-mx-records", CLIENT_SETTINGS],
    lookedUp: LOOKED_UP,
  },
  {
    name: "Mailgun",
    mx: [
      named("mxa.mailgun.org", "mxb.mailgun.org"),
      named("mxa.eu.mailgun.org", "mxb.eu.mailgun.org"),
    ],
    otherHosts: ["smtp.eu.mailgun.org", "smtp.mailgun.org"],
    sources: [
      "https://documentation.mailgun.com/docs/mailgun/user-manual/domains/domains-verify",
      PUBLIC_ZONES,
    ],
    lookedUp: LOOKED_UP,
  },
  {
    name: "iCloud Mail",
    mx: [named("mx01.mail.icloud.com", "mx02.mail.icloud.com")],
    otherHosts: ["imap.mail.me.com", "smtp.mail.me.com"],
    sources: [PUBLIC_ZONES, CLIENT_SETTINGS],
    lookedUp: LOOKED_UP,
  },
  {
    name: "Fastmail",
    mx: [named("in1-smtp.messagingengine.com", "in2-smtp.messagingengine.com")],
    otherHosts: ["imap.fastmail.com", "pop.fastmail.com", "smtp.fastmail.com"],
    sources: [PUBLIC_ZONES],
    lookedUp: LOOKED_UP,
  },
  {
    name: "Namecheap Private Email",
    mx: [named("mx1.privateemail.com", "mx2.privateemail.com")],
    otherHosts: [],
    sources: [PUBLIC_ZONES],
    lookedUp: LOOKED_UP,
  },
  {
    name: "Gandi",
    mx: [named("spool.mail.gandi.net", "fb.mail.gandi.net")],
    otherHosts: [],
    sources: [PUBLIC_ZONES],
    lookedUp: LOOKED_UP,
  },
];
