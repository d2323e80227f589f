// postDeploy looks again and again until senders see what was deployed, the time is over, or the job is cancelled.
import { concludeDomain } from "./conclude";
import type { Evidence } from "./evidence/types";
import { knowledge } from "./knowledge";
import type { Options } from "./options";
import { missingOf, pauseBefore } from "./wait";

/** What polling is given besides the options. */
interface PollingSettings {
  /** Looks at these domains once. */
  readonly look: (domains: readonly string[]) => Promise<readonly Evidence[]>;
  /** Hears what is still missing before each further look, and which part of the time is over. */
  readonly tell: (words: string, part: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Looks at all domains, in postDeploy again at those for which something is still missing, for at most `waitMinutes`.
 * @returns the last evidence of each domain, in the order of the options
 */
export async function lookUntilSeen(
  options: Options,
  { look, tell, signal }: PollingSettings,
): Promise<readonly Evidence[]> {
  const seen = new Map<string, Evidence>();
  const lookAt = async (domains: readonly string[]) => {
    for (const evidence of await look(domains)) seen.set(evidence.policyDomain, evidence);
  };
  const deadline = performance.now() + options.waitMinutes * 60_000;
  await lookAt(options.domains);
  for (let round = 1; !signal.aborted; round += 1) {
    const waiting = stillMissing(options, seen);
    const secondsLeft = (deadline - performance.now()) / 1000;
    if (waiting.length === 0 || secondsLeft <= 0) break;
    tell(progressOf(waiting, secondsLeft), 1 - secondsLeft / (options.waitMinutes * 60));
    await pause(pauseBefore(round, secondsLeft), signal);
    if (!signal.aborted) await lookAt(waiting.map(({ domain }) => domain));
  }
  return options.domains.flatMap((domain) => seen.get(domain) ?? []);
}

interface Waiting {
  readonly domain: string;
  readonly missing: readonly string[];
}

function stillMissing(options: Options, seen: ReadonlyMap<string, Evidence>): readonly Waiting[] {
  if (options.stage !== "postDeploy") return [];
  return [...seen].flatMap(([domain, evidence]) => {
    const missing = missingOf(concludeDomain(evidence, options, knowledge), options);
    return missing.length === 0 ? [] : [{ domain, missing }];
  });
}

function progressOf(waiting: readonly Waiting[], secondsLeft: number): string {
  const [first] = waiting;
  const more = waiting.length > 1 ? `, and ${waiting.length - 1} more domains` : "";
  return `waiting: ${first?.domain}: ${first?.missing.join(", ")}${more}; ${Math.ceil(secondsLeft)} s left`;
}

function pause(seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, seconds * 1000);
    signal.addEventListener("abort", done, { once: true });
    function done() {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
  });
}
