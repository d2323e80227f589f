// npm run test:thorough: exactly the tests that npm test leaves out, so that no test can fall between the two.
const { ignore, ...quick } = require("./.mocharc.json");

module.exports = { ...quick, spec: ignore };
