// The Functions apps that serve the policy of a domain, for the checks on them.
import type { Deployment } from "../deployment";
import type { FunctionsSight, HttpFunction } from "../functions/http-function";
import type { Functions } from "../interpret/functions";
import { isWithin } from "../pipelines/repository-folder";
import type { Finding } from "./check";

/** Where senders ask, as a route. */
export const ROUTE = ".well-known/mta-sts.txt";

/** Those apps in whose folder the policy lies: another app has another policy. */
export function appsFor({ apps }: Functions, deployment: Deployment): readonly FunctionsSight[] {
  const { policyFile } = deployment;
  if (policyFile.status !== "found") return [];
  const { path } = policyFile.value;
  const within = apps.filter(({ root }) => isWithin(path, root));
  const deepest = Math.max(...within.map(({ root }) => root.length));
  return within.filter(({ root }) => root.length === deepest);
}

/** The findings of every function that serves the policy. */
export function inEachFunction(
  functions: Functions,
  deployment: Deployment,
  judge: (one: HttpFunction, app: FunctionsSight) => readonly Finding[],
): readonly Finding[] {
  return appsFor(functions, deployment).flatMap((app) =>
    app.functions.flatMap((one) => judge(one, app)),
  );
}

/** Where the host serves a function: its route behind the prefix, both without slashes around them. */
export function servedAt({ route, name }: HttpFunction, prefix: string): string | undefined {
  if (route === undefined) return undefined;
  const own = route === "default" ? name : route.value;
  return [prefix, own]
    .flatMap((part) => part.split("/"))
    .filter((part) => part !== "")
    .join("/");
}
