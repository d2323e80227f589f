// Small tasks, extensions and pipelines to run on the agent emulator.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { crc32 } from "node:zlib";
import {
  installTask,
  type PipelineReport,
  type PipelineRun,
  runPipeline,
  type StandInContext,
  type Step,
  type StepReport,
} from "../../../sandbox/agent";

/** Runs scripts by the shell, which starts much faster than Node, where only output and exit code matter. */
export const SHELL = { nodes: { node20_1: "/bin/sh" } };

export const TASK_ID = "6e8d7f9e-5d1b-4d9c-9f53-2c6e4a4f7a10";

/** A folder of its own for one test; `remove` it afterwards. */
export class Sandbox {
  readonly folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "agent-")));
  readonly root = path.join(this.folder, "agent");
  readonly repository = path.join(this.folder, "repository");

  constructor() {
    fs.mkdirSync(this.repository);
  }

  remove(): void {
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  write(file: string, text: string): string {
    const target = path.join(this.folder, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, text);
    return target;
  }

  /** Writes a task whose script is given, and gives its folder. */
  taskFolder(script: string, definition: object = {}): string {
    this.write("task/index.js", script);
    this.write("task/task.json", JSON.stringify(taskJson(definition)));
    return path.join(this.folder, "task");
  }

  install(script: string, definition: object = {}): void {
    installTask(this.taskFolder(script, definition), this.root);
  }

  run(steps: readonly Step[], options: Partial<PipelineRun> = {}): Promise<PipelineReport> {
    const { root, repository } = this;
    const timings = { retry: () => 1, ...options.timings };
    const nodes = { node20_1: process.execPath };
    return runPipeline({ root, repository, steps, nodes, ...options, timings });
  }

  /** Runs one task with the script. */
  async runScript(
    script: string,
    {
      definition = {},
      step = {},
      options = {},
    }: { definition?: object; step?: Partial<Step>; options?: Partial<PipelineRun> } = {},
  ): Promise<StepReport> {
    this.install(script, definition);
    const { steps } = await this.run([{ task: "Fixture@1", ...step } as Step], options);
    return steps[0] as StepReport;
  }

  /** Runs one step that writes the lines as its output. */
  async runLines(
    lines: readonly string[],
    options: Partial<PipelineRun> = {},
  ): Promise<StepReport> {
    const { steps } = await this.run([standIn(({ write }) => lines.forEach(write))], options);
    return steps[0] as StepReport;
  }
}

export function standIn(run: (context: StandInContext) => unknown, settings: object = {}): Step {
  return {
    standsFor: "Writer@1",
    async run(context) {
      await run(context);
      return undefined;
    },
    ...settings,
  };
}

export function taskJson(definition: object): object {
  return {
    id: TASK_ID,
    name: "Fixture",
    friendlyName: "A fixture",
    description: "Does what a test needs",
    author: "Tests",
    helpUrl: "https://example.com/help",
    version: { Major: 1, Minor: 2, Patch: 3 },
    execution: { Node20_1: { target: "index.js" } },
    ...definition,
  };
}

/** A ZIP file with stored entries. */
export function zip(entries: Readonly<Record<string, string>>): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(entries)) {
    const [nameBytes, data] = [Buffer.from(name), Buffer.from(text)];
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(nameBytes.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    const entry = Buffer.concat([Buffer.from("PK\x03\x04"), common, nameBytes, data]);
    central.push(Buffer.from("PK\x01\x02\x14\x00", "latin1"), common, place, nameBytes);
    local.push(entry);
    offset += entry.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(Object.keys(entries).length, 8);
  end.writeUInt16LE(Object.keys(entries).length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}
