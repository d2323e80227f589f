import { quote } from "../quote";
import { defineCheck } from "./check";

export const siteLegacyRoutes = defineCheck({
  id: "site-legacy-routes",
  title: "Rules in the form before staticwebapp.config.json",
  severity: "warning",
  area: "hosting",
  citation: { practice: "Azure Static Web Apps: routes.json is deprecated" },
  why: "Rules in routes.json may redirect the policy or keep it for members, and this gate does not judge them. Beside a staticwebapp.config.json they have no effect.",
  fix: "Move the rules to staticwebapp.config.json and delete routes.json.",
  needs: ["staticWebApp"],
  judge: ({ staticWebApp: { legacyRoutes: file, config } }) => {
    if (file === undefined) return [];
    return config === undefined
      ? [{ file, message: `the rules in ${quote(file)} are deprecated and not judged` }]
      : [
          {
            file,
            message: `the rules in ${quote(file)} have no effect beside ${quote(config.path)}`,
            severity: "note",
          },
        ];
  },
});
