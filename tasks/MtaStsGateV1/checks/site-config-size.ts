import { quote } from "../quote";
import { MAX_CONFIG_OCTETS } from "../swa/max-config-octets";
import { defineCheck } from "./check";

export const siteConfigSize = defineCheck({
  id: "site-config-size",
  title: "staticwebapp.config.json is larger than 20 KB",
  severity: "error",
  area: "hosting",
  citation: { practice: "Azure Static Web Apps takes at most 20 KB of configuration" },
  why: "The deployment fails, so senders keep getting what was there before, or nothing.",
  fix: "Make the file smaller, for example with wildcards in place of single routes.",
  needs: ["staticWebApp"],
  judge: ({ staticWebApp: { config } }) => {
    if (config === undefined || config.octets <= MAX_CONFIG_OCTETS) return [];
    return [
      {
        file: config.path,
        message: `${quote(config.path)} has ${config.octets} octets, at most ${MAX_CONFIG_OCTETS} are taken`,
      },
    ];
  },
});
