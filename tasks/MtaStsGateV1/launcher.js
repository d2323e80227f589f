// Started by the agent. An agent whose Node 20 does not start falls back to an older Node, where the bundle would die
// with a page of its own source. ES5, so that the Node of every agent can read it.
if (Number(process.versions.node.split(".")[0]) < 20) {
  // biome-ignore format: ES5 knows no comma after the last argument
  process.stdout.write(
    "##vso[task.logissue type=error;]MTA-STS Policy Gate needs Node 20 or later, but the agent started it with Node " +
      process.versions.node +
      ": update the agent to version 3.253.0 or later, on an operating system that runs Node 20\n" +
      "##vso[task.complete result=Failed;]\n"
  );
} else {
  require("./main.js");
}
