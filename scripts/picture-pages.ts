// The pages that are photographed: what a run left behind, in a plain frame. Every text in them is the run's own.
import MarkdownIt from "markdown-it";
import type { PipelineReport, StepReport } from "../sandbox/agent";

/** As the Marketplace asks for, in pixels. */
export const SCREENSHOT = { width: 1366, height: 768 } as const;

const page = (style: string, body: string) =>
  `<!doctype html><meta charset="utf-8"><style>${style}</style>${body}\n`;

const FRAME = `
  /* Noto Sans has no good sign for "not equal". */
  @font-face { font-family: "Signs"; src: local("DejaVu Sans"); unicode-range: U+2260; }
  * { box-sizing: border-box; }
  body { margin: 0; width: ${SCREENSHOT.width}px; height: ${SCREENSHOT.height}px; overflow: hidden;
    font: 14px/1.45 "Signs", "Noto Sans", "Liberation Sans", sans-serif; color: #222; background: #fff; }`;

const LOG_STYLE = `${FRAME}
  body { display: flex; }
  nav { width: 320px; padding: 18px 20px; background: #f8f8f8; border-right: 1px solid #ddd; }
  h1 { margin: 0 0 14px; font-size: 18px; } h2 { margin: 26px 0 10px; font-size: 15px; }
  ul { list-style: none; margin: 0; padding: 0; } li { margin: 0 0 9px; padding-left: 24px; text-indent: -24px; }
  li b { display: inline-block; width: 24px; text-indent: 0; font-weight: 700; }
  .Failed b, .error b { color: #c50f1f; } .Succeeded b { color: #107c10; } .Skipped { color: #767676; }
  .issues li { font-size: 13px; overflow-wrap: anywhere; }
  main { flex: 1; padding: 14px 0; background: #1e1e1e; color: #d4d4d4; font: 13px/19.5px "DejaVu Sans Mono", monospace; }
  main div { display: flex; padding-right: 16px; white-space: pre-wrap; overflow-wrap: anywhere; }
  main i { flex: none; width: 46px; padding-right: 14px; text-align: right; font-style: normal; color: #7a7a7a; }
  .red { color: #ff8078; } .green { color: #8ecf8e; } .fold { color: #9cc7f0; }`;

const SIGNS: { readonly [result: string]: string } = { Succeeded: "✔", Failed: "✖", Skipped: "○" };

/** A stopped build: its steps, the issues of the one that failed, and that step's log with groups folded. */
export function stoppedBuildPage({ result, steps }: PipelineReport): string {
  const failed = steps.find((step) => step.result === "Failed");
  if (failed === undefined) throw new Error(`no step failed, the build is ${result}`);
  const rows = steps.map((step) =>
    item(step.result, SIGNS[step.result] ?? "!", `${step.displayName}: ${step.result}`),
  );
  const issues = failed.issues.map(({ type, message }) => item(type, "✖", message));
  return page(
    LOG_STYLE,
    `<nav><h1>Build: ${escaped(result)}</h1><ul>${rows.join("")}</ul>
<h2>Issues (${issues.length})</h2><ul class="issues">${issues.join("")}</ul></nav>
<main>${logRows(failed).join("\n")}</main>`,
  );
}

function item(kind: string, sign: string, text: string): string {
  return `<li class="${kind}"><b>${sign}</b>${escaped(text)}</li>`;
}

/** The lines from the gate's first own one on, with their numbers in the log. */
function logRows({ log }: StepReport): readonly string[] {
  const first = log.findIndex((line) => line.startsWith("MTA-STS Policy Gate"));
  let isFolded = false;
  return log.flatMap((line, index) => {
    if (index < first) return [];
    if (line === "##[endgroup]") {
      isFolded = false;
      return [];
    }
    if (isFolded) return [];
    isFolded = line.startsWith("##[group]");
    const text = isFolded ? line.replace("##[group]", "▸ ") : line;
    return [`<div><i>${index + 1}</i><span class="${colorOf(line)}">${escaped(text)}</span></div>`];
  });
}

function colorOf(line: string): string {
  if (line.startsWith("##[error]")) return "red";
  if (line.startsWith("##[section]")) return "green";
  return line.startsWith("##[group]") ? "fold" : "plain";
}

const SUMMARY_STYLE = `${FRAME}
  /* A block that does not fit goes on in a column outside, so that nothing is cut. */
  body { padding: 20px 44px; columns: 1; column-width: 1278px; column-gap: 100px; column-fill: auto; }
  p, ul, pre, table { break-inside: avoid; } p { break-after: avoid; }
  table { border-collapse: collapse; margin: 10px 0; }
  th, td { border: 1px solid #ddd; padding: 4px 12px; text-align: left; vertical-align: top; }
  th { background: #f4f4f4; font-weight: 600; }
  code, pre { font: 12.5px "DejaVu Sans Mono", monospace; background: #f4f4f4; }
  code { padding: 1px 4px; } pre { margin: 8px 0; padding: 6px 12px; } pre code { padding: 0; }
  h2 { margin: 14px 0 6px; font-size: 20px; } h3 { margin: 14px 0 6px; font-size: 16px; }
  p, ul { margin: 5px 0; } a { color: #0067b8; }`;

/** The summary of a run, rendered. */
export function summaryPage(markdown: string): string {
  return page(SUMMARY_STYLE, new MarkdownIt().render(markdown));
}

/** An icon of so many pixels on nothing. */
export function iconPage(svg: string, size: number): string {
  const style = `body { margin: 0 } svg { display: block; width: ${size}px; height: ${size}px }`;
  return page(style, svg.replace(/^<!--[\s\S]*?-->/, ""));
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
