// npm run mutate: tests of the pure parts, without a build, without sockets.
const PARTS = require("./test/mutation/parts.json");

module.exports = {
  require: ["tsx/cjs", "./test/mutation/named-tests.cjs"],
  // Tests that measure time fail where two workers and Stryker's counters slow everything down.
  grep: "^(?!.*(?:in time with|in no time|at once|grows with the text|takes no longer|hostile files soon|thousands of lines|at random))",
  spec: PARTS[process.env.MUTATED_PART].spec,
};
