import { quote } from "../quote";
import { defineCheck } from "./check";

export const siteConfigPlace = defineCheck({
  id: "site-config-place",
  title: "A configuration that takes no effect",
  severity: "warning",
  area: "hosting",
  citation: {
    practice:
      "Azure Static Web Apps looks for staticwebapp.config.json in the folder that is uploaded",
  },
  why: "Its rules do not hold: what they were to allow, refuse or set for the policy does not happen.",
  fix: "Put the rules into staticwebapp.config.json in the folder that is deployed.",
  needs: ["staticWebApp"],
  judge: ({ staticWebApp: { strayConfigs, site } }) =>
    strayConfigs.map(({ path, reason }) => ({
      file: path,
      message:
        reason === "name"
          ? `the service does not read ${quote(path)}, expected the name "staticwebapp.config.json"`
          : `${quote(path)} lies outside the folder ${quote(site.root)} that is deployed, so it is not uploaded`,
    })),
});
