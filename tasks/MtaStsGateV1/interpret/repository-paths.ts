// Paths of the repository as text: forward slashes, "." for the root.

/** The folder that holds a file or folder. */
export function parentOf(path: string): string {
  const end = path.lastIndexOf("/");
  return end < 0 ? "." : path.slice(0, end);
}

/** The last part of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** A path below a folder; `way` may begin with a slash. */
export function joined(folder: string, way: string): string {
  const rest = way.replace(/^\/+/, "");
  if (rest === "" || rest === ".") return folder;
  return folder === "." ? rest : `${folder}/${rest}`;
}

/** True for what lies in a folder, however deep. */
export function isBelow(path: string, folder: string): boolean {
  return folder === "." ? path !== "." : path.startsWith(`${folder}/`);
}
