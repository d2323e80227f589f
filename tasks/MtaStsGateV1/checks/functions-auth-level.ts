import { quote } from "../quote";
import { defineCheck } from "./check";
import { inEachFunction } from "./functions-apps-of";

export const functionsAuthLevel = defineCheck({
  id: "functions-auth-level",
  title: "The function asks senders for a key",
  severity: "error",
  area: "policyText",
  citation: { rfc: 8461, section: "3.3" },
  why: "Senders get status 401 and no policy.",
  fix: "Set the authorization level to anonymous.",
  needs: ["functions"],
  judge: ({ functions }, deployment) =>
    inEachFunction(functions, deployment, ({ authLevel, model, file, line, column, name }) => {
      if (authLevel === undefined) return [];
      if (authLevel === "default") {
        return model === "node"
          ? []
          : [
              {
                message: `the function ${quote(name)} names no authorization level, so it asks for a key`,
                file,
                line,
                column,
              },
            ];
      }
      return authLevel.value.toLowerCase() === "anonymous"
        ? []
        : [
            {
              message: `the authorization level is ${quote(authLevel.value)}, expected "anonymous"`,
              file,
              line: authLevel.line,
              column: authLevel.column,
            },
          ];
    }),
});
