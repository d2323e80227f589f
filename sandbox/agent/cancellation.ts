// Why a step is being stopped.

/** Why a step is stopped. */
export type StopReason = "canceled" | "timedOut";

/** Ends a step that was stopped (agent: OperationCanceledException). */
export class StepStopped extends Error {
  constructor() {
    super("The operation was canceled.");
  }
}

/** Rejects with StepStopped once the signal is aborted. */
export function whenStopped(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(new StepStopped());
    signal.addEventListener("abort", () => reject(new StepStopped()), { once: true });
  });
}
