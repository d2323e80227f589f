// The fault table: what can go wrong on the live side, what the gate must say of it, and how long it may take.
import { DNS_FAULTS } from "./dns";
import type { FaultRow } from "./fault";
import { HTTP_FAULTS } from "./http";
import { SMTP_FAULTS } from "./smtp";
import { TLS_FAULTS } from "./tls";

/** A part of the table. */
export interface Layer {
  readonly title: string;
  readonly label: string;
  readonly rows: readonly FaultRow[];
  /** Whether the MX hosts are probed. */
  readonly checkSmtp: "auto" | "never";
}

export const LAYERS: readonly Layer[] = [
  { title: "DNS", label: "dns", rows: DNS_FAULTS, checkSmtp: "never" },
  { title: "TCP and TLS", label: "tls", rows: TLS_FAULTS, checkSmtp: "never" },
  { title: "HTTP", label: "http", rows: HTTP_FAULTS, checkSmtp: "never" },
  { title: "SMTP", label: "smtp", rows: SMTP_FAULTS, checkSmtp: "auto" },
];
