// package.json alone has the version; the build stamps it into what tfx and the server read.

/** Where a version can stand. */
export interface VersionPlaces {
  /** Of package.json. */
  readonly version: string;
  /** package-lock.json. */
  readonly lock: { readonly version: string };
  /** task.json as it is in the repository. */
  readonly task: { readonly name: string; readonly version?: unknown };
  /** vss-extension.json as it is in the repository. */
  readonly extension: { readonly version?: unknown };
}

const PLAIN = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/;

/** What keeps the version from being one, in one sentence each; empty: nothing. The task folder's name ends in the major version. */
export function versionProblems(
  { version, lock, task, extension }: VersionPlaces,
  taskFolder: string,
): readonly string[] {
  const [, major] = PLAIN.exec(version) ?? [];
  const problems: string[] = [];
  if (major === undefined) {
    problems.push(`package.json has version ${version}, which is not three numbers`);
  } else if (taskFolder !== `${task.name}V${major}`) {
    problems.push(`the task folder is called ${taskFolder} instead of ${task.name}V${major}`);
  }
  if (lock.version !== version) {
    problems.push(
      `package-lock.json has version ${lock.version}, package.json has ${version}: npm version writes both`,
    );
  }
  for (const [file, manifest] of [
    ["task.json", task],
    ["vss-extension.json", extension],
  ] as const) {
    if (manifest.version === undefined) continue;
    problems.push(`${file} has a version of its own, which package.json alone has`);
  }
  return problems;
}

/** The version as task.json has it. */
export function taskVersion(version: string): {
  readonly Major: number;
  readonly Minor: number;
  readonly Patch: number;
} {
  const [Major = 0, Minor = 0, Patch = 0] = version.split(".").map(Number);
  return { Major, Minor, Patch };
}
