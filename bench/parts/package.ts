// How much an agent downloads and an organization installs.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { table } from "../../scripts/markdown";
import { archiveFiles } from "../../scripts/vsix";
import type { Setting } from "../setting";

/** Measures the part and returns its text. */
export async function packageSize({ task }: Setting): Promise<string> {
  const files = readdirSync(task).map((name) => readFileSync(join(task, name)));
  const sum = (sizes: readonly number[]) => sizes.reduce((all, size) => all + size, 0);
  // The build puts it beside the task.
  const built = readdirSync(dirname(task)).find((name) => name.endsWith(".vsix"));
  if (built === undefined) throw new Error(`there is no VSIX beside ${task}`);
  const vsix = join(dirname(task), built);
  return table(
    ["What", "Files", "Size", "Compressed"],
    [
      [
        `\`${basename(task)}\`, the folder of the task`,
        `${files.length}`,
        kilobytes(sum(files.map((file) => file.length))),
        kilobytes(sum(files.map((file) => deflateRawSync(file).length))),
      ],
      ["the VSIX", `${(await archiveFiles(vsix)).length}`, "", kilobytes(statSync(vsix).size)],
    ],
  );
}

function kilobytes(octets: number): string {
  return `${Math.ceil(octets / 1000)} KB`;
}
