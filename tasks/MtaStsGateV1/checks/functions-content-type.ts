import { quote } from "../quote";
import { defineCheck } from "./check";
import { appsFor } from "./functions-apps-of";

export const functionsContentType = defineCheck({
  id: "functions-content-type",
  title: "The function does not answer as text/plain",
  severity: "error",
  area: "policyText",
  citation: { rfc: 8461, section: "3.3" },
  why: "Senders should check that the media type is text/plain, and those that do drop the policy.",
  fix: "Give the response the header Content-Type: text/plain; charset=utf-8.",
  needs: ["functions"],
  judge: ({ functions }, deployment) =>
    appsFor(functions, deployment).flatMap(({ contentTypes }) =>
      contentTypes
        .filter(({ value }) => !isPlain(value))
        // A file may give other answers as well, such as an error in JSON.
        .filter(({ file }) => contentTypes.every((one) => one.file !== file || !isPlain(one.value)))
        .map(({ value, by, file, line, column }) => ({
          message:
            value === undefined
              ? `${by} gives the response no Content-Type, expected text/plain`
              : `the response gets the content type ${quote(value)}, expected text/plain`,
          file,
          line,
          column,
        })),
    ),
});

function isPlain(value: string | undefined): boolean {
  return value !== undefined && /^text\/plain\s*(?:;|$)/i.test(value);
}
