// staticwebapp.config.json: what it says about requests, each part with its place. Rules of the documentation, "Configure
// Azure Static Web Apps". The sections `auth` and `platform` gate nothing and are left alone.
import {
  type BadValue,
  JsonShapes,
  type Members,
  membersOf,
  type Placed,
  placeOf,
  type Setting,
  type UnknownKey,
} from "./json-shapes";
import { type JsonFault, type JsonValue, type Place, readJson } from "./json-text";
import { isRoutePattern } from "./route-pattern";

/** What a route, or an entry of `responseOverrides`, makes of a request. */
export interface Action extends Place {
  readonly redirect?: Placed<string>;
  readonly rewrite?: Placed<string>;
  readonly statusCode?: Placed<number>;
}

/** One entry of `routes`. */
export interface Route extends Action {
  readonly pattern: string;
  /** Upper case; undefined: all. */
  readonly methods?: readonly string[];
  readonly allowedRoles?: Placed<readonly string[]>;
  readonly headers: readonly Setting[];
}

/** One entry of `responseOverrides`. */
export interface Override extends Action {
  /** The status that it replaces. */
  readonly status: number;
}

/** `navigationFallback`. */
interface Fallback extends Place {
  readonly rewrite: string;
  readonly exclude: readonly string[];
}

/** What the service goes by. */
export interface SiteConfig {
  readonly routes: readonly Route[];
  readonly fallback?: Fallback;
  readonly overrides: readonly Override[];
  readonly mimeTypes: readonly Setting[];
  readonly globalHeaders: readonly Setting[];
  readonly allowedIpRanges?: Placed<readonly string[]>;
  /** Names of the headers. */
  readonly requiredHeaders?: Placed<readonly string[]>;
}

/** A file as it was read. */
export interface ConfigReading {
  /** Without what could not be read. */
  readonly config: SiteConfig;
  readonly fault?: JsonFault;
  readonly unknownKeys: readonly UnknownKey[];
  readonly badValues: readonly BadValue[];
}

/** A site without a configuration file. */
export const EMPTY_CONFIG: SiteConfig = {
  routes: [],
  overrides: [],
  mimeTypes: [],
  globalHeaders: [],
};

const ACTION_KEYS = ["redirect", "rewrite", "statusCode"];
const ROUTE_KEYS = ["route", "methods", "allowedRoles", "headers", ...ACTION_KEYS];
const TOP_KEYS = [
  "$schema",
  "routes",
  "navigationFallback",
  "responseOverrides",
  "mimeTypes",
  "globalHeaders",
  "auth",
  "networking",
  "forwardingGateway",
  "platform",
  "trailingSlash",
];

/** Reads the file's octets, faults or not. */
export function readConfig(octets: Uint8Array): ConfigReading {
  const { value, ...fault } = readJson(octets);
  const shapes = new JsonShapes();
  const config = value === undefined ? EMPTY_CONFIG : siteConfig(value, shapes);
  return { config, ...fault, unknownKeys: shapes.unknownKeys, badValues: shapes.badValues };
}

function siteConfig(value: JsonValue, shapes: JsonShapes): SiteConfig {
  const top = shapes.object(value, "", TOP_KEYS);
  const network = shapes.object(top("networking"), "networking", ["allowedIpRanges"]);
  const ranges = shapes.strings(network("allowedIpRanges"), "allowedIpRanges");
  const gatewayKeys = ["allowedForwardedHosts", "requiredHeaders"];
  const gateway = shapes.object(top("forwardingGateway"), "forwardingGateway", gatewayKeys);
  const required = gateway("requiredHeaders");
  const headers = shapes.settings(required, "requiredHeaders").map(({ name }) => name);
  return {
    routes: shapes.items(top("routes"), "routes").flatMap((route) => routeOf(route, shapes)),
    ...fallbackOf(top("navigationFallback"), shapes),
    overrides: overridesOf(top("responseOverrides"), shapes),
    mimeTypes: mimeTypesOf(top("mimeTypes"), shapes),
    globalHeaders: shapes.settings(top("globalHeaders"), "globalHeaders"),
    ...(ranges === undefined ? {} : { allowedIpRanges: ranges }),
    ...(required === undefined
      ? {}
      : { requiredHeaders: { ...placeOf(required), value: headers } }),
  };
}

function routeOf(value: JsonValue, shapes: JsonShapes): readonly Route[] {
  const member = shapes.object(value, "a route", ROUTE_KEYS);
  const pattern = shapes.string(member("route"), "route");
  if (pattern === undefined) {
    if (value.kind === "object" && member("route") === undefined)
      shapes.bad(value, 'a route without "route"', true);
    return [];
  }
  if (!isRoutePattern(pattern.value)) {
    shapes.bad(pattern, "a wildcard that is neither the end of a route nor before extensions");
  }
  const methods = shapes.strings(member("methods"), "methods")?.value ?? [];
  const allowedRoles = shapes.strings(member("allowedRoles"), "allowedRoles");
  return [
    {
      ...actionOf(value, member, shapes),
      pattern: pattern.value,
      ...(methods.length === 0 ? {} : { methods: methods.map((method) => method.toUpperCase()) }),
      ...(allowedRoles === undefined ? {} : { allowedRoles }),
      headers: shapes.settings(member("headers"), "headers"),
    },
  ];
}

function actionOf(value: JsonValue, member: Members, shapes: JsonShapes): Action {
  const redirect = shapes.string(member("redirect"), "redirect");
  const rewrite = shapes.string(member("rewrite"), "rewrite");
  const statusCode = shapes.wholeNumber(member("statusCode"), "statusCode");
  if (redirect !== undefined && rewrite !== undefined) {
    shapes.bad(rewrite, "a rewrite beside a redirect, which exclude each other");
  }
  return {
    ...placeOf(value),
    ...(redirect === undefined ? {} : { redirect }),
    ...(rewrite === undefined ? {} : { rewrite }),
    ...(statusCode === undefined ? {} : { statusCode }),
  };
}

function fallbackOf(
  value: JsonValue | undefined,
  shapes: JsonShapes,
): Pick<SiteConfig, "fallback"> {
  const member = shapes.object(value, "navigationFallback", ["rewrite", "exclude"]);
  const rewrite = shapes.string(member("rewrite"), "rewrite");
  const exclude = shapes.strings(member("exclude"), "exclude")?.value ?? [];
  if (value === undefined || rewrite === undefined) return {};
  return { fallback: { ...placeOf(value), rewrite: rewrite.value, exclude } };
}

function overridesOf(value: JsonValue | undefined, shapes: JsonShapes): readonly Override[] {
  shapes.object(value, "responseOverrides");
  return membersOf(value).flatMap(({ name, value: override }) => {
    if (override === undefined) return [];
    const within = /^\d{3}$/.test(name) ? `responseOverrides.${name}` : "responseOverrides";
    const member = shapes.object(override, within, ACTION_KEYS);
    return [{ ...actionOf(override, member, shapes), status: Number(name) }];
  });
}

function mimeTypesOf(value: JsonValue | undefined, shapes: JsonShapes): readonly Setting[] {
  const settings = shapes.settings(value, "mimeTypes");
  for (const setting of settings) {
    if (!setting.name.startsWith(".")) shapes.bad(setting, "a file extension without its dot");
  }
  return settings;
}
