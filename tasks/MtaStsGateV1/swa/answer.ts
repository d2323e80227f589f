// What a Static Web App answers, by the rules of its documentation ("Configure Azure Static Web Apps"): networking and
// forwarding gateway, then the first matching route, then the file or the fallback, then response overrides and headers.
import type { Action, Override, Route, SiteConfig } from "./config";
import type { Placed, Setting } from "./json-shapes";
import type { Place } from "./json-text";
import { matchesRoute } from "./route-pattern";

/** What is known of the files that were uploaded; paths begin with a slash. */
export type HasFile = (path: string) => boolean;

/** What decided over an answer. */
type Cause =
  | { readonly kind: "file" }
  | { readonly kind: "missing" }
  | { readonly kind: "fallback"; readonly place: Place }
  | { readonly kind: "ip-ranges"; readonly ranges: Placed<readonly string[]> }
  | { readonly kind: "required-headers"; readonly names: Placed<readonly string[]> }
  | { readonly kind: "roles"; readonly route: Route; readonly roles: Placed<readonly string[]> }
  | { readonly kind: "redirect"; readonly route: Route; readonly redirect: Placed<string> }
  | { readonly kind: "status"; readonly route: Route; readonly statusCode: Placed<number> }
  | { readonly kind: "rewrite"; readonly route: Route; readonly rewrite: Placed<string> };

/** An answer to a GET request of somebody who is not signed in, at an address and with headers that nobody lists. */
export interface Answer {
  readonly status: number;
  /** Where a redirect leads. */
  readonly location?: string;
  /** The file whose octets are the body; undefined: a page of the service. */
  readonly file?: string;
  /** undefined: no Content-Type at all. */
  readonly mediaType?: string;
  /** The header that gives the media type; undefined: the file's extension does. */
  readonly mediaTypeFrom?: Setting;
  /** Further headers of the configuration. */
  readonly headers: readonly Setting[];
  readonly cause: Cause;
  /** The entry of `responseOverrides` that replaced the answer to the cause. */
  readonly override?: Override;
}

/** Ranges that let every address in: all of IPv4, and the service tag for the public internet. */
const OPEN_RANGES = ["0.0.0.0/0", "internet"];

/** Media types by extension, where no `mimeTypes` says otherwise; others are `application/octet-stream`. */
const MEDIA_TYPES: { readonly [extension: string]: string } = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".md": "text/markdown",
  ".txt": "text/plain",
};

/** Answers a GET request for a path; `hasFile` says what is there. */
export function answerTo(path: string, config: SiteConfig, hasFile: HasFile): Answer {
  const route = config.routes.find(
    ({ pattern, methods }) => matchesRoute(pattern, path) && (methods?.includes("GET") ?? true),
  );
  const first = firstAnswer(path, route, config, hasFile);
  return withHeaders(overridden(first, config), route, config);
}

/** An answer before its headers are known. */
type Bare = Pick<Answer, "status" | "location" | "file" | "cause" | "override">;

function firstAnswer(
  path: string,
  route: Route | undefined,
  config: SiteConfig,
  hasFile: HasFile,
): Bare {
  const { allowedIpRanges: ranges, requiredHeaders: names } = config;
  if (ranges !== undefined && !isOpenToAll(ranges.value)) {
    return { status: 403, cause: { kind: "ip-ranges", ranges } };
  }
  if (names !== undefined && names.value.length > 0) {
    return { status: 403, cause: { kind: "required-headers", names } };
  }
  return (
    (route === undefined ? undefined : routed(route, hasFile)) ?? served(path, config, hasFile)
  );
}

/** True where a list of ranges lets a sender in, wherever it is. */
export function isOpenToAll(ranges: readonly string[]): boolean {
  return (
    ranges.length === 0 || ranges.some((range) => OPEN_RANGES.includes(range.trim().toLowerCase()))
  );
}

/** The answer of a route; undefined where it leaves the file as it is. */
function routed(route: Route, hasFile: HasFile): Bare | undefined {
  const { allowedRoles: roles, redirect, rewrite, statusCode } = route;
  if (roles !== undefined && roles.value.length > 0 && !roles.value.includes("anonymous")) {
    return { status: 401, cause: { kind: "roles", route, roles } };
  }
  if (redirect !== undefined) {
    return { ...redirection(route), cause: { kind: "redirect", route, redirect } };
  }
  if (rewrite !== undefined) {
    const cause: Cause = { kind: "rewrite", route, rewrite };
    const file = fileAt(rewrite.value, hasFile);
    return file === undefined
      ? { status: 404, cause }
      : { status: statusCode?.value ?? 200, file, cause };
  }
  return statusCode === undefined || statusCode.value === 200
    ? undefined
    : { status: statusCode.value, cause: { kind: "status", route, statusCode } };
}

function redirection({ redirect, statusCode }: Action): Pick<Bare, "status" | "location"> {
  const status = statusCode?.value ?? 302;
  return {
    status: status >= 300 && status < 400 ? status : 302,
    location: redirect?.value ?? "",
  };
}

function served(path: string, { fallback }: SiteConfig, hasFile: HasFile): Bare {
  const file = fileAt(path, hasFile);
  if (file !== undefined) return { status: 200, file, cause: { kind: "file" } };
  if (fallback === undefined || fallback.exclude.some((pattern) => matchesRoute(pattern, path))) {
    return { status: 404, cause: { kind: "missing" } };
  }
  const page = fileAt(fallback.rewrite, hasFile);
  const cause: Cause = { kind: "fallback", place: fallback };
  return page === undefined ? { status: 404, cause } : { status: 200, file: page, cause };
}

/** The file that a path is served from: itself, or the index of a folder. */
function fileAt(path: string, hasFile: HasFile): string | undefined {
  const rooted = path.startsWith("/") ? path : `/${path}`;
  const candidates = rooted.endsWith("/")
    ? [`${rooted}index.html`]
    : [rooted, `${rooted}/index.html`];
  return candidates.find(hasFile);
}

function overridden(answer: Bare, { overrides }: SiteConfig): Bare {
  const override = overrides.find(({ status }) => status === answer.status);
  if (override === undefined || answer.file !== undefined) return answer;
  const { cause } = answer;
  if (override.redirect !== undefined) return { ...redirection(override), cause, override };
  const status = override.statusCode?.value ?? answer.status;
  const { rewrite } = override;
  if (rewrite === undefined) return { status, cause, override };
  const page = rewrite.value.startsWith("/") ? rewrite.value : `/${rewrite.value}`;
  return { status, file: page, cause, override };
}

/** The headers of the configuration, where those of the route replace the global ones, and "" removes one. */
function withHeaders(answer: Bare, route: Route | undefined, config: SiteConfig): Answer {
  const set = new Map<string, Setting>();
  for (const header of [...config.globalHeaders, ...(route?.headers ?? [])]) {
    set.set(header.name.toLowerCase(), header);
  }
  const contentType = set.get("content-type");
  set.delete("content-type");
  const headers = [...set.values()].filter(({ value }) => value !== "");
  const byFile = mediaTypeOf(answer.file, config);
  if (contentType === undefined) return { ...answer, ...byFile, headers };
  return {
    ...answer,
    ...(contentType.value === "" ? {} : { mediaType: contentType.value }),
    mediaTypeFrom: contentType,
    headers,
  };
}

function mediaTypeOf(
  file: string | undefined,
  { mimeTypes }: SiteConfig,
): Pick<Answer, "mediaType" | "mediaTypeFrom"> {
  if (file === undefined) return { mediaType: "text/html" };
  const extension = /\.[^./]*$/.exec(file)?.[0].toLowerCase() ?? "";
  const own = mimeTypes.findLast(({ name }) => name.toLowerCase() === extension);
  return own === undefined
    ? { mediaType: MEDIA_TYPES[extension] ?? "application/octet-stream" }
    : { mediaType: own.value, mediaTypeFrom: own };
}
