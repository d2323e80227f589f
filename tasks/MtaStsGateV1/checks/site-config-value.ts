import { defineCheck } from "./check";
import { inConfig } from "./site-words";

export const siteConfigValue = defineCheck({
  id: "site-config-value",
  title: "A value of staticwebapp.config.json that the service cannot use",
  severity: "error",
  area: "hosting",
  citation: { practice: "Azure Static Web Apps documents the values of its configuration" },
  why: "The deployment fails, or the rule does not do what it was meant to do.",
  fix: "Correct the value as the documentation of staticwebapp.config.json shows it.",
  needs: ["staticWebApp"],
  judge: ({ staticWebApp: { config } }) =>
    (config?.reading.badValues ?? []).map((bad) =>
      inConfig(config, bad, {
        message: `there is ${bad.words}`,
        ...(bad.isFatal ? {} : { severity: "warning" }),
      }),
    ),
});
