// The variables that the server and the agent give to every job of a build pipeline.
import os from "node:os";
import type { Workspace } from "./workspace";

type Values = Readonly<Record<string, string>>;

const COLLECTION = "https://dev.azure.com/contoso/";

/** What the server sends along. The job's own variables may replace each of them. */
export function serverVariables(given: Values): Values {
  const pullRequest = valueIn(given, "Build.Reason") === "PullRequest";
  return {
    "System.HostType": "build",
    "System.Culture": "en-US",
    "System.CollectionUri": COLLECTION,
    "System.TeamFoundationCollectionUri": COLLECTION,
    "System.TeamFoundationServerUri": COLLECTION,
    "System.CollectionId": "7f3f0a2e-5f1d-4f2b-9a57-1c2d3e4f5a61",
    "System.TeamProject": "Mail",
    "System.TeamProjectId": "0c8d5f63-6e5a-4a0e-8c7b-2d3e4f5a6b72",
    "System.DefinitionId": "1",
    "System.DefinitionName": "mta-sts",
    "System.ServerType": "Hosted",
    "System.StageName": "__default",
    "System.StageAttempt": "1",
    "System.PhaseName": "Job",
    "System.PhaseAttempt": "1",
    "System.JobName": "__default",
    "System.JobDisplayName": "Job",
    "System.JobAttempt": "1",
    "System.JobPositionInPhase": "1",
    "System.TotalJobsInPhase": "1",
    "System.JobId": "1b9e6d74-7f6b-4b1f-9d8c-3e4f5a6b7c83",
    "System.PlanId": "2caf7e85-807c-4c20-ae9d-4f5a6b7c8d94",
    "System.TimelineId": "2caf7e85-807c-4c20-ae9d-4f5a6b7c8d94",
    "Build.BuildId": "1",
    "Build.BuildNumber": "20260101.1",
    "Build.BuildUri": "vstfs:///Build/Build/1",
    "Build.ContainerId": "1",
    "Build.DefinitionName": "mta-sts",
    "Build.Reason": "Manual",
    "Build.RequestedFor": "A. Admin",
    "Build.Repository.Id": "3db08f96-918d-4d31-bfae-5a6b7c8d9ea5",
    "Build.Repository.Name": "mta-sts",
    "Build.Repository.Provider": "TfsGit",
    "Build.Repository.Uri": `${COLLECTION}Mail/_git/mta-sts`,
    "Build.SourceBranch": pullRequest ? "refs/pull/1/merge" : "refs/heads/main",
    "Build.SourceBranchName": pullRequest ? "merge" : "main",
    "Build.SourceVersion": "0".repeat(40),
    "Build.SourceVersionMessage": "A change",
    ...(pullRequest && {
      "System.PullRequest.PullRequestId": "1",
      "System.PullRequest.IsFork": "False",
      "System.PullRequest.SourceBranch": "refs/heads/change",
      "System.PullRequest.TargetBranch": "refs/heads/main",
      "System.PullRequest.TargetBranchName": "main",
    }),
  };
}

/** What describes the agent. */
interface AgentIdentity {
  readonly name: string;
  readonly version: string;
}

/** What the agent sets when it starts the job; these win over the job's variables. */
export function agentVariables(workspace: Workspace, agent: AgentIdentity): Values {
  return {
    "Agent.Id": "1",
    "Agent.Name": agent.name,
    "Agent.Version": agent.version,
    "Agent.MachineName": os.hostname(),
    "Agent.JobName": "Job",
    "Agent.CloudId": "",
    "Agent.IsSelfHosted": "1",
    "Agent.AcceptTeeEula": "False",
    "Agent.OS": { linux: "Linux", darwin: "Darwin" }[process.platform as string] ?? "Windows_NT",
    "Agent.OSArchitecture":
      { arm64: "ARM64", arm: "ARM", ia32: "X86" }[process.arch as string] ?? "X64",
    "Agent.HomeDirectory": workspace.root,
    "Agent.RootDirectory": workspace.work,
    "Agent.WorkFolder": workspace.work,
    "Agent.BuildDirectory": workspace.pipeline,
    "Agent.TempDirectory": workspace.temp,
    "Agent.ToolsDirectory": workspace.tools,
    "System.WorkFolder": workspace.work,
    "System.IsAzureVM": "0",
    "System.IsDockerContainer": "0",
    "System.ArtifactsDirectory": workspace.staging,
    "System.DefaultWorkingDirectory": workspace.sources,
    "Build.SourcesDirectory": workspace.sources,
    "Build.Repository.LocalPath": workspace.sources,
    "Build.ArtifactStagingDirectory": workspace.staging,
    "Build.StagingDirectory": workspace.staging,
    "Build.BinariesDirectory": workspace.binaries,
    "Common.TestResultsDirectory": workspace.testResults,
    "Pipeline.Workspace": workspace.pipeline,
  };
}

function valueIn(given: Values, name: string): string | undefined {
  return Object.entries(given).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}
