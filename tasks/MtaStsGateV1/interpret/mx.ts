// The MX records as the world has them, and what each name server says of them. Pure.
import type { MxHost } from "../deployment";
import { mxRecords } from "../evidence/effective-answer";
import type { Lookup, MxRecord, Observation } from "../evidence/types";
import { quoteName } from "../quote";

/** The MX hosts that senders find at any name server, by preference; sorted, since servers shuffle their answers. */
export function readMx(lookup: Lookup<MxRecord>): Observation<readonly MxHost[]> {
  const records = mxRecords(lookup);
  if (records.status !== "found") return records;
  const value = records.value
    .map(({ preference, exchange }) => ({ host: exchange, preference }))
    .sort((a, b) => a.preference - b.preference || (a.host < b.host ? -1 : 1));
  return { status: "found", value };
}

/** A set of MX records in words, for comparing and for showing: `10 mx1.contoso.com, 20 mx2.contoso.com`. */
export function mxWords(records: readonly MxRecord[]): string {
  return records
    .map(({ preference, exchange }) => ({ preference, name: exchange === "" ? "." : exchange }))
    .sort((a, b) => a.preference - b.preference || (a.name < b.name ? -1 : 1))
    .map(({ preference, name }) => `${preference} ${quoteName(name)}`)
    .join(", ");
}
