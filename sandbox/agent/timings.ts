// The agent's clocks, in milliseconds. Tests shorten them.

/** How long the agent waits, in milliseconds. */
export interface Timings {
  /** After SIGINT, before SIGTERM is sent. */
  readonly sigint: number;
  /** After SIGTERM, before the process is killed. */
  readonly sigterm: number;
  /** After the end of a task's process, while children of it still hold its pipes. */
  readonly pipes: number;
  /** After `task.complete done=true`, while the process still runs. */
  readonly done: number;
  /** Before the n-th retry (from 1) of a failed task. */
  readonly retry: (attempt: number) => number;
  /** One minute of `timeoutInMinutes`. */
  readonly minute: number;
}

export const AGENT_TIMINGS: Timings = {
  sigint: 7_500,
  sigterm: 2_500,
  pipes: 5_000,
  done: 5_000,
  retry: (attempt) => attempt ** 2 * 1_000,
  minute: 60_000,
};
