// npm start: the demonstration; with options a story, the gate on a laptop, or the replay of a run.
import { resolve } from "node:path";
import { demonstrate } from "./demonstration";
import { helpText, readCommandLine, runOnLaptop } from "./laptop";
import { replay } from "./replay";
import { tellUpdate } from "./story/update";

const print = (line: string) => console.log(line);

/** Runs what the arguments ask for; the exit code. */
async function start(args: readonly string[]): Promise<number> {
  const [first, second] = args;
  // npm runs scripts in the project's folder and keeps the caller's in INIT_CWD.
  const workingFolder = process.env.INIT_CWD ?? process.cwd();
  if (first === undefined) return (await demonstrate(print)) ? 0 : 1;
  if (args.includes("--help") || args.includes("-h")) {
    print(helpText());
    return 0;
  }
  if (first === "--story" && second === "update" && args.length === 2) {
    return (await tellUpdate(print)) ? 0 : 1;
  }
  if (first === "--replay" && second !== undefined && args.length === 2) {
    const { json, failed } = replay(resolve(workingFolder, second));
    process.stdout.write(json);
    return failed ? 1 : 0;
  }
  const run = readCommandLine(args, workingFolder);
  if ("problem" in run) {
    console.error(run.problem);
    return 2;
  }
  if (run.isFix && process.env.TF_BUILD !== undefined) {
    console.error(
      "--fix changes files of a working copy, so it is not for a pipeline (TF_BUILD is set)",
    );
    return 2;
  }
  return (await runOnLaptop(run, print, onInterrupt())) ? 0 : 1;
}

// The task leads a process group of its own, so Ctrl+C does not reach it by itself.
function onInterrupt(): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => controller.abort());
  return controller.signal;
}

start(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  },
);
