// Route patterns of Static Web Apps as their documentation describes them ("Configure Azure Static Web Apps", sections
// "Exact route" and "Wildcard pattern"); the local emulator of the service matches otherwise.

/**
 * True where a request for a path matches the pattern. `/x*` matches everything that begins with `/x`, `/x/*` all that is
 * below `/x/`, and an extension behind the wildcard, `*.txt` or `*.{txt,md}`, filters it. A pattern without wildcard
 * is the path of one file, `index.html` standing for its folder too.
 */
export function matchesRoute(pattern: string, path: string): boolean {
  const { prefix, extensions } = partsOf(pattern) ?? {};
  if (prefix === undefined) return false;
  if (extensions === undefined) return exactPaths(prefix).includes(path);
  return (
    path.startsWith(prefix) &&
    (extensions.length === 0 || extensions.some((extension) => path.endsWith(`.${extension}`)))
  );
}

/** True for a pattern of a form that the service documents: a wildcard stands at the end or before extensions. */
export function isRoutePattern(pattern: string): boolean {
  return partsOf(pattern) !== undefined;
}

interface Parts {
  /** What the path begins with, or the whole path. */
  readonly prefix: string;
  /** undefined: no wildcard; empty: any ending. */
  readonly extensions?: readonly string[];
}

function partsOf(pattern: string): Parts | undefined {
  const rooted = pattern.startsWith("/") ? pattern : `/${pattern}`;
  if (!rooted.includes("*")) return { prefix: rooted };
  const [, prefix = "", one, several] =
    /^([^*]*)\*(?:\.([^*{}/,]+)|\.\{([^*{}/]+)\})?$/.exec(rooted) ?? [];
  if (prefix === "") return undefined;
  const extensions = [one ?? "", ...(several ?? "").split(",")].map((text) => text.trim());
  return { prefix, extensions: extensions.filter((extension) => extension !== "") };
}

function exactPaths(path: string): readonly string[] {
  const [, folder] = /^(.*)\/index\.html$/.exec(path) ?? [];
  return folder === undefined ? [path] : [path, folder, `${folder}/`];
}
