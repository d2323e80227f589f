import assert from "node:assert/strict";

/** Fails with one line per offender. */
export function assertNone(offenders: readonly string[]): void {
  assert.ok(offenders.length === 0, `\n${offenders.join("\n")}`);
}
