import { CWD, type DeployStep } from "../pipelines/deploy-step";
import { settingOf } from "../pipelines/pipeline";
import { isWithin, joinFolders, servedFrom } from "../pipelines/repository-folder";
import type { PipelineTexts } from "../pipelines/view";
import { quote } from "../quote";
import { defineCheck } from "./check";
import { inEachPipeline, placeIn } from "./pipeline-views";

export const pipelineAppLocation = defineCheck({
  id: "pipeline-app-location",
  title: "The folder that a pipeline deploys does not serve the policy",
  severity: "warning",
  area: "pipeline",
  citation: { rfc: 8461, section: "3.3" },
  why: "Senders get no policy at /.well-known/mta-sts.txt.",
  fix: "Let app_location be the folder that holds .well-known.",
  needs: ["pipelines"],
  judge: ({ pipelines }, deployment, knowledge) => {
    const { policyFile } = deployment;
    if (policyFile.status !== "found" || policyFile.value.places !== undefined) return [];
    const { path } = policyFile.value;
    return inEachPipeline(pipelines, deployment, knowledge, (view) =>
      view.deploys.flatMap((deploy) => {
        const said = faultOf(deploy, path, pipelines);
        if (said === undefined || view.isTemplate) return [];
        const served = servedFrom(path);
        const isJoined = CWD.some(
          (name) => (settingOf(deploy.step.inputs, name)?.text ?? "") !== "",
        );
        /* c8 ignore next -- what is said is said of a folder */
        const folder = deploy.upload.kind === "folder" ? deploy.upload.folder : "";
        const named = isJoined ? folder : (deploy.location?.text ?? "");
        return [
          {
            message: `${isJoined ? "cwd and app_location together are" : "app_location is"} ${quote(named)}, ${said}`,
            fix: `${isJoined ? "Remove cwd and set" : "Set"} app_location to ${quote(served === "." ? "/" : `/${served}`)}.`,
            ...placeIn(view, deploy.location ?? deploy.step),
          },
        ];
      }),
    );
  },
});

function faultOf(
  deploy: DeployStep,
  policyPath: string,
  { folders, policies, builds }: PipelineTexts,
): string | undefined {
  const { upload, job, step } = deploy;
  if (upload.kind === "unknown" || deploy.how !== "site") return undefined;
  const { folder, built } = upload;
  // A policy under another name has a check of its own.
  if (!`/${policyPath}`.endsWith("/.well-known/mta-sts.txt")) return undefined;
  if (folder === policyPath) return "which is the policy file, not the folder that is deployed";
  if (/(?:^|\/)\.well-known$/.test(folder) && isWithin(policyPath, folder)) {
    return "so the policy would be served at /mta-sts.txt";
  }
  const others = job.steps.slice(0, job.steps.indexOf(step));
  const isPlain = others.every(
    ({ kind, name }) => kind === "checkout" || /(?:^|\.)MtaStsGate@\d+$/i.test(name),
  );
  const checkouts = job.steps.filter(({ kind }) => kind === "checkout");
  // Steps before may make the folder, and without one checkout of this repository it is another one.
  const isOwn =
    checkouts.every(({ name }) => name.toLowerCase() === "self") && checkouts.length < 2;
  const hasFiles = job.kind === "job" || checkouts.length === 1;
  if (!isPlain || !isOwn || !hasFiles || isBuilt(folder, builds)) return undefined;
  if (folder !== "." && !folders.includes(folder))
    return "a folder that the repository does not have";
  const root = built ?? folder;
  if (root !== "." && !folders.includes(root)) return undefined;
  const isServed = [...policies, policyPath].some((policy) =>
    [root, folder].some((one) => policy === joinFolders(one, ".well-known/mta-sts.txt")),
  );
  return isServed ? undefined : `which does not hold .well-known/mta-sts.txt`;
}

/** A build file lies in the folder or above it. */
function isBuilt(folder: string, builds: readonly string[]): boolean {
  return builds.some((file) => isWithin(folder, joinFolders(file, "..") ?? "."));
}
