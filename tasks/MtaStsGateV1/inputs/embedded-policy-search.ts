// Finds the committed policy in the code of an Azure Functions app, where the repository has no policy file.
import { posix } from "node:path";
import { readRepositoryFile } from "../evidence/repository";
import { embeddedPolicy, isCode } from "../mta-sts/embedded-policy";
import { walkRepository } from "../repository-walk";

/** A search through more files would hold up every build. */
const MOST_READ = 500;

/** Tests and what a compiler made hold copies. */
const COPY = /(?:^|\/)(?:bin|obj|dist|out|tests?|__tests__)\/|\.(?:test|spec)\.\w+$/i;

/**
 * Paths of the files that hold a policy as a text, relative to the repository; none where it has no Functions app.
 * @param within a folder of the repository, "." for all of it
 */
export function searchEmbeddedPolicies(repositoryRoot: string, within = "."): readonly string[] {
  const isWanted = (name: string) => name === "host.json" || isCode(name);
  const paths = walkRepository(repositoryRoot, isWanted).paths.filter(
    (path) => (within === "." || path.startsWith(`${within}/`)) && !COPY.test(path),
  );
  if (!paths.some((path) => posix.basename(path) === "host.json")) return [];
  return paths.slice(0, MOST_READ).filter((path) => {
    const file = readRepositoryFile(repositoryRoot, path);
    if (file.status !== "found") return false;
    const text = Buffer.from(file.value.bytesBase64, "base64").toString("utf8");
    return embeddedPolicy(path, text) !== undefined;
  });
}
