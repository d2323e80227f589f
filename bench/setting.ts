// What every part of the bench works with.

/** Where a part works, and what it measures. */
export interface Setting {
  /** A folder that is gone after the run. */
  readonly folder: string;
  /** The folder of the packaged task. */
  readonly task: string;
}
