// The HTTPS probe: fetches a policy resource on every address of its host under one clock (RFC 8461 section 3.3).

import { readTrustAnchors } from "./https-certificate";
import { type Clock, startClock } from "./https-clock";
import { type HttpsCourtesy, openHttpsCourtesy } from "./https-courtesy";
import { exchange, loadClientSoon } from "./https-exchange";
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

/** From here on it is told that this process itself was busy. */
const NOTEWORTHY_SECONDS = 0.3;

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

/** A fetch of a run. Its clock starts when its turn comes: what it waits for others is no fault of its host. */
interface PolicyTurn extends RoutingRequest {
  /** Seconds that the look-up of the addresses took: the clock runs since the first DNS question. */
  readonly dnsSeconds: number;
}

/** Makes the fetches of a run, which hold the limits of courtesy together. */
export function createPolicyFetcher(
  settings: FetchSettings,
): (turn: PolicyTurn) => Promise<PolicyFetch> {
  const courtesy = openHttpsCourtesy();
  loadClientSoon(settings);
  return (turn) => {
    const routing = planRoutes(turn, settings);
    return courtesy.take(routing.routes, () => {
      const startedAt = performance.now() - turn.dnsSeconds * 1000;
      return fetchAlong(routing, { ...turn, startedAt }, settings, courtesy);
    });
  };
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
  courtesy?: Pick<HttpsCourtesy, "secondsFor" | "note">,
): Promise<PolicyFetch> {
  const { host, path, startedAt } = request;
  const anchors = readTrustAnchors(settings);
  const clock = startClock(startedAt, settings.timeoutSeconds, settings.signal);
  const stalls = watchStalls();
  try {
    const exchanges = await inParallel(routes, ADDRESSES_IN_PARALLEL, async (route) => {
      const own = shortened(clock, startedAt, settings.timeoutSeconds, courtesy?.secondsFor(route));
      const sight = await exchange(route, { host, path }, anchors, own ?? clock);
      own?.stop();
      // Under one clock the later addresses of a long list may have had no time.
      if (routes.length <= ADDRESSES_IN_PARALLEL) courtesy?.note(sight);
      return sight;
    });
    const seconds = clock.elapsed();
    const busySeconds = stalls.longest();
    return {
      url: `https://${host}${path}`,
      exchanges,
      refusedAddresses,
      seconds,
      ...(busySeconds < NOTEWORTHY_SECONDS ? {} : { busySeconds }),
      anchors: anchors.source,
    };
  } finally {
    stalls.stop();
    clock.stop();
  }
}

/** Milliseconds between two looks at whether this process still gets its turn. */
const TICK_MS = 50;

/** Watches for how long at a stretch this process could not attend to its sockets. */
function watchStalls(): { readonly longest: () => number; readonly stop: () => void } {
  let last = performance.now();
  let longest = 0;
  const look = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last - TICK_MS);
    last = now;
  };
  const timer = setInterval(look, TICK_MS);
  return {
    longest: () => {
      look();
      return Math.round(longest) / 1000;
    },
    stop: () => clearInterval(timer),
  };
}

/** A clock for one address, where it shall stop before the clock of the fetch does. */
function shortened(
  clock: Clock,
  startedAt: number,
  usualSeconds: number,
  seconds: number | undefined,
): Clock | undefined {
  return seconds === undefined || seconds >= usualSeconds
    ? undefined
    : startClock(startedAt, seconds, clock.signal, { isBrief: true });
}
