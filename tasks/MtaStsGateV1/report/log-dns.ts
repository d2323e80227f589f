// Rows of the log about DNS: what each name server took, and where TLSRPT reports go. Pure.
import type { Deployment, ServerSight } from "../deployment";
import { quote, quoteName } from "../quote";
import type { Seen } from "./types";

/** Name servers that are listed before "and N more". */
const LISTED = 8;

/** Each name server with the time of its answers, `ns1.example.net (TXT 0.02 s, MX 0.02 s)`; "" where none was asked. */
export function serverWords({ recordServers, mxServers }: Deployment): string {
  const answers = [
    ...recordServers.map((server) => ({ type: "TXT", server })),
    ...mxServers.map((server) => ({ type: "MX", server })),
  ];
  const byName = new Map<string, string[]>();
  for (const { type, server } of answers) {
    const name = nameOf(server, answers);
    byName.set(name, [...(byName.get(name) ?? []), `${type} ${outcomeOf(server)}`]);
  }
  const words = [...byName].map(([name, outcomes]) => `${name} (${outcomes.join(", ")})`);
  const rest = words.length - LISTED;
  return words.slice(0, LISTED).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

// The address only where a host has several.
function nameOf({ host, address }: ServerSight, all: readonly { server: ServerSight }[]): string {
  const isOne = all.every(({ server }) => server.host !== host || server.address === address);
  return isOne ? quoteName(host) : `${quoteName(host)} ${address}`;
}

function outcomeOf({ fault, seconds, says = "no record" }: ServerSight): string {
  if (fault !== undefined) return fault.code;
  return seconds === undefined ? says : `${seconds.toFixed(2)} s`;
}

/** The destinations of a valid TLSRPT record; "" for any other. */
export function reportWords({ rua = [] }: Seen["tlsrpt"], { tlsRpt }: Deployment): string {
  const time = tlsRpt.status === "found" ? `, found in ${tlsRpt.value.seconds.toFixed(2)} s` : "";
  const rest = rua.length - LISTED;
  const shown = rua.slice(0, LISTED).map((uri) => quote(uri));
  return rua.length === 0
    ? ""
    : `reports to ${shown.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}${time}`;
}
