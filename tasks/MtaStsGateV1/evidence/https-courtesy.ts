// How many policy hosts are fetched from at a time, in all and at one address, and how long an address that never
// answers is waited for. Hundreds of hosts may share one.

import type { Route } from "./https-routes";
import { Silence } from "./silence";
import { Courtesy } from "./turns";
import type { HttpsExchange } from "./types";

/** Fetches at the same time: few, so that this process is never what a host seems slow by. */
const FETCHES_AT_ONCE = 16;

/** Fetches at the same time from one address and port. */
export const FETCHES_PER_ADDRESS = 8;

/** The same with fetches that only wait. */
const MOST_FETCHES = 256;
const MOST_PER_ADDRESS = 64;

/** Hosts in a row that an address lets run out of their time. */
const SILENT_AFTER = 4;

/** Seconds for an address at which no host ever answered: no known sender waits longer. */
const BRIEF_SECONDS = 15;

/** The limits above, over all fetches of a run. */
export interface HttpsCourtesy {
  /** Runs a fetch along its routes when its turn comes. */
  readonly take: <T>(routes: readonly Route[], fetch: () => Promise<T>) => Promise<T>;
  /** Seconds for a route, where they are fewer than a fetch has. */
  readonly secondsFor: (route: Route) => number | undefined;
  /** Remembers how an exchange ended. */
  readonly note: (exchange: HttpsExchange) => void;
}

/** Begins a run. */
export function openHttpsCourtesy(): HttpsCourtesy {
  const courtesy = new Courtesy(
    { busy: FETCHES_AT_ONCE, underWay: MOST_FETCHES },
    { busy: FETCHES_PER_ADDRESS, underWay: MOST_PER_ADDRESS },
  );
  const silences = new Map<string, Silence>();
  const silenceOf = (place: string) => {
    const silence = silences.get(place) ?? new Silence(SILENT_AFTER);
    silences.set(place, silence);
    return silence;
  };
  return {
    take: (routes, fetch) => courtesy.take(routes.flatMap(placesOf), fetch),
    secondsFor: (route) =>
      placesOf(route).some((place) => silenceOf(place).isEntire) ? BRIEF_SECONDS : undefined,
    note: (exchange) => {
      const code = exchange.failure?.code;
      for (const place of placesOf(exchange)) {
        if (code === "TIMEOUT") silenceOf(place).go(code);
        else if (code !== "ABORTED") silenceOf(place).end();
      }
    },
  };
}

// A proxy stands for the whole web, so it is neither spared nor taken for silent.
function placesOf({ address, port, via }: Pick<Route, "address" | "port" | "via">) {
  return via === "proxy" ? [] : [`${address} ${port}`];
}
