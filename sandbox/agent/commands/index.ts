// The commands that the emulator carries out, and those it owns up to not knowing.
import { type CommandRule, harmless, restricted } from "./command";
import { logIssue } from "./issue-command";
import { complete, debug, logDetail, progress } from "./progress-commands";
import {
  addAttachment,
  addBuildTag,
  publishTestResults,
  updateBuildNumber,
  uploadArtifact,
  uploadBuildSummary,
  uploadFile,
  uploadLog,
  uploadSummary,
} from "./upload-commands";
import { prependPath, setSecret, setTaskVariable, setVariable } from "./variable-commands";

const COMMANDS: Readonly<Record<string, CommandRule>> = {
  "task.logissue": logIssue,
  "task.issue": logIssue,
  "task.complete": complete,
  "task.setprogress": progress,
  "task.logdetail": logDetail,
  "task.debug": debug,
  "task.setsecret": setSecret,
  "task.setvariable": setVariable,
  "task.settaskvariable": setTaskVariable,
  "task.prependpath": prependPath,
  "task.uploadsummary": uploadSummary,
  "task.uploadfile": uploadFile,
  "task.addattachment": addAttachment,
  "task.setendpoint": notEmulated("task.setendpoint"),
  "artifact.upload": uploadArtifact,
  "artifact.associate": notEmulated("artifact.associate"),
  "build.uploadlog": uploadLog,
  "build.uploadsummary": uploadBuildSummary,
  "build.updatebuildnumber": updateBuildNumber,
  "build.addbuildtag": addBuildTag,
  "results.publish": publishTestResults,
  "results.publishtoevidencestore": notEmulated("results.publishtoevidencestore"),
  "codecoverage.publish": notEmulated("codecoverage.publish"),
  "codecoverage.enable": notEmulated("codecoverage.enable"),
  "release.updatereleasename": notEmulated("release.updatereleasename"),
  // The agent drops the telemetry of tasks that are not Microsoft's own.
  "telemetry.publish": harmless(() => {}),
};

const AREAS = new Set(Object.keys(COMMANDS).map((name) => name.split(".")[0]));

function notEmulated(name: string): CommandRule {
  return restricted(() => {
    throw new Error(`The agent emulator does not carry out ##vso[${name}].`);
  });
}

/** Whether the agent has commands in an area (without case). */
export function isKnownArea(area: string): boolean {
  return AREAS.has(area.toLowerCase());
}

/** The rule of a command (without case); undefined for an event that its area does not have. */
export function findCommand(area: string, event: string): CommandRule | undefined {
  const name = `${area}.${event}`.toLowerCase();
  return Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
}
