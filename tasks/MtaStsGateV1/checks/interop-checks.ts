// The checks of what is legal and yet not read alike by all: known senders and checkers that differ from RFC 8461.
import type { Check } from "./check";
import { interopBodySize } from "./interop-body-size";
import { interopColonInExtension } from "./interop-colon-in-extension";
import { interopExtensionField } from "./interop-extension-field";
import { interopMaxAgeZero } from "./interop-max-age-zero";
import { interopNoneWithoutMx } from "./interop-none-without-mx";
import { interopPolicySize } from "./interop-policy-size";
import { interopSlow } from "./interop-slow";
import { interopVersionNotFirst } from "./interop-version-not-first";

/** Those of the committed text first, then those of what is served. */
export const interopChecks: readonly Check[] = [
  interopVersionNotFirst,
  interopNoneWithoutMx,
  interopMaxAgeZero,
  interopColonInExtension,
  interopExtensionField,
  interopPolicySize,
  interopBodySize,
  interopSlow,
];
