// How a path is spelled on the disk. Windows and macOS find a file under any case, and macOS under either Unicode form;
// git, Linux and whoever serves the file do not.

/**
 * A path with each part as its folder spells it: the part itself where the folder has it, else the name that differs
 * in Unicode form, else the one that differs in case.
 * @param path relative to the repository, with forward slashes
 * @param namesIn the names in a folder, none where it cannot be read; "." is the repository
 * @returns undefined where a part is in no such spelling, or in several
 */
export function spelledOnDisk(
  path: string,
  namesIn: (folder: string) => readonly string[],
): string | undefined {
  if (path === ".") return path;
  let spelled = "";
  for (const part of path.split("/")) {
    const name = nameAmong(namesIn(spelled === "" ? "." : spelled), part);
    if (name === undefined) return undefined;
    spelled = spelled === "" ? name : `${spelled}/${name}`;
  }
  return spelled;
}

/** True where two paths are one to a reader: they differ in nothing but the Unicode form (NFC, NFD). */
export function looksTheSame(path: string, other: string): boolean {
  return path.normalize("NFC") === other.normalize("NFC");
}

function nameAmong(names: readonly string[], part: string): string | undefined {
  if (names.includes(part)) return part;
  const inForm = names.filter((name) => looksTheSame(name, part));
  const [only, ...others] =
    inForm.length > 0 ? inForm : names.filter((name) => folded(name) === folded(part));
  return others.length === 0 ? only : undefined;
}

/** As a file system without case compares names, near enough: those differ in the details among themselves. */
function folded(name: string): string {
  return name.normalize("NFC").toUpperCase().toLowerCase();
}
