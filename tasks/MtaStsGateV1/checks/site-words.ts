// How the checks of hosting files speak of what senders get.
import type { Deployment } from "../deployment";
import type { SiteConfigFile, StaticWebApp } from "../deployment/site";
import { quote } from "../quote";
import type { Answer } from "../swa/answer";
import type { Route } from "../swa/config";
import type { Place } from "../swa/json-text";
import type { Finding } from "./check";

/** What a sender gets: `status 302 and a redirect to "/login"`. */
export function answerWords({ status, location, file, mediaType }: Answer): string {
  if (location !== undefined) return `status ${status} and a redirect to ${quote(location)}`;
  if (status !== 200 || file === undefined) return `status ${status}`;
  /* c8 ignore next -- a file that is served has a media type */
  return `status 200 and the file ${quote(file)} as ${quote(mediaType ?? "")}`;
}

/** `the route "/*"`. */
export function routeWords({ pattern }: Route): string {
  return `the route ${quote(pattern)}`;
}

/** A finding at a place of the configuration. */
export function inConfig(
  config: SiteConfigFile | undefined,
  { line, column }: Place,
  finding: Finding,
): Finding {
  /* c8 ignore next -- a place in a configuration has one */
  return config === undefined ? finding : { ...finding, file: config.path, line, column };
}

/** True where a policy is missed: none lies at its place, none is withdrawn, and no build is known to bring one. */
export function isPolicyMissed(
  { site }: StaticWebApp,
  { policyFile, announced }: Deployment,
): boolean {
  const isRemoval = policyFile.status === "absent" && announced;
  return !site.hasPolicy && !isRemoval && site.madeBy === undefined;
}

/** True where something that stands before the site gives senders a policy now, as a gateway of Azure does. */
export function isServedByGateway(
  { isFronted }: StaticWebApp,
  { policyResource }: Deployment,
): boolean {
  return (
    isFronted && policyResource.status === "found" && policyResource.value.policy !== undefined
  );
}

/** What a first rule for the policy does: the first route that matches decides. */
export const RULE_BEFORE =
  'Put { "route": "/.well-known/*", "allowedRoles": ["anonymous"] } before it: the first route that matches decides.';
