// task.logissue and its alias task.issue (agent: TaskIssueCommand, BuildJobExtension.ConvertLocalPath).
import type { Issue } from "../report";
import { harmless } from "./command";
import { isFile } from "./file-exists";

export const logIssue = harmless((step, { properties, data }) => {
  const type = properties.get("type");
  if (type === undefined) {
    step.warning("Can't create TaskIssue from logging event.");
    return;
  }
  const issueType = type.toLowerCase();
  if (!isIssueType(issueType)) {
    throw new Error(`issue type ${type} is not an expected issue type.`);
  }
  const kept: Record<string, string> = Object.fromEntries(properties);
  if (kept.sourcepath === undefined) {
    step.addIssue(issueType, data, kept);
    return;
  }
  kept.sourcepath = repositoryPath(kept.sourcepath, step.job.workspace.sources);
  const place = `${kept.sourcepath}(${kept.linenumber ?? ""},${kept.columnnumber ?? ""})`;
  step.addIssue(issueType, `${place}: ${type} ${kept.code ?? ""}: ${data}`, kept);
});

function isIssueType(type: string): type is Issue["type"] {
  return type === "error" || type === "warning";
}

/** The path as seen from the repository, if the file exists and is written as lying in it; else unchanged. */
function repositoryPath(sourcePath: string, repository: string): string {
  return isFile(sourcePath) && sourcePath.startsWith(`${repository}/`)
    ? sourcePath.slice(repository.length + 1)
    : sourcePath;
}
