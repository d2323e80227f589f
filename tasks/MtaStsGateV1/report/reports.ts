// All reports that are files, behind one door: a file of its own in the package, loaded when the verdict is known.
export { testResultsXml } from "./junit";
export { summaryMarkdown } from "./markdown";
export { sarifJson } from "./sarif";
