// The folder that is deployed, read: which hosting serves it, by which configuration, and what senders get.

import type { Misnamed, Site, StaticWebApp } from "../deployment/site";
import type { SiteFolder } from "../evidence/site-folder";
import type { Evidence, Observation, RepositoryFile } from "../evidence/types";
import { parsePolicy } from "../mta-sts/policy";
import { POLICY_NAME, WELL_KNOWN } from "../mta-sts/policy-path";
import type { Options } from "../options";
import { type Answer, answerTo, type HasFile } from "../swa/answer";
import { EMPTY_CONFIG, type SiteConfig } from "../swa/config";
import { membersOf } from "../swa/json-shapes";
import { readJson } from "../swa/json-text";
import { isCopyOf } from "./policy-copies";
import { joined } from "./repository-paths";
import { readSiteConfigs, type SiteConfigs } from "./site-config";
import { type Upload, uploadOf } from "./upload";

const POLICY_PATH = `/${WELL_KNOWN}/${POLICY_NAME}`;

/** What the certificate authority of Static Web Apps fetches before it renews a certificate. */
const RENEWAL_PATH = "/.well-known/pki-validation/fileauth.txt";

const SERVICE_DOMAIN = /(?:^|\.)azurestaticapps\.net$/i;

/** The site, and the same as a Static Web App where it is known to be one. */
interface SiteReading {
  readonly site: Observation<Site>;
  readonly staticWebApp: Observation<StaticWebApp>;
}

/** Reads the folder that is deployed for one Policy Domain. */
export function readSite(evidence: Evidence, options: Options): SiteReading {
  if (evidence.site.status !== "found") {
    return { site: evidence.site, staticWebApp: evidence.site };
  }
  const folder = evidence.site.value;
  if (folder.names.includes("host.json")) {
    const functions = skipped("host.json makes the folder an Azure Functions project");
    return { site: functions, staticWebApp: functions };
  }
  const upload = uploadOf(folder.root, folder.deployers);
  const madeBy = makerOf(folder, upload);
  const configs = readSiteConfigs(folder, upload, madeBy === undefined);
  const site = {
    root: folder.root,
    hasPolicy: hasPolicy(folder),
    misnamed: misnamedIn(folder),
    ...(madeBy === undefined ? {} : { madeBy }),
    copies: copiesIn(folder, evidence.policyFile),
  };
  const sign = signOf(configs, upload, evidence, options);
  return {
    site: { status: "found", value: site },
    staticWebApp:
      sign === undefined
        ? skipped("nothing says that the folder is deployed to Static Web Apps")
        : {
            status: "found",
            value: {
              ...readStaticWebApp(site, sign, folder, configs),
              isFronted:
                evidence.policyHost.a.resolver.status === "found" &&
                serviceAlias(evidence.policyHost) === undefined,
            },
          },
  };
}

function skipped(reason: string): Observation<never> {
  return { status: "skipped", reason };
}

/** Why what is uploaded may have other files than the folder has now. */
function makerOf({ root, buildFiles }: SiteFolder, upload: Upload | undefined): string | undefined {
  if (upload?.makesFiles === true) return `${upload.by} makes or moves files of the site`;
  if (upload?.extent === "part") return `${upload.by} uploads another folder`;
  if (upload?.extent === "unknown") return `${upload.by} uploads a folder that a variable names`;
  const isFixed = upload?.extent === "whole";
  const relevant = isFixed
    ? buildFiles.filter((file) => file === joined(root, file.slice(file.lastIndexOf("/") + 1)))
    : buildFiles;
  const [first] = relevant;
  return first === undefined || (isFixed && upload.isFinal)
    ? undefined
    : `${first} tells of a build`;
}

function hasPolicy({ wellKnown }: SiteFolder): boolean {
  return wellKnown.some(
    ({ folder, names }) => folder === WELL_KNOWN && names.includes(POLICY_NAME),
  );
}

function misnamedIn({ root, names, wellKnown }: SiteFolder): readonly Misnamed[] {
  const inFolders = wellKnown.flatMap(({ folder, names: files }) =>
    files
      .filter((name) => folder !== WELL_KNOWN || name !== POLICY_NAME)
      .map((name) => ({
        path: joined(root, `${folder}/${name}`),
        slip: folder === WELL_KNOWN ? ("file" as const) : ("folder" as const),
      })),
  );
  const atTop = names.filter((name) => /^mta/i.test(name) && !name.endsWith("/"));
  return [
    ...inFolders,
    ...atTop.map((name) => ({ path: joined(root, name), slip: "top level" as const })),
  ];
}

function copiesIn({ copies }: SiteFolder, policyFile: Observation<RepositoryFile>): Site["copies"] {
  if (policyFile.status !== "found") return [];
  const own = policyFile.value.path;
  return copies
    .filter(({ path }) => isCopyOf(path, own))
    .map(({ path, octets, bytesBase64 }) => ({
      path,
      text: parsePolicy(Buffer.from(bytesBase64, "base64"), octets),
    }));
}

/** What says that the folder is deployed to Static Web Apps, in words. */
function signOf(
  { config, strays }: SiteConfigs,
  upload: Upload | undefined,
  { policyHost }: Evidence,
  { deployedUrl }: Options,
): string | undefined {
  const own = config?.path ?? strays.find(({ reason }) => reason === "name")?.path;
  if (own !== undefined) return own;
  if (upload !== undefined) return upload.by;
  if (deployedUrl !== undefined && SERVICE_DOMAIN.test(new URL(deployedUrl).hostname)) {
    return "deployedUrl";
  }
  return serviceAlias(policyHost);
}

/** The name of the service that the policy host is an alias of. */
function serviceAlias({ a: { resolver } }: Evidence["policyHost"]): string | undefined {
  const chain = resolver.status === "found" ? resolver.value.chain : [];
  return chain.find(({ target }) => SERVICE_DOMAIN.test(target))?.target;
}

function readStaticWebApp(
  site: Site,
  sign: string,
  folder: SiteFolder,
  { config, strays }: SiteConfigs,
): Omit<StaticWebApp, "isFronted"> {
  // A sender that networks or gateways keep out meets no route; what the routes would do is judged all the same.
  const {
    allowedIpRanges: _ranges,
    requiredHeaders: _headers,
    ...open
  } = config?.reading.config ?? EMPTY_CONFIG;
  const policyAnswer = answerTo(POLICY_PATH, open, filesOf(folder));
  const rewritten = rewrittenText(policyAnswer, folder);
  const legacyRoutes = legacyRoutesOf(folder);
  return {
    site,
    sign,
    hasIndex: folder.names.some((name) => /^index\.html$/i.test(name)),
    ...(config === undefined ? {} : { config }),
    strayConfigs: strays,
    ...(legacyRoutes === undefined ? {} : { legacyRoutes }),
    policyAnswer,
    ...(rewritten === undefined ? {} : { rewritten }),
    renewalAnswer: answerTo(RENEWAL_PATH, open satisfies SiteConfig, () => true),
  };
}

function filesOf({ names, wellKnown, named }: SiteFolder): HasFile {
  const paths = new Set([
    ...names.map((name) => `/${name}`),
    ...wellKnown.flatMap(({ folder, names: files }) => files.map((name) => `/${folder}/${name}`)),
    ...named,
  ]);
  return (path) => paths.has(path);
}

function rewrittenText(answer: Answer, { root, texts }: SiteFolder): StaticWebApp["rewritten"] {
  if (answer.cause.kind !== "rewrite" || answer.file === undefined) return undefined;
  const path = joined(root, answer.file);
  const file = texts.find((text) => text.path === path);
  return file === undefined
    ? undefined
    : { path, text: parsePolicy(Buffer.from(file.bytesBase64, "base64"), file.octets) };
}

/** A file of this name may be anything; rules of the old form have a member `route` each. */
function legacyRoutesOf({ routes }: SiteFolder): string | undefined {
  if (routes === undefined) return undefined;
  const { value } = readJson(Buffer.from(routes.bytesBase64, "base64"));
  const rules = membersOf(value).find(({ name }) => name === "routes")?.value;
  const isLegacy =
    rules?.kind === "array" &&
    rules.items.some((rule) => membersOf(rule).some(({ name }) => name === "route"));
  return isLegacy ? routes.path : undefined;
}
