// Folders of the repository as pipelines name them. Pure: what is on the disk is said by the evidence.

/** A folder with forward slashes, "." for the repository's root; undefined: it leads out of the repository. */
export function joinFolders(...parts: readonly string[]): string | undefined {
  const names: string[] = [];
  for (const name of parts.join("/").split(/[\\/]+/)) {
    if (name === "" || name === ".") continue;
    if (name !== "..") names.push(name);
    else if (names.pop() === undefined) return undefined;
  }
  return names.length === 0 ? "." : names.join("/");
}

/** True for a path in a folder or below it. */
export function isWithin(path: string, folder: string): boolean {
  return folder === "." || path === folder || path.startsWith(`${folder}/`);
}

/** The folder from which a policy file is served at its address: that above `.well-known`, else its own. */
export function servedFrom(policyPath: string): string {
  const folder = joinFolders(policyPath, "..") ?? ".";
  return /(?:^|\/)\.well-known$/.test(folder) ? (joinFolders(folder, "..") ?? ".") : folder;
}
