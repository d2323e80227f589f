// What preDeploy saw, kept for postDeploy in the same job: "body changed, id did not" needs no git and no input then.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Options } from "../options";
import type { EarlierSight, Observation } from "./types";

interface EarlierFile {
  readonly schema: 1;
  readonly domains: { readonly [policyDomain: string]: EarlierSight };
}

function pathOf(tempFolder: string): string {
  return join(tempFolder, "mta-sts-gate-before.json");
}

/** Reads what an earlier step of this job saw for a domain. */
export function readEarlierSight(
  options: Options,
  policyDomain: string,
): Observation<EarlierSight> {
  if (options.tempFolder === undefined || options.stage !== "postDeploy") {
    return { status: "skipped", reason: "only postDeploy looks back at an earlier step" };
  }
  const sight = readFile(options.tempFolder)?.domains[policyDomain];
  return sight === undefined
    ? { status: "absent", code: "ENOENT", detail: "no earlier step of this job looked" }
    : { status: "found", value: sight };
}

/**
 * Keeps what was seen before the deployment. A domain that is kept already stays as it is: a retried preDeploy may
 * run after the deployment and must not take the new state for the old one.
 */
export function keepEarlierSights(
  tempFolder: string,
  sights: { readonly [policyDomain: string]: EarlierSight },
): void {
  const kept = readFile(tempFolder)?.domains ?? {};
  const file: EarlierFile = { schema: 1, domains: { ...sights, ...kept } };
  writeFileSync(pathOf(tempFolder), `${JSON.stringify(file)}\n`);
}

function readFile(tempFolder: string): EarlierFile | undefined {
  try {
    const file = JSON.parse(readFileSync(pathOf(tempFolder), "utf8")) as EarlierFile;
    return file.schema === 1 && file.domains instanceof Object ? file : undefined;
  } catch {
    return undefined;
  }
}
