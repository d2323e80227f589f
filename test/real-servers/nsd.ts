// NSD: an authoritative name server with zone files of its own.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Zone, Zones } from "../../sandbox/internet/dns-zones";
import { type Running, startProgram } from "./program";

const PORT = 53;

/** Starts an instance at a loopback address, on port 53. */
export async function startNsd(folder: string, address: string, zones: Zones): Promise<Running> {
  mkdirSync(folder);
  const names = Object.keys(zones);
  for (const [apex, zone] of Object.entries(zones)) {
    writeFileSync(join(folder, `${apex}.zone`), zoneFile(apex, zone));
  }
  const config = join(folder, "nsd.conf");
  writeFileSync(config, configOf(folder, address, names));
  return startProgram({
    name: "nsd",
    words: ["-d", "-c", config],
    listensAt: [{ address, port: PORT }],
  });
}

function configOf(folder: string, address: string, names: readonly string[]): string {
  const server = [
    "server:",
    `  ip-address: ${address}@${PORT}`,
    '  username: ""',
    `  zonesdir: "${folder}"`,
    `  pidfile: "${join(folder, "nsd.pid")}"`,
    `  zonelistfile: "${join(folder, "zone.list")}"`,
    `  xfrdfile: "${join(folder, "xfrd.state")}"`,
    `  xfrdir: "${folder}"`,
    `  logfile: "${join(folder, "nsd.log")}"`,
    "  server-count: 1",
    "remote-control:",
    "  control-enable: no",
  ];
  const zones = names.flatMap((name) => [
    "zone:",
    `  name: "${name}"`,
    `  zonefile: "${name}.zone"`,
  ]);
  return `${[...server, ...zones].join("\n")}\n`;
}

/** A zone as a master file (RFC 1035 section 5). */
function zoneFile(apex: string, zone: Zone): string {
  const soa = `${apex}. 300 IN SOA ns.${apex}. hostmaster.${apex}. 1 7200 900 1209600 300`;
  const records = Object.entries(zone).flatMap(([owner, sets]) => {
    const { ttl = 3600, TXT = [], MX = [], A = [], NS = [] } = sets;
    const line = (type: string, value: string) => `${owner}. ${ttl} IN ${type} ${value}`;
    return [
      ...NS.map((host) => line("NS", `${host}.`)),
      ...MX.map(([preference, host]) => line("MX", `${preference} ${host}.`)),
      ...A.map((one) => line("A", one)),
      ...TXT.map((text) => line("TXT", `"${[text].flat().join('" "')}"`)),
    ];
  });
  return `${[soa, ...records].join("\n")}\n`;
}
