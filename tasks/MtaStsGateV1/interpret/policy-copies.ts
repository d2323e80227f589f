// Committed policies that are one and the same to their authors, told by their paths.
import { isLikeWellKnown } from "../mta-sts/policy-path";

/** Folders that say how a site is made, not whose it is. */
const LAYOUT = new Set([
  "_site",
  "app",
  "assets",
  "build",
  "client",
  "content",
  "deploy",
  "dist",
  "docs",
  "frontend",
  "home",
  "html",
  "out",
  "output",
  "pages",
  "public",
  "publish",
  "root",
  "site",
  "src",
  "static",
  "web",
  "www",
  "wwwroot",
]);

/**
 * True for two paths that differ only in folders of a layout: `public/.well-known/mta-sts.txt` and `mta-sts.txt`, but not
 * `contoso/mta-sts.txt` and `fabrikam/mta-sts.txt`, which are policies of two domains.
 */
export function isCopyOf(path: string, other: string): boolean {
  return ownersOf(path).join("/") === ownersOf(other).join("/");
}

/** The folders on the way that are not of a layout. */
function ownersOf(path: string): readonly string[] {
  return path
    .split("/")
    .slice(0, -1)
    .filter((folder) => !LAYOUT.has(folder.toLowerCase()) && !isLikeWellKnown(folder));
}
