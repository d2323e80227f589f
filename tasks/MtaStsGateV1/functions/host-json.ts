// host.json of a Functions app, as far as it decides on the address of the policy.
import { readJson } from "../swa/json-text";
import { member } from "./function-json";
import type { HostJson } from "./http-function";

/** Reads it; comments and trailing commas are no fault, for the host allows them. */
export function readHostJson(path: string, octets: Uint8Array): HostJson {
  const { value, fault } = readJson(octets);
  const isBroken = fault !== undefined && value === undefined;
  const prefix = member(member(member(value, "extensions"), "http"), "routePrefix");
  const old = member(member(value, "http"), "routePrefix");
  return {
    path,
    ...(isBroken ? { fault } : {}),
    ...(prefix?.kind === "string"
      ? { routePrefix: { value: prefix.value, line: prefix.line, column: prefix.column } }
      : {}),
    ...(old === undefined ? {} : { oldRoutePrefix: { line: old.line, column: old.column } }),
  };
}
