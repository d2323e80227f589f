// The checks of the folder that is deployed, as Static Web Apps serves it.
import type { Check } from "./check";
import { siteCertificateRenewal } from "./site-certificate-renewal";
import { siteConfigJson } from "./site-config-json";
import { siteConfigKey } from "./site-config-key";
import { siteConfigPlace } from "./site-config-place";
import { siteConfigSize } from "./site-config-size";
import { siteConfigValue } from "./site-config-value";
import { siteCustomDomain } from "./site-custom-domain";
import { siteGlobalHeaders } from "./site-global-headers";
import { siteIndexMissing } from "./site-index-missing";
import { siteIpRanges } from "./site-ip-ranges";
import { siteLegacyRoutes } from "./site-legacy-routes";
import { siteMimeType } from "./site-mime-type";
import { siteNavigationFallback } from "./site-navigation-fallback";
import { siteRequiredHeaders } from "./site-required-headers";
import { siteResponseOverride } from "./site-response-override";
import { siteRouteHeaders } from "./site-route-headers";
import { siteRouteRedirect } from "./site-route-redirect";
import { siteRouteRewrite } from "./site-route-rewrite";
import { siteRouteRoles } from "./site-route-roles";
import { siteRouteStatus } from "./site-route-status";

/** The files first, then the configuration, then what it does to requests. */
export const siteChecks: readonly Check[] = [
  siteIndexMissing,
  siteCustomDomain,
  siteConfigPlace,
  siteConfigJson,
  siteConfigSize,
  siteConfigKey,
  siteConfigValue,
  siteLegacyRoutes,
  siteIpRanges,
  siteRequiredHeaders,
  siteRouteRoles,
  siteRouteRedirect,
  siteRouteStatus,
  siteRouteRewrite,
  siteRouteHeaders,
  siteGlobalHeaders,
  siteMimeType,
  siteResponseOverride,
  siteNavigationFallback,
  siteCertificateRenewal,
];
