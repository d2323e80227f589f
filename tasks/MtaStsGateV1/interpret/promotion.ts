// Whether a deployment turns senders from delivering anyhow to refusing (RFC 8461 section 5). Pure.
import type { Deployment } from "../deployment";
import type { EarlierSight } from "../evidence/types";
import { type Mode, parsePolicy } from "../mta-sts/policy";

type Facts = Pick<Deployment, "options" | "policyFile" | "policyResource">;

/** True where the committed policy has mode enforce, and the one that senders had before has not. */
export function bringsEnforce(
  { options, policyFile, policyResource }: Facts,
  earlier: EarlierSight | undefined,
): boolean {
  if (options.stage === "lint" || options.stage === "monitor") return false;
  const committed = policyFile.status === "found" ? policyFile.value.text.policy : undefined;
  const served = policyResource.status === "found" ? policyResource.value.text?.policy : undefined;
  const before = earlier === undefined ? served?.mode : modeOf(earlier);
  return committed?.mode === "enforce" && before !== "enforce";
}

function modeOf({ servedBodyBase64 }: EarlierSight): Mode | undefined {
  return servedBodyBase64 === undefined
    ? undefined
    : parsePolicy(Buffer.from(servedBodyBase64, "base64")).policy?.mode;
}
