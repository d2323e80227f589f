// While the first answers are on their way, what judging and reporting will need is loaded, so that nobody waits for it.
import { FAMILIES } from "./checks/families";
import { makers } from "./delivery";
import { knowledge, yaml } from "./knowledge";

/** Between two files, answers that have come are taken: milliseconds. */
const PAUSE_MS = 4;

/** Loads the checks and what makes the reports, one file at a time. */
export function loadAhead(): void {
  const files = [...FAMILIES.map((family) => () => knowledge.checksOf(family)), yaml, makers];
  const next = () => {
    const load = files.shift();
    if (load === undefined) return;
    try {
      load();
    } catch {
      // Whoever needs it meets the same error and says what it means.
    }
    later();
  };
  // The run does not wait for it: what is not loaded by then is loaded when it is needed.
  const later = () => setTimeout(next, PAUSE_MS).unref();
  later();
}
