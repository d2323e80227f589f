import { quote } from "../quote";
import { defineCheck } from "./check";
import { enumeration } from "./enumeration";
import { inEachFunction } from "./functions-apps-of";

export const functionsMethods = defineCheck({
  id: "functions-methods",
  title: "The function does not answer GET",
  severity: "error",
  area: "policyText",
  citation: { rfc: 8461, section: "3.3" },
  why: "Senders ask with GET and get status 404 or 405.",
  fix: "Add get to the methods of the function.",
  needs: ["functions"],
  judge: ({ functions }, deployment) =>
    inEachFunction(functions, deployment, ({ methods, file }) => {
      if (methods === undefined || methods === "default" || methods.value.length === 0) return [];
      const { value, line, column } = methods;
      if (value.some((method) => method.toLowerCase() === "get")) return [];
      const shown = enumeration(value.map((method) => quote(method)));
      return [
        { message: `the function answers only ${shown}, expected "get"`, file, line, column },
      ];
    }),
});
