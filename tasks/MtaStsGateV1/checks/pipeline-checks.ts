// The checks on the repository's pipelines, in the order of the report.
import type { Check } from "./check";
import { pipelineAppLocation } from "./pipeline-app-location";
import { pipelineBranches } from "./pipeline-branches";
import { pipelineDeploysPullRequest } from "./pipeline-deploys-pull-request";
import { pipelineGateOpened } from "./pipeline-gate-opened";
import { pipelineNoCheckout } from "./pipeline-no-checkout";
import { pipelineShallow } from "./pipeline-shallow";
import { pipelineToken } from "./pipeline-token";
import { pipelineUngatedDeploy } from "./pipeline-ungated-deploy";
import { pipelineUnknownInput } from "./pipeline-unknown-input";
import { pipelineUnresolved } from "./pipeline-unresolved";
import { pipelineYaml } from "./pipeline-yaml";

/** All of them. */
export const pipelineChecks: readonly Check[] = [
  pipelineYaml,
  pipelineUngatedDeploy,
  pipelineGateOpened,
  pipelineDeploysPullRequest,
  pipelineNoCheckout,
  pipelineAppLocation,
  pipelineUnknownInput,
  pipelineToken,
  pipelineBranches,
  pipelineShallow,
  pipelineUnresolved,
];
