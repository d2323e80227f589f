import { nearest } from "../inputs/nearest";
import { quote } from "../quote";
import type { UnknownKey } from "../swa/json-shapes";
import { defineCheck } from "./check";
import { inConfig } from "./site-words";

/** Edits up to which another key was probably meant. */
const MAX_EDITS = 3;

/** Keys of routes.json and what they are called since. */
const OLD_NAMES: { readonly [key: string]: string } = {
  defaultHeaders: "globalHeaders",
  platformErrorOverrides: "responseOverrides",
  serve: "rewrite",
};

export const siteConfigKey = defineCheck({
  id: "site-config-key",
  title: "A key of staticwebapp.config.json that the service does not know",
  severity: "warning",
  area: "hosting",
  citation: { practice: "Azure Static Web Apps documents the keys of its configuration" },
  why: "What the key was meant to do does not happen, or the deployment fails.",
  fix: "Correct the name, or remove the key.",
  needs: ["staticWebApp"],
  judge: ({ staticWebApp: { config } }) =>
    (config?.reading.unknownKeys ?? []).map((unknown) =>
      inConfig(config, unknown, { message: messageOf(unknown) }),
    ),
});

function messageOf({ key, within, known }: UnknownKey): string {
  const where = within === "" ? "" : ` in ${within}`;
  const near = nearest(key, known);
  const slip = near !== undefined && near.edits <= MAX_EDITS ? near.word : undefined;
  const meant = Object.hasOwn(OLD_NAMES, key) ? OLD_NAMES[key] : slip;
  const probable = meant === undefined ? "" : `, probably "${meant}"`;
  return `the key ${quote(key)}${where} is not known${probable}`;
}
