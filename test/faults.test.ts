// The fault table: every row ends with the verdict that it names, in time, and leaves nothing open.
import assert from "node:assert/strict";
import { createSocket } from "node:dgram";
import { connect } from "node:net";
import type { FaultRow } from "./faults/fault";
import { startPeer } from "./faults/peer";
import { FAULT_STAGES, type Outcome, runFaults } from "./faults/run";
import { LAYERS } from "./faults/table";
import { watch } from "./faults/what-stays";

/** How many faults each layer has at least. */
const AT_LEAST: Readonly<Record<string, number>> = {
  DNS: 20,
  "TCP and TLS": 20,
  HTTP: 25,
  SMTP: 15,
};

const rows = LAYERS.flatMap((layer) => layer.rows);

describe("fault table", () => {
  it("has enough faults in each layer, each with a name of its own", () => {
    for (const { title, rows } of LAYERS) {
      const faults = rows.filter(({ check }) => check !== "");
      assert.ok(faults.length >= (AT_LEAST[title] ?? 1), `${title}: ${faults.length}`);
      assert.equal(new Set(rows.map(({ name }) => name)).size, rows.length, title);
    }
    const faults = rows.filter(({ check }) => check !== "");
    assert.ok(faults.length >= 80, `${faults.length} faults`);
  });

  it("sees what a run leaves open", async () => {
    const peer = await startPeer({ says: "", end: "silence" });
    const watcher = watch();
    const { value, left } = await watcher.run(async () => {
      clearTimeout(setTimeout(() => {}, 1000));
      createSocket("udp4").close();
      const timer = setTimeout(() => {}, 1000);
      return { timer, tcp: connect(peer.port), udp: createSocket("udp4") };
    });
    watcher.stop();
    clearTimeout(value.timer);
    value.tcp.destroy();
    value.udp.close();
    await peer.close();
    const kinds = left.map((name) => name.replace(/ \d+$/, ""));
    assert.deepEqual(kinds.sort(), ["TCP socket", "UDP socket", "timer"]);
  });

  let outcomes: ReadonlyMap<FaultRow, Outcome>;
  before(async function () {
    this.timeout(60_000);
    outcomes = await runFaults(LAYERS);
  });

  for (const { title, rows } of LAYERS) {
    describe(title, () => {
      for (const row of rows) {
        it(`${row.name}: ${row.check || "nothing wrong"}`, () => {
          const outcome = outcomes.get(row);
          assert.ok(outcome !== undefined);
          assertNamed(row, outcome);
          assertOnly(row, outcome);
          assert.ok(outcome.seconds < row.within, `${outcome.seconds} s`);
          assert.deepEqual(outcome.left, []);
        });
      }
    });
  }
});

/** The check names the fault as the row says, at every stage. */
function assertNamed({ check, weights }: FaultRow, { problems }: Outcome): void {
  const named = FAULT_STAGES.map((stage) => {
    const own = problems[stage].filter((problem) => problem.check === check);
    return [...new Set(own.map(({ severity }) => severity))].join(" and ") || undefined;
  });
  const all = problems.postDeploy.map(({ check: id, message }) => `${id}: ${message}`);
  assert.deepEqual(named, weights, `after the deployment: ${all.join("; ") || "nothing"}`);
}

/** Nothing else is an error or a warning. */
function assertOnly({ check, beside = [] }: FaultRow, { problems }: Outcome): void {
  for (const stage of FAULT_STAGES) {
    const others = problems[stage].filter(
      (problem) =>
        problem.severity !== "note" && problem.check !== check && !beside.includes(problem.check),
    );
    assert.deepEqual(
      others.map(({ check: id, message }) => `${id}: ${message}`),
      [],
      stage,
    );
  }
}
