// The agent emulator: runs packaged Azure Pipelines tasks without Azure DevOps. What it does not do: README.md.
export { installExtension, installTask } from "./install";
export { type PipelineRun, runPipeline } from "./pipeline";
export { PipelineRefused } from "./plan";
export type { IssuedCommand, PipelineReport, StepReport } from "./report";
export type { StandInContext, Step } from "./step";
