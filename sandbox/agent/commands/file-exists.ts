import fs from "node:fs";

/** .NET's File.Exists: a file that can be seen. Any path that cannot be one is simply not there. */
export function isFile(file: string): boolean {
  try {
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}
