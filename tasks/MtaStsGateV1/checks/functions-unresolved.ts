import type { HttpFunction } from "../functions/http-function";
import { quote } from "../quote";
import { defineCheck } from "./check";
import { enumeration } from "./enumeration";
import { appsFor } from "./functions-apps-of";

export const functionsUnresolved = defineCheck({
  id: "functions-unresolved",
  title: "How a function serves the policy cannot be known from its code",
  severity: "note",
  area: "remark",
  citation: { practice: "saying what was not looked at" },
  why: "The other checks on the function judge only what stands literally in its code.",
  fix: "Look at it yourself; after the deployment the gate sees what senders get.",
  needs: ["functions"],
  judge: ({ functions }, deployment) =>
    appsFor(functions, deployment).flatMap(({ functions: own, unread }) => [
      ...own.flatMap((one) => {
        const unknown = unknownOf(one);
        const { file, line, column, name } = one;
        return unknown.length === 0
          ? []
          : [
              {
                message: `the code does not tell ${enumeration(unknown)} of the function ${quote(name)}`,
                file,
                line,
                column,
              },
            ];
      }),
      ...(own.length > 0
        ? []
        : unread.map((file) => ({
            message: "the code serves the policy in a way that its text does not tell",
            file,
          }))),
    ]),
});

function unknownOf({ route, authLevel, methods }: HttpFunction): readonly string[] {
  return [
    ...(route === undefined ? ["the route"] : []),
    ...(authLevel === undefined ? ["the authorization level"] : []),
    ...(methods === undefined ? ["the methods"] : []),
  ];
}
