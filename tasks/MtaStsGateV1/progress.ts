// How far the look-ups at many domains are: the agent's bar, and now and then a line.
import type { Agent } from "./agent";
import { text } from "./report/log-lines";

/** The bar moves at most so often, a line comes at most every so many milliseconds. */
const STEPS = 20;
const LINE_PAUSE_MS = 10_000;

/**
 * Tells the agent of progress.
 * @param now milliseconds of a clock that only goes forward
 * @returns to be called with the number of domains that are done
 */
export function progressTeller(
  agent: Pick<Agent, "progress" | "write">,
  total: number,
  now: () => number,
): (done: number) => void {
  let step = 0;
  let lineAt = now();
  return (done) => {
    const words = `looked at ${done} of ${total} domains`;
    const reached = Math.floor((done / total) * STEPS);
    if (total > 1 && reached > step) {
      step = reached;
      agent.progress((100 / STEPS) * step, words);
    }
    if (done < total && now() - lineAt >= LINE_PAUSE_MS) {
      lineAt = now();
      agent.write([text(words)]);
    }
  };
}
