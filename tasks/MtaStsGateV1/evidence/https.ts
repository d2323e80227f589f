// The HTTPS probe: fetches a policy resource on every address of its host under one clock (RFC 8461 section 3.3).

import { readTrustAnchors } from "./https-certificate";
import { startClock } from "./https-clock";
import { exchange } from "./https-exchange";
import {
  planRoutes,
  type Routing,
  type RoutingRequest,
  type RoutingSettings,
} from "./https-routes";
import { inParallel } from "./pool";
import type { PolicyFetch } from "./types";

/** Connections to one host at the same time. */
const ADDRESSES_IN_PARALLEL = 4;

/** What to fetch: `https://host/path`. */
interface PolicyRequest extends RoutingRequest {
  /** When the fetch began, by `performance.now()`: the clock runs since the first DNS question. */
  readonly startedAt: number;
}

/** How a policy is fetched. */
export interface FetchSettings extends RoutingSettings {
  /** Limit for the whole fetch. */
  readonly timeoutSeconds: number;
  /** Certificates in PEM that replace the public roots. */
  readonly trustAnchorsPem?: string;
  /** The agent's own CA: a chain that needs it is told apart, never taken for trusted. */
  readonly agentCaPem?: string;
  /** Ends the fetch at once; its exchanges then fail with code ABORTED. */
  readonly signal?: AbortSignal;
}

/**
 * Fetches a policy resource. Every failure is data of the exchange it happened in; throws only on malformed settings.
 * All sockets and timers are gone when it returns.
 */
export function fetchPolicy(request: PolicyRequest, settings: FetchSettings): Promise<PolicyFetch> {
  return fetchAlong(planRoutes(request, settings), request, settings);
}

/** As `fetchPolicy`, along routes that are already planned. */
export async function fetchAlong(
  { routes, refusedAddresses }: Routing,
  request: PolicyRequest,
  settings: FetchSettings,
): Promise<PolicyFetch> {
  const { host, path, startedAt } = request;
  const anchors = readTrustAnchors(settings);
  const clock = startClock(startedAt, settings.timeoutSeconds, settings.signal);
  try {
    const exchanges = await inParallel(routes, ADDRESSES_IN_PARALLEL, (route) =>
      exchange(route, { host, path }, anchors, clock),
    );
    const seconds = clock.elapsed();
    return {
      url: `https://${host}${path}`,
      exchanges,
      refusedAddresses,
      seconds,
      anchors: anchors.source,
    };
  } finally {
    clock.stop();
  }
}
