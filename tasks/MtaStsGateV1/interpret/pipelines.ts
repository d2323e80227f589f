// The repository's pipelines as texts. What they say is read by the checks, which alone may load the YAML library.
import type { PipelineFiles } from "../evidence/pipeline-files";
import type { Observation } from "../evidence/types";
import type { PipelineTexts } from "../pipelines/view";

/** All domains of a run share one look at the repository. */
const decoded = new WeakMap<PipelineFiles, Observation<PipelineTexts>>();

/** Decodes the files. */
export function readPipelines(files: Observation<PipelineFiles>): Observation<PipelineTexts> {
  if (files.status !== "found") return files;
  const known = decoded.get(files.value);
  if (known !== undefined) return known;
  const { files: kept, ...rest } = files.value;
  const texts = kept.map(({ path, bytesBase64 }) => ({
    path,
    text: Buffer.from(bytesBase64, "base64").toString("utf8"),
  }));
  const read: Observation<PipelineTexts> = { status: "found", value: { ...rest, files: texts } };
  decoded.set(files.value, read);
  return read;
}
