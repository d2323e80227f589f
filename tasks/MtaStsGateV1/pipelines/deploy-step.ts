// Steps that deploy a site or a Functions app, and what they upload.
import { quote } from "../quote";
import { type PlacedStep, type Setting, settingOf } from "./pipeline";
import { joinFolders } from "./repository-folder";
import { resolve, type Scope } from "./variables";

/** What a deploying step uploads. */
type Upload =
  /** A folder of the checkout, "." for its root; `built`: its `output_location` when that is given. */
  | { readonly kind: "folder"; readonly folder: string; readonly built?: string }
  /** `why` stands behind "it cannot be known what is deployed:". */
  | { readonly kind: "unknown"; readonly why: string };

/** A step that deploys. */
export interface DeployStep extends PlacedStep {
  readonly how: "site" | "functions";
  /** For messages: `AzureStaticWebApp@0`, `swa deploy`. */
  readonly what: string;
  /** What names the folder: for its place and its text. */
  readonly location?: Setting;
  readonly upload: Upload;
}

const SITE_TASK = /(?:^|\.)(AzureStaticWebApp@\d+)$/i;
const FUNCTIONS_TASK = /(?:^|\.)(AzureFunctionApp(?:Container)?@\d+)$/i;

const SWA_DEPLOY =
  /(?:^|[\s;&|("'])(?:swa|@azure\/static-web-apps-cli(?:@[\w.-]+)?)(?:\.cmd)?\s+deploy\b([^\n;&|]*)/m;
const FUNC_DEPLOY =
  /(?:^|[\s;&|("'])(?:func\s+azure\s+functionapp\s+publish|az\s+functionapp\s+deployment\s+source\s+config-zip)\b/m;

/** What a step deploys; undefined: nothing that we know, or it never runs. */
export function deployOf(placed: PlacedStep, scope: Scope): DeployStep | undefined {
  const { step } = placed;
  if (isSwitchedOff(placed)) return undefined;
  const [, site] = SITE_TASK.exec(step.name) ?? [];
  if (step.kind === "task" && site !== undefined) return siteTask(placed, site, scope);
  const [, functions] = FUNCTIONS_TASK.exec(step.name) ?? [];
  if (step.kind === "task" && functions !== undefined) {
    const why = "the package of a Functions app is not looked into";
    return { ...placed, how: "functions", what: functions, upload: { kind: "unknown", why } };
  }
  const script = withoutComments(step.script);
  const swa = SWA_DEPLOY.exec(script);
  if (swa !== null) return siteCommand(placed, swa[1] ?? "", scope);
  if (!FUNC_DEPLOY.test(script)) return undefined;
  const why = "what a script uploads to a Functions app is not looked into";
  return { ...placed, how: "functions", what: "a script", upload: { kind: "unknown", why } };
}

function isSwitchedOff({ step, job, stage }: PlacedStep): boolean {
  return [step, job, stage].some(
    ({ settings }) =>
      isText(settingOf(settings, "enabled"), "false") ||
      isText(settingOf(settings, "condition"), "false"),
  );
}

function isText(setting: Setting | undefined, text: string): boolean {
  return setting?.text.trim().toLowerCase() === text;
}

function withoutComments(script: string): string {
  return script.replace(/^[ \t]*(?:#|rem\b|::|echo\b).*$/gim, "");
}

/** Variables that name folders of the agent. */
const OF_THE_AGENT = /^\$\((?:Pipeline|Build|Agent|System)\./i;

/** The input that names the folder which the others are relative to, and its aliases. */
export const CWD = ["cwd", "workingDirectory", "rootDirectory"];

function siteTask(placed: PlacedStep, what: string, scope: Scope): DeployStep {
  const { inputs } = placed.step;
  const input = (wanted: string) => settingOf(inputs, wanted);
  const cwd = CWD.map(input).find((one) => one !== undefined);
  const [location, output] = [input("app_location"), input("output_location")];
  const common = { ...placed, how: "site" as const, what };
  const place = location ?? cwd;
  return {
    ...common,
    ...(place === undefined ? {} : { location: place }),
    upload: uploadOf(
      [cwd?.text ?? "", location?.text ?? ""],
      output === undefined || output.text === "" ? undefined : output.text,
      scope,
    ),
  };
}

function siteCommand(placed: PlacedStep, words: string, scope: Scope): DeployStep {
  const given = argumentsIn(words);
  const workingFolder =
    settingOf(placed.step.settings, "workingDirectory") ??
    settingOf(placed.step.inputs, "workingDirectory");
  const folder = given.plain ?? given.options.get("output-location");
  const app = given.options.get("app-location") ?? "";
  const common = { ...placed, how: "site" as const, what: "swa deploy" };
  if (folder === undefined) {
    const why = "the command names no folder";
    return { ...common, upload: { kind: "unknown", why } };
  }
  return {
    ...common,
    upload: uploadOf([workingFolder?.text ?? "", app, folder], undefined, scope),
  };
}

interface Arguments {
  readonly plain?: string;
  readonly options: ReadonlyMap<string, string>;
}

const SHORT: { readonly [name: string]: string } = {
  a: "app-location",
  O: "output-location",
  d: "deployment-token",
};

function argumentsIn(words: string): Arguments {
  const parts = (words.match(/"[^"]*"|'[^']*'|[^\s"']+/g) ?? []).map((word) =>
    word.replace(/^(["'])(.*)\1$/, "$2"),
  );
  const options = new Map<string, string>();
  let plain: string | undefined;
  for (let index = 0; index < parts.length; index += 1) {
    const part = parts[index] ?? "";
    const [, name, value] = /^--?([\w-]+)(?:=(.*))?$/.exec(part) ?? [];
    if (name === undefined) {
      if (part !== "\\" && part !== "`") plain ??= part;
      continue;
    }
    const next = parts[index + 1];
    const hasOwnValue = value === undefined && next !== undefined && !next.startsWith("-");
    options.set(SHORT[name] ?? name, value ?? (hasOwnValue ? next : ""));
    if (hasOwnValue) index += 1;
  }
  return { ...(plain === undefined ? {} : { plain }), options };
}

function uploadOf(folders: readonly string[], output: string | undefined, scope: Scope): Upload {
  const parts = folders.map((part) => resolve(part, scope));
  const built = output === undefined ? undefined : resolve(output, scope);
  const unknown = [...parts, built].find((part) => part?.unknown !== undefined)?.unknown;
  if (unknown !== undefined) {
    const why = OF_THE_AGENT.test(unknown) ? "lies outside the checkout" : "is not set in the file";
    return { kind: "unknown", why: `${quote(unknown)} ${why}` };
  }
  const texts = parts.map((part) => part.text ?? "");
  // An absolute `cwd` is a folder of the machine; in the other inputs a leading slash is the repository's root.
  const isElsewhere = /^(?:[A-Za-z]:|~)/.test(texts[0] ?? "") || /^\/./.test(texts[0] ?? "");
  const folder = isElsewhere ? undefined : joinFolders(...texts);
  const builtFolder =
    built === undefined ? undefined : joinFolders(folder ?? ".", built.text ?? "");
  if (folder === undefined) return { kind: "unknown", why: "it lies outside the checkout" };
  return { kind: "folder", folder, ...(builtFolder === undefined ? {} : { built: builtFolder }) };
}
