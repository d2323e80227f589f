// A way through the agent's web proxy: CONNECT (RFC 9110 section 9.3.6).
import { request } from "node:http";
import type { Socket } from "node:net";
import { addAbortSignal } from "node:stream";
import type { Route } from "./https-routes";

/**
 * Asks the proxy of `route` for a tunnel to `target` (`host:port`). Rejects with code PROXY_<status> where the proxy
 * answers anything but 200, else with the system's error.
 */
export function openTunnel(route: Route, target: string, signal: AbortSignal): Promise<Socket> {
  const { address: host, port, proxyAuthorization } = route;
  const credentials =
    proxyAuthorization === undefined ? {} : { "proxy-authorization": proxyAuthorization };
  const headers = { host: target, ...credentials };
  const asking = request({ host, port, method: "CONNECT", path: target, headers, signal });
  return new Promise((resolve, reject) => {
    asking.once("connect", ({ statusCode }, socket: Socket) => {
      if (statusCode !== 200) {
        socket.destroy();
        reject(new ProxyRefusal(statusCode ?? 0));
        return;
      }
      socket.on("error", reject);
      resolve(addAbortSignal(signal, socket));
    });
    asking.on("error", reject);
    asking.end();
  });
}

class ProxyRefusal extends Error {
  readonly code: string;

  constructor(status: number) {
    super(`the proxy answered ${status} to CONNECT`);
    this.code = `PROXY_${status}`;
  }
}
