// The two packages that are made from one source: the public one, and its twin for development, which can be installed
// beside it.

/** What an edition changes of the manifests; all that is not named here is the same in both. */
export interface Edition {
  /** Where the build leaves it, relative to the repository. */
  readonly folder: string;
  /** Fields of vss-extension.json. */
  readonly extension: Readonly<Record<string, unknown>>;
  /** Fields of task.json. */
  readonly task: Readonly<Record<string, unknown>>;
}

/** What everybody installs: the manifests as they are. */
export const PUBLIC: Edition = { folder: "dist", extension: {}, task: {} };

/**
 * What its makers install to try a change: the step is `MtaStsGateDev@1`, and the Marketplace shows it to nobody else.
 * @param publisher whose extension it is; undefined: the publisher of the public one
 */
export function development(publisher?: string): Edition {
  return {
    folder: "dist/dev",
    extension: {
      id: "mta-sts-policy-gate-dev",
      name: "MTA-STS Policy Gate (development)",
      ...(publisher === undefined ? {} : { publisher }),
      public: false,
      galleryFlags: ["Preview"],
    },
    task: {
      id: "9df5dd21-e62c-4621-aded-974744fe238f",
      name: "MtaStsGateDev",
      friendlyName: "MTA-STS Policy Gate (development)",
      preview: true,
    },
  };
}
