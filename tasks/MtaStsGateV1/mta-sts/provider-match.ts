// How mx patterns and the names of a provider's hosts lie to each other. In both, `*` stands for exactly one label.
import type { MxPattern } from "./mx-pattern";
import { MAIL_PROVIDERS, type MailProvider } from "./providers";

const PROVIDER_DOMAINS: ReadonlySet<string> = new Set(
  MAIL_PROVIDERS.flatMap((provider) => [...mxHostsOf(provider), ...provider.otherHosts]).map(
    lastTwoLabels,
  ),
);

/** True where the pattern ends in a domain of a mail provider: the others need no closer look. */
export function isNearProvider({ base }: MxPattern): boolean {
  return PROVIDER_DOMAINS.has(lastTwoLabels(base));
}

function lastTwoLabels(name: string): string {
  return name.slice(name.lastIndexOf(".", name.lastIndexOf(".") - 1) + 1);
}

/** The pattern as a lower-case name. */
export function nameOf({ wildcard, base }: MxPattern): string {
  return wildcard ? `*.${base}` : base;
}

/** True where two names can be the same host. */
export function canBeSame(a: string, b: string): boolean {
  const [left, right] = [a.split("."), b.split(".")];
  return left.length === right.length && left.every((label, i) => fits(label, right[i]));
}

/** How many labels the host has before the base; undefined where it does not end in it. */
export function labelsAbove(host: string, base: string): number | undefined {
  const [labels, tail] = [host.split("."), base.split(".")];
  const above = labels.length - tail.length;
  const isUnder = above >= 0 && tail.every((label, i) => fits(label, labels[above + i]));
  return isUnder ? above : undefined;
}

function fits(a: string, b: string | undefined): boolean {
  return a === b || a === "*" || b === "*";
}

/** Every MX host of the provider, each once. */
export function mxHostsOf(provider: MailProvider): readonly string[] {
  return [...new Set(provider.mx.flatMap(({ hosts }) => hosts))];
}
