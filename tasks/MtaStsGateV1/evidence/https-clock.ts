// One clock over a whole fetch: DNS, TCP, TLS, headers and body (RFC 8461 section 3.3 suggests one minute).
import { setMaxListeners } from "node:events";
import type { ProbeError } from "./types";

/** A running fetch's clock. `signal` aborts with a ProbeError as its reason. */
export interface Clock {
  readonly signal: AbortSignal;
  /** Seconds since the start of the fetch, to the millisecond. */
  readonly elapsed: () => number;
  /** Lets go of the timer and of the caller's signal. */
  readonly stop: () => void;
}

/**
 * Starts the clock of a fetch.
 * @param startedAt when the fetch began, by `performance.now()`
 * @param cancel ends the fetch early, with the ProbeError that is its reason, else with code ABORTED
 * @param isBrief true: the clock runs for a shorter time than the user allowed, and its error says so
 */
export function startClock(
  startedAt: number,
  timeoutSeconds: number,
  cancel?: AbortSignal,
  { isBrief = false } = {},
): Clock {
  const controller = new AbortController();
  // Every socket listens to the one, every fetch of a run to the other: no leak that Node 20 must warn of.
  setMaxListeners(0, controller.signal, ...(cancel === undefined ? [] : [cancel]));
  const end = (error: ProbeError) => controller.abort(error);
  const onTimeout = () =>
    end({
      code: "TIMEOUT",
      message: `the answer was not complete within ${timeoutSeconds} s`,
      ...(isBrief ? { withinSeconds: timeoutSeconds } : {}),
    });
  const onCancel = () => end(probeErrorIn(cancel?.reason) ?? ABORTED);

  const left = startedAt + timeoutSeconds * 1000 - performance.now();
  const timer = setTimeout(onTimeout, Math.max(left, 0));
  if (left <= 0) onTimeout();
  if (cancel?.aborted === true) onCancel();
  cancel?.addEventListener("abort", onCancel, { once: true });
  return {
    signal: controller.signal,
    elapsed: () => Math.round(performance.now() - startedAt) / 1000,
    stop: () => {
      clearTimeout(timer);
      cancel?.removeEventListener("abort", onCancel);
    },
  };
}

/** How everything ends that the caller's signal ends. */
export const ABORTED: ProbeError = { code: "ABORTED", message: "the run was cancelled" };

function probeErrorIn(reason: unknown): ProbeError | undefined {
  const isProbeError = typeof (reason as Partial<ProbeError> | undefined)?.code === "string";
  return isProbeError ? (reason as ProbeError) : undefined;
}
