// The checks of the policy text, in report order: octets, size, shape, lines, fields, values.
import type { Check } from "./check";
import { policyBlankLine } from "./policy-blank-line";
import { policyBom } from "./policy-bom";
import { policyComment } from "./policy-comment";
import { policyDnsRecord } from "./policy-dns-record";
import { policyDuplicateField } from "./policy-duplicate-field";
import { policyEmpty } from "./policy-empty";
import { policyFieldName } from "./policy-field-name";
import { policyFrontMatter } from "./policy-front-matter";
import { policyHtml } from "./policy-html";
import { policyInvalidUtf8 } from "./policy-invalid-utf8";
import { policyInvisibleCharacter } from "./policy-invisible-character";
import { policyLeadingBlank } from "./policy-leading-blank";
import { policyLineEnding } from "./policy-line-ending";
import { policyLostLineBreak } from "./policy-lost-line-break";
import { policyMalformedLine } from "./policy-malformed-line";
import { policyMaxAgeMissing } from "./policy-max-age-missing";
import { policyMaxAgeMistyped } from "./policy-max-age-mistyped";
import { policyMaxAgeRange } from "./policy-max-age-range";
import { policyMaxAgeShort } from "./policy-max-age-short";
import { policyMaxAgeValue } from "./policy-max-age-value";
import { policyMixedLineEndings } from "./policy-mixed-line-endings";
import { policyModeMissing } from "./policy-mode-missing";
import { policyModeValue } from "./policy-mode-value";
import { policyMxAddress } from "./policy-mx-address";
import { policyMxDuplicate } from "./policy-mx-duplicate";
import { policyMxMissing } from "./policy-mx-missing";
import { policyMxPlaceholder } from "./policy-mx-placeholder";
import { policyMxPublicSuffix } from "./policy-mx-public-suffix";
import { policyMxRootDot } from "./policy-mx-root-dot";
import { policyMxSeveralHosts } from "./policy-mx-several-hosts";
import { policyMxSingleLabel } from "./policy-mx-single-label";
import { policyMxSyntax } from "./policy-mx-syntax";
import { policyMxULabel } from "./policy-mx-u-label";
import { policyMxUnderscore } from "./policy-mx-underscore";
import { policyMxUrl } from "./policy-mx-url";
import { policyMxWildcard } from "./policy-mx-wildcard";
import { policyNotAPolicy } from "./policy-not-a-policy";
import { policyNul } from "./policy-nul";
import { policyRtf } from "./policy-rtf";
import { policySize } from "./policy-size";
import { policyUtf16 } from "./policy-utf16";
import { policyVersionMissing } from "./policy-version-missing";
import { policyVersionValue } from "./policy-version-value";
import { policyYamlList } from "./policy-yaml-list";

/** Every check of a policy text; each needs nothing but the text. */
export const policyChecks: readonly Check<"policyFile">[] = [
  policyBom,
  policyUtf16,
  policyInvalidUtf8,
  policyNul,
  policySize,
  policyEmpty,
  policyRtf,
  policyHtml,
  policyDnsRecord,
  policyNotAPolicy,
  policyFrontMatter,
  policyYamlList,
  policyLineEnding,
  policyMixedLineEndings,
  policyLostLineBreak,
  policyBlankLine,
  policyLeadingBlank,
  policyComment,
  policyMalformedLine,
  policyInvisibleCharacter,
  policyFieldName,
  policyDuplicateField,
  policyVersionMissing,
  policyVersionValue,
  policyModeMissing,
  policyModeValue,
  policyMxMissing,
  policyMxRootDot,
  policyMxUrl,
  policyMxUnderscore,
  policyMxULabel,
  policyMxAddress,
  policyMxWildcard,
  policyMxSeveralHosts,
  policyMxSyntax,
  policyMxSingleLabel,
  policyMxPublicSuffix,
  policyMxPlaceholder,
  policyMxDuplicate,
  policyMaxAgeMissing,
  policyMaxAgeValue,
  policyMaxAgeRange,
  policyMaxAgeShort,
  policyMaxAgeMistyped,
];
