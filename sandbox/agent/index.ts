// The agent emulator: runs packaged Azure Pipelines tasks without Azure DevOps. What it does not do: README.md.
export type { Node24Support, NodeBinaries } from "./handler";
export { installExtension, installTask } from "./install";
export { type AgentSettings, type PipelineRun, runPipeline } from "./pipeline";
export { PipelineRefused } from "./plan";
export type { Issue, IssuedCommand, PipelineReport, StepReport, Upload } from "./report";
export type { TaskResult } from "./result";
export type { StandInContext, StandInStep, Step, TaskStep } from "./step";
export type { InstalledTask } from "./task-definition";
export type { Timings } from "./timings";
export type { Workspace } from "./workspace";
