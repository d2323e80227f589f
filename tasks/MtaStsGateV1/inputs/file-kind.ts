// What a path names on the disk.
import { statSync } from "node:fs";

/** `other` is a pipe, a device or a socket; `unknown`: the system does not let us look. */
export type FileKind = "absent" | "file" | "folder" | "other" | "unknown";

/** Looks at what is there, links followed. Never throws. */
export function fileKind(path: string): FileKind {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return "absent";
    if (stats.isFile()) return "file";
    return stats.isDirectory() ? "folder" : "other";
  } catch {
    return "unknown";
  }
}
