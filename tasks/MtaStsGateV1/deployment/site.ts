// What the folder that is deployed means for senders. Interpretation fills it in, checks only look at it.
import type { PolicyText } from "../mta-sts/policy";
import type { Answer } from "../swa/answer";
import type { ConfigReading } from "../swa/config";

/** The folder that is deployed. All paths are relative to the repository root. */
export interface Site {
  /** "." for the repository's root. */
  readonly root: string;
  /** The policy lies at `.well-known/mta-sts.txt` in it, spelled exactly so. */
  readonly hasPolicy: boolean;
  /** Files in it that are probably meant to be the policy. */
  readonly misnamed: readonly Misnamed[];
  /** Why another folder than this may be uploaded, in words; undefined: this one is, as it lies. */
  readonly madeBy?: string;
  /** Other committed policies that belong to the same site, read. */
  readonly copies: readonly { readonly path: string; readonly text: PolicyText }[];
}

/** A file that senders do not find. */
export interface Misnamed {
  readonly path: string;
  /** What is wrong: a name within `.well-known`, the name of that folder, or no such folder at all. */
  readonly slip: "file" | "folder" | "top level";
}

/** A site that Static Web Apps serves. */
export interface StaticWebApp {
  readonly site: Site;
  /** How that is known, in words. */
  readonly sign: string;
  readonly hasIndex: boolean;
  /** The policy host is in DNS and no alias of the service: something else answers for it. */
  readonly isFronted: boolean;
  /** The configuration that takes effect. */
  readonly config?: SiteConfigFile;
  /** Files that look like a configuration and take no effect. */
  readonly strayConfigs: readonly StrayConfig[];
  /** Path of a `routes.json` that has rules of the form before `staticwebapp.config.json`. */
  readonly legacyRoutes?: string;
  /** What senders get, as if networks and gateways let everybody in. */
  readonly policyAnswer: Answer;
  /** The text that they get where a route leads to another file; undefined where that is not known. */
  readonly rewritten?: { readonly path: string; readonly text: PolicyText };
  /** The same for a file by which the service's certificate authority proves the domain. */
  readonly renewalAnswer: Answer;
}

/** `staticwebapp.config.json`. */
export interface SiteConfigFile {
  readonly path: string;
  readonly octets: number;
  readonly reading: ConfigReading;
}

/** A configuration without effect, and why. */
export interface StrayConfig {
  readonly path: string;
  readonly reason: "name" | "place";
}
