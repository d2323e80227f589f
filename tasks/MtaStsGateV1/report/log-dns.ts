// Rows of the log about DNS: what each name server took, and where TLSRPT reports go. Pure.
import type { Deployment, ServerSight } from "../deployment";
import { quote, quoteName } from "../quote";

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
export function reportWords({ tlsRpt }: Pick<Deployment, "tlsRpt">): string {
  if (tlsRpt.status !== "found" || tlsRpt.value.reading.kind !== "valid") return "";
  const { reading, seconds } = tlsRpt.value;
  const rest = reading.rua.length - LISTED;
  const shown = reading.rua.slice(0, LISTED).map((uri) => quote(uri));
  const more = rest > 0 ? ` and ${rest} more` : "";
  return `reports to ${shown.join(", ")}${more}, found in ${seconds.toFixed(2)} s`;
}
