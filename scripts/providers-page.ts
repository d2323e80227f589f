// docs/providers.md: what is known of mail providers' MX hosts, and from where.
import type { MailProvider, MxHostSet } from "../tasks/MtaStsGateV1/mta-sts/providers";
import { prose, table } from "./markdown";

/** The page for all providers, in their order. */
export function providersPage(providers: readonly MailProvider[]): string {
  return `${[
    `<!-- Made by "npm run docs" from tasks/MtaStsGateV1/mta-sts/providers.ts. Do not edit. -->`,
    "# Mail providers",
    "MX hosts of mail providers and the mx patterns that cover them, as the [`provider-` checks](checks.md#provider-wildcard-depth) know them. What counts are the MX records of the domain: `mx-not-covered` compares them with the policy. In the names of hosts, `*` stands for one label that differs from customer to customer; in an mx pattern it stands for exactly one label of any name.",
    ...providers.map(section),
  ].join("\n\n")}\n`;
}

function section({ name, mx, otherHosts, sources, lookedUp }: MailProvider): string {
  return [
    `## ${prose(name)}`,
    table(["MX hosts", "How many", "mx patterns"], mx.map(row)),
    ...(otherHosts.length === 0 ? [] : [`No MX hosts: ${listed(otherHosts, ", ")}.`]),
    `From: ${sources.map(source).join("; ")}. Looked up: ${lookedUp}.`,
  ].join("\n\n");
}

function row({ hosts, patterns, example }: MxHostSet): readonly string[] {
  const shown = example === undefined ? "" : `, such as ${listed([example], "")}`;
  const count = hosts.some((host) => host.includes("*")) ? "one per domain" : String(hosts.length);
  const written = patterns.length === 0 ? "the full name" : listed(patterns, "\n");
  return [`${listed(hosts, "\n")}${shown}`, count, written];
}

function listed(names: readonly string[], between: string): string {
  return names.map((name) => `\`${name}\``).join(between);
}

function source(text: string): string {
  return text.startsWith("https://") ? `<${text}>` : prose(text);
}
