// The environment of a task's process (agent: Handlers/Handler.cs, NodeHandler.RunAsync).
import type { Variable, Variables } from "./variables";

/** Environment variables of a process, by name. */
export type Environment = Readonly<Record<string, string>>;

/** The name of an environment variable: dots and blanks become underscores, letters upper case. */
export function environmentName(name: string, preserveCase = false): string {
  const plain = name.replace(/[. ]/g, "_");
  return preserveCase ? plain : plain.toUpperCase();
}

/** The little that the emulator's own process passes on, besides what the caller adds. */
export function baseEnvironment(added: Environment = {}): Environment {
  const base: Record<string, string> = {};
  for (const name of ["PATH", "HOME", "LANG"]) {
    const value = process.env[name];
    if (value !== undefined) base[name] = value;
  }
  return { ...base, ...added };
}

interface EnvironmentSources {
  readonly base: Environment;
  /** The step's `env:`, expanded. */
  readonly step: Environment;
  readonly variables: Variables;
  readonly inputs: Environment;
  readonly taskVariables: readonly Variable[];
  /** Folders of `task.prependpath`, oldest first. */
  readonly prependPath: readonly string[];
}

/** Everything a task's process gets. Throws where a value holds NUL, as the agent does. */
export function taskEnvironment(sources: EnvironmentSources): Environment {
  const { base, step, variables, inputs, taskVariables } = sources;
  const environment: Record<string, string> = {
    ...base,
    ...step,
    ...variablesAsEnvironment(variables.all()),
  };
  for (const [name, value] of Object.entries(inputs)) {
    environment[`INPUT_${environmentName(name)}`] = value;
  }
  Object.assign(environment, systemConnection(variables));
  for (const { name, value, preserveCase } of taskVariables) {
    environment[`VSTS_TASKVARIABLE_${environmentName(name, preserveCase)}`] = value;
  }
  const prepended = [...sources.prependPath].reverse().join(":");
  const currentPath = variables.get("PATH") ?? environment.PATH;
  if (prepended !== "") environment.PATH = [prepended, currentPath].filter(Boolean).join(":");
  environment.TF_BUILD = "True";
  for (const [name, value] of Object.entries(environment)) {
    if (value.includes("\0"))
      throw new Error(`The value of environment variable ${name} holds NUL`);
  }
  return environment;
}

// A secret is never there under its own name.
function variablesAsEnvironment(variables: readonly Variable[]): Environment {
  const environment: Record<string, string> = {};
  for (const { name, value, secret, preserveCase } of variables) {
    const formatted = environmentName(name, preserveCase);
    if (name.toLowerCase() === "agent.jobstatus") environment[name] = value;
    environment[secret ? `SECRET_${formatted}` : formatted] = value;
  }
  const names = (secret: boolean) =>
    JSON.stringify(variables.filter((one) => one.secret === secret).map(({ name }) => name));
  return {
    ...environment,
    VSTS_PUBLIC_VARIABLES: names(false),
    VSTS_SECRET_VARIABLES: names(true),
  };
}

function systemConnection(variables: Variables): Environment {
  const AccessToken = variables.get("System.AccessToken") ?? "";
  return {
    ENDPOINT_URL_SYSTEMVSSCONNECTION: variables.get("System.TeamFoundationCollectionUri") ?? "",
    ENDPOINT_AUTH_SYSTEMVSSCONNECTION: JSON.stringify({
      parameters: { AccessToken },
      scheme: "OAuth",
    }),
    ENDPOINT_AUTH_SCHEME_SYSTEMVSSCONNECTION: "OAuth",
    ENDPOINT_AUTH_PARAMETER_SYSTEMVSSCONNECTION_ACCESSTOKEN: AccessToken,
  };
}
