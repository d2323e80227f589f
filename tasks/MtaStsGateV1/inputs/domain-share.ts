// With `strategy: parallel` Azure Pipelines runs a job several times, and each of these jobs checks its share of the
// domains (documentation page "Specify jobs in your pipeline", slicing).
import { createHash } from "node:crypto";
import type { DomainShare } from "../options";
import { quote } from "../quote";
import type { InputSource } from "./input-source";

/**
 * Finds the share of this job.
 * @returns the domains of this job, in their order; and the share, undefined where one job checks them all: there is only
 *   one, it is one of a `matrix`, or no domain is named
 */
export function readShare(
  source: Pick<InputSource, "variable">,
  domains: readonly string[],
): { readonly domains: readonly string[]; readonly share?: DomainShare } {
  const position = source.variable("System.JobPositionInPhase").trim();
  const total = source.variable("System.TotalJobsInPhase").trim();
  // The jobs of a matrix are numbered too, but each of them has variables of its own and its own things to do.
  const isMatrix = /^MultiConfiguration$/i.test(source.variable("System.ParallelExecutionType"));
  const named = domains.filter((domain) => domain !== "");
  if (isMatrix || named.length === 0 || total === "" || total === "1") return { domains };
  const [job, jobs] = [position, total].map(countIn);
  if (job === undefined || jobs === undefined || job > jobs) {
    const words = `checks all ${named.length} domains: System.JobPositionInPhase ${quote(position, 40)} and System.TotalJobsInPhase ${quote(total, 40)} name no share of them`;
    return { domains, share: { words } };
  }
  const own = named.filter((domain) => jobFor(domain, jobs) === job);
  const words = `checks ${own.length} of ${named.length} domains: job ${job} of ${jobs}`;
  return { domains: own, share: { words, job, jobs } };
}

/**
 * The job, from 1, that checks a domain: the first 12 hex digits of the SHA-256 of its name, modulo the number of jobs.
 * So it depends on nothing but the two, and another domain moves none.
 */
function jobFor(domain: string, jobs: number): number {
  return (createHash("sha256").update(domain).digest().readUIntBE(0, 6) % jobs) + 1;
}

function countIn(text: string): number | undefined {
  return /^[1-9]\d{0,4}$/.test(text) ? Number(text) : undefined;
}
