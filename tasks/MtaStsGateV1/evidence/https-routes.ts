// Which way a connection to a host goes: a `connectTo` line, the agent's proxy, or straight to its addresses.
import type { AgentProxy, ConnectTo } from "../options";
import { isInternalAddress } from "./addresses";
import { linesFor } from "./connect-to";
import type { HttpsExchange } from "./types";

export const HTTPS_PORT = 443;

/** The proxy with the credentials that the evidence never holds. */
interface ProxySettings extends AgentProxy {
  readonly credentials?: { readonly username: string; readonly password: string };
}

/** Where one connection goes first. For a proxy that is the proxy itself. */
export interface Route extends Pick<HttpsExchange, "address" | "port" | "via"> {
  /** Value of the Proxy-Authorization header. */
  readonly proxyAuthorization?: string;
}

/** The connections of a fetch. */
export interface Routing {
  readonly routes: readonly Route[];
  /** Internal addresses, which are never connected to. */
  readonly refusedAddresses: readonly string[];
}

/** What is fetched, and the addresses that DNS gives for the host. */
export interface RoutingRequest {
  readonly host: string;
  readonly path: string;
  readonly addresses: readonly string[];
}

/** What leads a connection elsewhere than to the addresses in DNS. */
export interface RoutingSettings {
  readonly connectTo: readonly ConnectTo[];
  readonly proxy?: ProxySettings;
}

/**
 * Plans the connections of a fetch. A `connectTo` line for the host wins over everything, then the proxy; otherwise
 * every public address is one route. A host that has only internal addresses is not asked for through a proxy either.
 */
export function planRoutes(request: RoutingRequest, settings: RoutingSettings): Routing {
  const [line] = linesFor(settings.connectTo, request.host, HTTPS_PORT);
  if (line !== undefined) {
    const route = { address: line.address, port: line.addressPort, via: "connectTo" } as const;
    return { routes: [route], refusedAddresses: [] };
  }
  const refusedAddresses = request.addresses.filter(isInternalAddress);
  const direct = request.addresses
    .filter((address) => !isInternalAddress(address))
    .map((address) => ({ address, port: HTTPS_PORT, via: "direct" }) as const);
  const { proxy } = settings;
  if (proxy === undefined || isBypassed(proxy, `https://${request.host}${request.path}`)) {
    return { routes: direct, refusedAddresses };
  }
  const isOnlyInternal = direct.length === 0 && refusedAddresses.length > 0;
  return { routes: isOnlyInternal ? [] : [proxyRoute(proxy)], refusedAddresses };
}

function proxyRoute({ url, credentials }: ProxySettings): Route {
  const { hostname, port } = new URL(url);
  const route = {
    address: hostname.replace(/^\[(.*)\]$/, "$1"),
    port: port === "" ? 80 : Number(port),
    via: "proxy",
  } as const;
  if (credentials === undefined) return route;
  const pair = Buffer.from(`${credentials.username}:${credentials.password}`).toString("base64");
  return { ...route, proxyAuthorization: `Basic ${pair}` };
}

// The agent hands its bypass list on as typed by a person: one broken expression must not decide for the others.
function isBypassed(proxy: AgentProxy, url: string): boolean {
  return proxy.bypass.some((expression) => {
    try {
      return new RegExp(expression, "i").test(url);
    } catch {
      return false;
    }
  });
}
