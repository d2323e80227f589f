// Stryker names the tests to run in one regular expression of thousands of alternatives, and mocha asks it thousands of
// times: seconds for each mutant. A set of the same names gives the same answers at once.
const Mocha = require("mocha");

const grep = Mocha.prototype.grep;
Mocha.prototype.grep = function (wanted) {
  const names = wanted instanceof RegExp ? namesIn(wanted.source) : undefined;
  if (names === undefined) return grep.call(this, wanted);
  this.options.grep = { test: (name) => names.has(name) };
  return this;
};

/** The names in `(^one$)|(^another$)`; undefined for other patterns. */
function namesIn(source) {
  if (!source.startsWith("(^") || !source.endsWith("$)")) return undefined;
  return new Set(source.slice(2, -2).split("$)|(^").map(unescaped));
}

function unescaped(text) {
  return text.replace(/\\(.)/gs, (_, char) => ({ n: "\n", r: "\r" })[char] ?? char);
}
