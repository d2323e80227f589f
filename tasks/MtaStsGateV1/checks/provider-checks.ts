// The checks of mx patterns against what is known of mail providers' MX hosts.
import type { Check } from "./check";
import { providerBareBase } from "./provider-bare-base";
import { providerHostsForgotten } from "./provider-hosts-forgotten";
import { providerMoving } from "./provider-moving";
import { providerOutboundHost } from "./provider-outbound-host";
import { providerWildcardDepth } from "./provider-wildcard-depth";

/** In report order. */
export const providerChecks: readonly Check[] = [
  providerWildcardDepth,
  providerBareBase,
  providerOutboundHost,
  providerHostsForgotten,
  providerMoving,
];
