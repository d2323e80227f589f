// The checks of the committed policy and of where it lies: what every run judges, whatever else is seen.
import type { Check } from "./check";
import { interopChecks } from "./interop-checks";
import { policyChecks } from "./policy-checks";
import { policyFileDouble } from "./policy-file-double";
import { policyFileMissing } from "./policy-file-missing";
import { policyFileUnreadable } from "./policy-file-unreadable";
import { providerChecks } from "./provider-checks";
import { removalTooEarly } from "./removal-too-early";
import { sitePolicyCopyDiffers } from "./site-policy-copy-differs";
import { sitePolicyName } from "./site-policy-name";
import { siteUnreadable } from "./site-unreadable";

/** In the order of the report. */
export const committedChecks: readonly Check[] = [
  policyFileMissing,
  policyFileUnreadable,
  policyFileDouble,
  removalTooEarly,
  ...policyChecks,
  ...interopChecks,
  ...providerChecks,
  siteUnreadable,
  sitePolicyName,
  sitePolicyCopyDiffers,
];
