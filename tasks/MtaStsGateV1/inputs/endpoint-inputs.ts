// Inputs that name where to connect: resolvers, stand-in addresses, the site's own address.
import { isIP } from "node:net";
import type { ConnectTo, Endpoint } from "../options";
import { probableHostName, readHostName, withoutCredentials } from "./host-name-input";
import { eachLine, good, type Reading, unfit } from "./reading";

const DNS_PORT = 53;

const SERVERS_EXPECTED = "address[:port], separated by commas, is";

/** Resolvers as `address[:port]`, comma separated; an IPv6 address with a port stands in brackets. */
export function readDnsServers(text: string): Reading<readonly Endpoint[]> {
  const servers: Endpoint[] = [];
  for (const entry of text === "" ? [] : text.split(",")) {
    const server = readServer(entry.trim());
    if (!server.ok) return server;
    servers.push(server.value);
  }
  return good(servers);
}

function readServer(entry: string): Reading<Endpoint> {
  if (isIP(entry) === 6) return good({ address: entry, port: DNS_PORT });
  const parts = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::([^:]*))?$/.exec(entry);
  const address = parts?.[1] ?? parts?.[2] ?? "";
  const isV6 = parts?.[1] !== undefined;
  if (isIP(address) !== (isV6 ? 6 : 4)) {
    const fault = readHostName(address).ok ? "is a host name" : "is no IP address";
    return unfit(entry, fault, SERVERS_EXPECTED);
  }
  const port = parts?.[3] === undefined ? DNS_PORT : portIn(parts[3]);
  return port === undefined
    ? unfit(entry, "has no port from 1 to 65535", SERVERS_EXPECTED)
    : good({ address, port });
}

function portIn(text: string): number | undefined {
  const port = /^[0-9]{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65_535 ? port : undefined;
}

const CONNECT_TO_EXPECTED = "HOST:PORT:ADDRESS:PORT is";

/** Lines of curl's `--connect-to` form; an IPv6 address stands in brackets, no part may be empty. */
export function readConnectTo(text: string): Reading<readonly ConnectTo[]> {
  const seen = new Map<string, string>();
  const lines = eachLine(text, (line) => {
    const reading = readConnectToLine(line);
    if (!reading.ok) return reading;
    const { host, port, address, addressPort } = reading.value;
    const target = `${address} ${addressPort}`;
    const earlier = seen.get(`${host} ${port}`);
    if (earlier !== undefined && earlier !== target) {
      return unfit(line, "gives its HOST:PORT a second address", "one line for each is");
    }
    seen.set(`${host} ${port}`, target);
    return good(earlier === undefined ? [reading.value] : []);
  });
  return lines.ok ? good(lines.value.flat()) : lines;
}

function readConnectToLine(line: string): Reading<ConnectTo> {
  const parts = /^([^:[\]]*):([^:]*):(\[[^\]]*\]|[^:[\]]*):([^:]*)$/.exec(line);
  const [, hostText = "", portText = "", addressText = "", addressPortText = ""] = parts ?? [];
  const misfit = (fault: string) => unfit(withoutCredentials(line), fault, CONNECT_TO_EXPECTED);
  if (parts === null) return misfit("has not four parts (an IPv6 address stands in brackets)");
  const host = readHostName(hostText);
  if (!host.ok) return misfit(`has a HOST that ${host.fault}`);
  const isV6 = addressText.startsWith("[");
  const address = isV6 ? addressText.slice(1, -1) : addressText;
  if (isIP(address) !== (isV6 ? 6 : 4)) return misfit("has an ADDRESS that is no IP address");
  const port = portIn(portText);
  const addressPort = portIn(addressPortText);
  return port === undefined || addressPort === undefined
    ? misfit("has a PORT that is not from 1 to 65535")
    : good({ host: host.name, port, address, addressPort });
}

const URL_EXPECTED = "https and a host name alone, such as https://host.example.net, is";

/**
 * The site's own address as `https://host`: the default port and a lone slash at the end are dropped, another port is
 * refused, since hosting services give none. undefined when empty.
 */
export function readDeployedUrl(text: string): Reading<string | undefined> {
  if (text === "") return good(undefined);
  const url = /^https:\/\/([^/?#@:]+)(?::443)?\/?$/i.exec(text);
  const host = readHostName(url?.[1] ?? "");
  if (host.ok) return good(`https://${host.name}`);
  const meant = probableHostName(text);
  const probable = meant === undefined ? undefined : `https://${meant}`;
  return unfit(withoutCredentials(text), deployedUrlFault(text), URL_EXPECTED, probable);
}

function deployedUrlFault(text: string): string {
  const [, scheme, authority = "", path = ""] =
    /^(?:([A-Za-z][A-Za-z0-9+.-]*):\/\/)?([^/?#]*)(.*)$/s.exec(text) ?? [];
  if (scheme?.toLowerCase() !== "https") return "does not begin with https://";
  if (authority.includes("@")) return "holds a user name or password";
  if (path.replace(/^\//, "") !== "") return "holds a path or query";
  const host = readHostName(authority.replace(/:[0-9]*$/, ""));
  return host.ok ? "holds a port" : `has a host that ${host.fault}`;
}
