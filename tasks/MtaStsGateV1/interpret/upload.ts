// What pipelines say of the folder that they upload, as far as their lines tell; templates and most variables do not.
import type { Deployer } from "../evidence/site-folder";
import { isBelow, joined } from "./repository-paths";

/** How a folder reaches the web. */
export interface Upload {
  /** Path of the pipeline. */
  readonly by: string;
  /** whole: the folder is uploaded as it is; part: it lies in one that is built or uploaded; unknown: a variable. */
  readonly extent: "whole" | "part" | "unknown";
  /** `app_location` and `config_file_location`, where they are known. */
  readonly appFolders: readonly string[];
  readonly configFolders: readonly string[];
  /** The service is told to build nothing, or the folder is the outcome of its build. */
  readonly isFinal: boolean;
  /** The pipeline itself makes or moves pages or policies. */
  readonly makesFiles: boolean;
}

/** Values that stand for the root of the repository. */
const ROOT_VARIABLES =
  /\$\((?:System\.DefaultWorkingDirectory|Build\.SourcesDirectory|Build\.Repository\.LocalPath)\)|\$\{\{ *github\.workspace *\}\}/gi;

const MAKES =
  /\b(?:cp|mv|ln|mkdir|tee|touch|rsync|install|copy|xcopy|robocopy|(?:copy|move|rename|new)-item|set-content|out-file|targetfolder|contents)\b|>/i;

/** The upload of a folder that says most of it; undefined: no pipeline is known to upload it. */
export function uploadOf(root: string, deployers: readonly Deployer[]): Upload | undefined {
  const uploads = deployers.flatMap((deployer) => uploadBy(deployer, root) ?? []);
  const ranks: readonly Upload["extent"][] = ["whole", "part", "unknown"];
  return ranks.flatMap((extent) => uploads.filter((upload) => upload.extent === extent))[0];
}

function uploadBy({ path, lines }: Deployer, root: string): Upload | undefined {
  const bases = [".", ...known(valuesOf(lines, "cwd|workingDirectory|rootDirectory"))];
  const folders = (values: readonly string[]) =>
    values.flatMap((value) => bases.map((base) => joined(base, value)));
  const locations = valuesOf(lines, "app_location");
  const apps = folders(known(locations));
  const outputs = valuesOf(lines, "output_location").filter((value) => value !== "");
  const skipsBuild = valuesOf(lines, "skip_app_build").includes("true");
  const outcomes = apps.flatMap((app) => known(outputs).map((output) => joined(app, output)));
  const wholes = [...(outputs.length === 0 || skipsBuild ? apps : []), ...outcomes];
  const isPart = apps.some((app) => app === root || isBelow(root, app));
  const isUnknown = locations.length === 0 || known(locations).length < locations.length;
  const extent = wholes.includes(root)
    ? "whole"
    : isPart
      ? "part"
      : isUnknown
        ? "unknown"
        : undefined;
  if (extent === undefined) return undefined;
  return {
    by: path,
    extent,
    appFolders: apps,
    configFolders: folders(known(valuesOf(lines, "config_file_location"))),
    isFinal: skipsBuild || outcomes.includes(root),
    makesFiles: lines.some(makesFile),
  };
}

/** Values of an input, without quotes and comments. */
function valuesOf(lines: readonly string[], names: string): readonly string[] {
  const pattern = new RegExp(`^(?:- *)?(?:${names}) *: *(.*)$`);
  return lines.flatMap((line) => {
    const [, value] = pattern.exec(line) ?? [];
    if (value === undefined) return [];
    const bare = value.replace(/(?:^|\s)#.*$/, "").trim();
    return [bare.replace(/^(["'])(.*)\1$/, "$2")];
  });
}

/** Folders that values name, as paths of the repository; those with variables are left out. */
function known(values: readonly string[]): readonly string[] {
  return values.flatMap((value) => {
    const parts = value
      .replace(ROOT_VARIABLES, "")
      .split(/[\\/]/)
      .filter((part) => part !== "" && part !== ".");
    const isKnown = parts.every((part) => part !== ".." && !part.includes("$"));
    return isKnown ? [parts.join("/") || "."] : [];
  });
}

function makesFile(line: string): boolean {
  return /index\.html|well-known|mta-sts/.test(line) && MAKES.test(line) && !line.includes("://");
}
