// retryCountOnTaskFailure (agent: RetryHelper.cs).
import { setTimeout as delay } from "node:timers/promises";
import { StepStopped } from "./cancellation";
import type { StepRecord } from "./step-record";

const MAX_RETRIES = 10;

/** Runs a task, and again after a failure, up to `retries` times. A canceled step is not run again. */
export async function runWithRetries(
  step: StepRecord,
  retries: number,
  signal: AbortSignal,
  run: () => Promise<void>,
): Promise<void> {
  if (retries > MAX_RETRIES) {
    step.warning(`The maximum allowed number of attempts is ${MAX_RETRIES} but got ${retries}.`);
  }
  const limit = Math.min(retries, MAX_RETRIES);
  for (let attempt = 1; ; attempt += 1) {
    const last = attempt > limit;
    const failure = await failureOf(step, run, last);
    if (failure === undefined) return;
    step.warning(
      `Attempt ${attempt} failed (${failure}), will retry, ${limit - attempt} left after that.`,
    );
    try {
      await delay(step.job.timings.retry(attempt), undefined, { signal });
    } catch {
      throw new StepStopped();
    }
  }
}

// A failed result is forgotten before the next attempt, but only if the process ended well: a task that says Failed
// and exits with a code can never succeed again.
async function failureOf(
  step: StepRecord,
  run: () => Promise<void>,
  last: boolean,
): Promise<string | undefined> {
  try {
    await run();
  } catch (error) {
    if (last || error instanceof StepStopped) throw error;
    return error instanceof Error ? error.message : String(error);
  }
  if (last || step.result !== "Failed") return undefined;
  step.result = undefined;
  return "Failed";
}
