// The SMTP probe: what a sender meets at an MX host up to TLS (RFC 8461 sections 4 and 4.2). No mail is ever sent.
import { setMaxListeners } from "node:events";
import { canonicalName } from "../mta-sts/names";
import type { ConnectTo } from "../options";
import { isInternalAddress } from "./addresses";
import { linesFor } from "./connect-to";
import type { Resolver } from "./dns";
import { type AddressSight, findAddresses } from "./host-addresses";
import { readTrustAnchors } from "./https-certificate";
import { ABORTED, startClock } from "./https-clock";
import { converseInTurn, type SmtpRoute } from "./smtp-exchange";
import { Courtesy } from "./turns";
import type { Observation, ProbeError, SmtpSession } from "./types";

const SMTP_PORT = 25;

/** Hosts that are spoken with side by side, and of these at one address. */
const HOSTS_AT_ONCE = 16;
const HOSTS_PER_ADDRESS = 4;

/** The same with hosts that only keep us waiting. */
const MOST_HOSTS = 128;
const MOST_PER_ADDRESS = 16;

/** Seconds for all addresses of one host: a sender waits for minutes (RFC 5321 section 4.5.3.2), a pipeline cannot. */
const HOST_SECONDS = 30;

/** How MX hosts are probed. */
interface SmtpSettings {
  readonly resolver: Resolver;
  readonly connectTo: readonly ConnectTo[];
  /** Certificates in PEM that replace the public roots. */
  readonly trustAnchorsPem?: string;
  /** Outcomes of earlier probes, which are not made again; new ones are added. */
  readonly known: Map<string, Observation<SmtpSession>>;
  /** Seconds for all addresses of one host, in place of HOST_SECONDS. */
  readonly hostSeconds?: number;
  /** Ends every probe at once, with code ABORTED. */
  readonly signal?: AbortSignal;
}

/** Probes MX hosts beside the other look-ups of a run. */
export interface SmtpProber {
  /** Probes a host once, however often it is asked for. Never rejects. */
  probe(host: string): Promise<Observation<SmtpSession>>;
  /** Leaves the probes that still run so many seconds; what is open then fails with TIMEOUT. */
  limit(seconds: number): void;
  /** Ends open probes with ABORTED; no socket and no timer stays. */
  close(): void;
}

/** Makes a prober; nothing is connected to before the first probe. Probes reject on malformed PEM. */
export function createSmtpProber(settings: SmtpSettings): SmtpProber {
  const ending = new AbortController();
  setMaxListeners(0, ending.signal);
  const end = (error: ProbeError) => ending.abort(error);
  const cancel = () => end(ABORTED);
  settings.signal?.addEventListener("abort", cancel, { once: true });
  if (settings.signal?.aborted === true) cancel();

  const courtesy = new Courtesy(
    { busy: HOSTS_AT_ONCE, underWay: MOST_HOSTS },
    { busy: HOSTS_PER_ADDRESS, underWay: MOST_PER_ADDRESS },
  );
  const underWay = new Map<string, Promise<Observation<SmtpSession>>>();
  const look = async (host: string): Promise<Observation<SmtpSession>> => {
    const outcome = await probeHost(host, {
      settings,
      signal: ending.signal,
      courtesy,
    });
    // What was cut off says nothing of the host, and a later look may have the time.
    if (ending.signal.reason !== ABORTED) settings.known.set(host, outcome);
    return outcome;
  };
  let timer: NodeJS.Timeout | undefined;
  return {
    probe: async (spelled) => {
      const host = canonicalName(spelled);
      const outcome = settings.known.get(host) ?? underWay.get(host) ?? look(host);
      if (outcome instanceof Promise) underWay.set(host, outcome);
      return outcome;
    },
    limit: (seconds) => {
      const message = `the probe was not done ${seconds} s after everything else`;
      timer ??= setTimeout(() => end({ code: "TIMEOUT", message }), seconds * 1000);
    },
    close: () => {
      clearTimeout(timer);
      settings.signal?.removeEventListener("abort", cancel);
      cancel();
    },
  };
}

interface Means {
  readonly settings: SmtpSettings;
  readonly signal: AbortSignal;
  readonly courtesy: Courtesy;
}

async function probeHost(
  host: string,
  { settings, signal, courtesy }: Means,
): Promise<Observation<SmtpSession>> {
  const sight = await unlessEnded(() => findAddresses(host, settings.resolver), signal);
  if (sight === undefined) return { status: "failed", error: signal.reason as ProbeError };
  const { routes, refusedAddresses } = routesTo(host, sight, settings.connectTo);
  const { addresses, known } = sight;
  if (routes.length === 0 && known.status !== "found") return known;
  // Most senders go no further than the first address.
  const places = routes.slice(0, 1).map(({ address, port }) => `${address} ${port}`);
  return courtesy.take(places, async () => {
    const anchors = readTrustAnchors(settings);
    const clock = startClock(performance.now(), settings.hostSeconds ?? HOST_SECONDS, signal);
    const startedAt = performance.now() - sight.seconds * 1000;
    const elapsed = () => Math.round(performance.now() - startedAt) / 1000;
    try {
      const exchanges = await converseInTurn(routes, host, anchors, { ...clock, elapsed });
      const value = { addresses, refusedAddresses, exchanges, seconds: elapsed() };
      return { status: "found", value } as const;
    } finally {
      clock.stop();
    }
  });
}

function routesTo(
  host: string,
  { known }: AddressSight,
  connectTo: readonly ConnectTo[],
): { readonly routes: readonly SmtpRoute[]; readonly refusedAddresses: readonly string[] } {
  const [line] = linesFor(connectTo, host, SMTP_PORT);
  if (line !== undefined) {
    const route = { address: line.address, port: line.addressPort, via: "connectTo" } as const;
    return { routes: [route], refusedAddresses: [] };
  }
  const addresses = known.status === "found" ? known.value : [];
  return {
    routes: addresses
      .filter((address) => !isInternalAddress(address))
      .map((address) => ({ address, port: SMTP_PORT, via: "direct" })),
    refusedAddresses: addresses.filter(isInternalAddress),
  };
}

/** The outcome of the work, or undefined where the signal comes first. */
async function unlessEnded<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  if (signal.aborted) return undefined;
  return new Promise((resolve, reject) => {
    const end = () => resolve(undefined);
    signal.addEventListener("abort", end, { once: true });
    work()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener("abort", end));
  });
}
