// Preloaded into the task's process: time passes CLOCK_FACTOR times as fast for its timers and its monotonic clock, so
// that a test can see minutes of waiting.
const factor = Number(process.env.CLOCK_FACTOR);

const { setTimeout: start } = globalThis;
globalThis.setTimeout = (act, milliseconds, ...given) =>
  start(act, milliseconds / factor, ...given);

const now = performance.now.bind(performance);
performance.now = () => now() * factor;
