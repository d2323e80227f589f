// A stand-in for Azure Static Web Apps: takes a folder as the service does, or refuses it, and then answers by the rules
// of its documentation. Sign-in, functions and the networks of clients are not there: everybody is a stranger from afar.
import { readdirSync, readFileSync } from "node:fs";
import { join, posix, sep } from "node:path";
import { answerTo } from "../../tasks/MtaStsGateV1/swa/answer";
import { EMPTY_CONFIG, readConfig, type SiteConfig } from "../../tasks/MtaStsGateV1/swa/config";
import { MAX_CONFIG_OCTETS } from "../../tasks/MtaStsGateV1/swa/max-config-octets";
import type { Answer, HttpAnswer } from "./https-site";

const CONFIG_NAME = "staticwebapp.config.json";

/** What becomes of an upload. */
type Deployment = { readonly answer: Answer } | { readonly refusal: string };

/** What is uploaded. */
interface Upload {
  /** Absolute. */
  readonly folder: string;
  /** A configuration that lies elsewhere, absolute: `config_file_location`. */
  readonly configFile?: string;
}

/** Uploads a folder: what it holds now is what is served. */
export function deployStaticWebApp(upload: Upload): Deployment {
  const files = filesBelow(upload.folder);
  if (!files.has("/index.html") && !files.has("/Index.html")) {
    return { refusal: "no default file in the folder" };
  }
  const reading = configOf(upload, files);
  if ("refusal" in reading) return reading;
  const served = new Map([...files].filter(([path]) => posix.basename(path) !== CONFIG_NAME));
  return { answer: ({ path }) => respond(path, reading.config, served) };
}

/** Octets of every file by its path, spelled as it is. */
type Files = ReadonlyMap<string, Buffer>;

function filesBelow(folder: string): Files {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    paths.map((path) => [path.slice(folder.length).split(sep).join("/"), readFileSync(path)]),
  );
}

function configOf(
  { configFile }: Upload,
  files: Files,
): { readonly config: SiteConfig } | { readonly refusal: string } {
  const depth = (path: string) => path.split("/").length;
  const [nearest] = [...files.keys()]
    .filter((path) => posix.basename(path) === CONFIG_NAME)
    .sort((a, b) => depth(a) - depth(b));
  const octets = configFile === undefined ? files.get(nearest ?? "") : readFileSync(configFile);
  if (octets === undefined) return { config: EMPTY_CONFIG };
  if (octets.length > MAX_CONFIG_OCTETS) return { refusal: "the configuration is too large" };
  const { config, fault, badValues } = readConfig(octets);
  if (fault !== undefined) return { refusal: "the configuration is not JSON" };
  return badValues.some(({ isFatal }) => isFatal)
    ? { refusal: "the configuration cannot be used" }
    : { config };
}

function respond(path: string, config: SiteConfig, files: Files): HttpAnswer {
  const {
    status,
    location,
    file = "",
    mediaType,
    headers,
  } = answerTo(path, config, (name) => files.has(name));
  return {
    status,
    headers: {
      "cache-control": "must-revalidate, max-age=30",
      ...(location === undefined ? {} : { location }),
      ...Object.fromEntries(headers.map(({ name, value }) => [name.toLowerCase(), value])),
      ...(mediaType === undefined ? {} : { "content-type": mediaType }),
    },
    body: files.get(file) ?? `<h1>${status}</h1>\n`,
  };
}
