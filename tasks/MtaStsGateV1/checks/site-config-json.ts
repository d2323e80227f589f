import { defineCheck } from "./check";
import { inConfig } from "./site-words";

export const siteConfigJson = defineCheck({
  id: "site-config-json",
  title: "staticwebapp.config.json is not JSON",
  severity: "error",
  area: "hosting",
  citation: { practice: "Azure Static Web Apps refuses a configuration that it cannot read" },
  why: "The deployment fails, so senders keep getting what was there before, or nothing.",
  fix: "Write JSON: no comments, no comma behind the last value, names and texts in double quotes.",
  needs: ["staticWebApp"],
  judge: ({ staticWebApp: { config } }) => {
    const fault = config?.reading.fault;
    if (fault === undefined) return [];
    const message = `there is ${fault.words}, expected JSON`;
    return [inConfig(config, fault, { message })];
  },
});
