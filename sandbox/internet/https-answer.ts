// Answers one request the way its site is told to, faults included.
import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Answer, Break, Faults, HttpAnswer, Site } from "./https-site";

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".json": "application/json",
  ".txt": "text/plain",
};

/** Time for octets to arrive before a reset, which would overtake them. */
const TRANSIT_MS = 20;

/** Answers with what `site` says now; `breakOff` ends the connection under the response. */
export async function answerRequest(
  site: Site,
  url: string,
  response: ServerResponse,
  breakOff: (how: Break) => void,
): Promise<void> {
  const { answer, faults = {} } = site;
  await wait(faults.delays?.headers);
  if (faults.breakOff?.phase === "headers") return breakOff(faults.breakOff.how);
  if (typeof answer === "object" && "raw" in answer) {
    response.socket?.end(answer.raw, "latin1");
    return;
  }
  const http = await httpAnswer(answer, url);
  const body = Buffer.from(http.body ?? "");
  writeHead(response, http, body);
  await wait(faults.delays?.body);
  if (faults.breakOff?.phase === "body") {
    await write(response, body.subarray(0, Math.ceil(body.length / 2)));
    await wait(TRANSIT_MS);
    return breakOff(faults.breakOff.how);
  }
  await writeBody(response, body, faults.trickle);
  response.end();
}

async function httpAnswer(
  answer: Exclude<Answer, { readonly raw: string }>,
  url: string,
): Promise<HttpAnswer> {
  if (typeof answer === "function") return answer({ path: pathOf(url) });
  return "folder" in answer ? readAnswer(answer.folder, url) : answer;
}

function pathOf(url: string): string {
  return decodeURIComponent(new URL(url, "https://site.invalid").pathname);
}

async function readAnswer(folder: string, url: string): Promise<HttpAnswer> {
  try {
    // Normalized as an absolute path, it cannot lead out of the folder.
    const file = path.join(folder, path.normalize(pathOf(url)));
    const body = await readFile(file);
    const mediaType = MEDIA_TYPES[path.extname(file)] ?? "application/octet-stream";
    return { headers: { "content-type": mediaType }, body };
  } catch {
    return { status: 404, headers: { "content-type": "text/html" }, body: "<h1>Not found</h1>\n" };
  }
}

function writeHead(response: ServerResponse, answer: HttpAnswer, body: Buffer): void {
  const { status = 200, headers = {} } = answer;
  const names = Object.keys(headers).map((name) => name.toLowerCase());
  const isFramed = names.includes("content-length") || names.includes("transfer-encoding");
  const needsLength = !isFramed && status !== 204 && status !== 304;
  response.writeHead(status, needsLength ? { ...headers, "content-length": body.length } : headers);
  response.flushHeaders();
}

async function writeBody(
  response: ServerResponse,
  body: Buffer,
  trickle: Faults["trickle"],
): Promise<void> {
  const { octets = body.length, everyMs } = trickle ?? {};
  for (let at = 0; at < body.length && !response.destroyed; at += octets) {
    await write(response, body.subarray(at, at + octets));
    await wait(everyMs);
  }
}

// A client that has gone away takes nothing more, and its response never calls back.
function write(response: ServerResponse, octets: Buffer): Promise<void> {
  return new Promise((resolve) => {
    response.once("close", resolve);
    response.write(octets, () => {
      response.off("close", resolve);
      resolve();
    });
  });
}

async function wait(milliseconds: number | undefined): Promise<void> {
  if (milliseconds !== undefined) await sleep(milliseconds, undefined, { ref: false });
}
