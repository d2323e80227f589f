/** Where inputs come from: an Azure Pipelines agent or a command line. */
export interface InputSource {
  /** Value of a task input; "" when it is not set. */
  input(name: string): string;
  /** Value of a pipeline variable such as `Build.Reason`; "" when it is not set. */
  variable(name: string): string;
  /** Ids of all checks, for `ignoreChecks`. */
  readonly knownChecks: readonly string[];
}
