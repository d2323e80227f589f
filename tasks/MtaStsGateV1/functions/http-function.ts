// An HTTP function of Azure Functions, however it is written.
import type { Place } from "../swa/json-text";

/** What stands in a file, or is known not to stand there; undefined in its place: the text does not tell. */
export type Known<T> = (Place & { readonly value: T }) | "default";

/** A function with an HTTP trigger. The place is that of its registration. */
export interface HttpFunction extends Place {
  readonly file: string;
  readonly name: string;
  readonly model: "node" | "function.json" | "dotnet";
  readonly route: Known<string> | undefined;
  readonly authLevel: Known<string> | undefined;
  readonly methods: Known<readonly string[]> | undefined;
}

/** A Functions app that serves a policy, read. */
export interface FunctionsSight {
  readonly root: string;
  readonly hostJson: HostJson;
  /** The functions that serve the policy. */
  readonly functions: readonly HttpFunction[];
  /** Content types that code of theirs sets, and where it certainly sets none. */
  readonly contentTypes: readonly ContentType[];
  /** Files that serve the policy in a way that the text does not tell. */
  readonly unread: readonly string[];
}

/** A content type in code; `value` undefined: the response has none. */
export interface ContentType extends Place {
  readonly file: string;
  readonly value?: string;
  /** What is written there. */
  readonly by: string;
}

/** `host.json`. */
export interface HostJson {
  readonly path: string;
  readonly fault?: Place & { readonly words: string };
  /** undefined: it says none, so the prefix is `api`. */
  readonly routePrefix?: Place & { readonly value: string };
  /** `http.routePrefix` of version 1, which later versions ignore. */
  readonly oldRoutePrefix?: Place;
}
