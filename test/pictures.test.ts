// The pictures: of the sizes that the Marketplace asks for, small, shipped where a page shows them, and made of what
// a run left behind.
import assert from "node:assert/strict";
import { existsSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import sharp from "sharp";
import type { PipelineReport, StepReport } from "../sandbox/agent";
import { COPIED_PACKAGE_FILES } from "../scripts/package-files";
import { iconPage, SCREENSHOT, stoppedBuildPage, summaryPage } from "../scripts/picture-pages";
import { files as extensionFiles } from "../vss-extension.json";
import { assertNone } from "./support/assert-none";
import { linkTargets } from "./support/markdown";
import { ROOT, textOf } from "./support/sources";

const png = (path: string) => sharp(join(ROOT, path));

/** Their sizes are those of docs/extend/develop/manifest and of task icons. */
const SIZES = {
  "images/icon.png": { width: 128, height: 128 },
  "tasks/MtaStsGateV1/icon.png": { width: 32, height: 32 },
  "images/stopped-build.png": { width: 1366, height: 768 },
  "images/summary.png": { width: 1366, height: 768 },
};

const shown = linkTargets(textOf("overview.md")).filter((target) => target.endsWith(".png"));

describe("pictures", () => {
  it("have the sizes that are asked for", async () => {
    for (const [path, size] of Object.entries(SIZES)) {
      const { format, width, height } = await png(path).metadata();
      assert.deepEqual({ path, format, width, height }, { path, format: "png", ...size });
    }
    assert.deepEqual({ ...SCREENSHOT }, SIZES["images/summary.png"]);
  });

  it("weigh little", () => {
    const heavy = Object.keys(SIZES).filter((path) => statSync(join(ROOT, path)).size > 100_000);
    assertNone(heavy);
  });

  it("are shown in the Marketplace: in the package, and open to a browser", () => {
    assert.deepEqual(shown, ["images/stopped-build.png", "images/summary.png"]);
    for (const path of shown) {
      assert.ok(
        COPIED_PACKAGE_FILES.some(({ from, to }) => from === path && to === path),
        path,
      );
      const file = extensionFiles.find((one) => one.path === path);
      assert.ok(file !== undefined && "addressable" in file && file.addressable, path);
    }
  });

  it("are shown in pages by paths that exist", () => {
    for (const path of shown) assert.ok(existsSync(join(ROOT, posix.normalize(path))), path);
  });
});

describe("the icon", () => {
  for (const path of ["images/icon.png", "tasks/MtaStsGateV1/icon.png"]) {
    it(`stands on nothing and is told from light and dark: ${path}`, async () => {
      const { data: pixels, info } = await png(path)
        .ensureAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true });
      const { width, height } = info;
      const alphaAt = (x: number, y: number) => pixels[(y * width + x) * 4 + 3];
      assert.equal(alphaAt(0, 0), 0);
      assert.equal(alphaAt(width - 1, height - 1), 0);
      const ground = mostFrequent(pixels);
      // WCAG 2.2 section 1.4.11 asks for 3 to 1 between a graphic and what it stands on.
      for (const page of [0xff, 0x1e]) {
        assert.ok(contrast(ground, [page, page, page]) >= 3, `on ${page}: ${ground}`);
      }
    });
  }
});

describe("a page that is photographed", () => {
  const step = (more: Partial<StepReport>): StepReport => ({
    name: "s",
    displayName: "Step",
    result: "Succeeded",
    issues: [],
    errorCount: 0,
    warningCount: 0,
    log: [],
    rawOutput: "",
    rawErrorOutput: "",
    outputVariables: {},
    commands: [],
    uploads: [],
    progress: 0,
    currentOperation: "",
    ...more,
  });
  const report = (...steps: readonly StepReport[]): PipelineReport => ({
    result: "Failed",
    steps,
    log: "",
    buildTags: [],
    variables: {},
    resultsFolder: "",
  });
  const log = [
    "##[section]Starting: Check",
    "MTA-STS Policy Gate 1.0.0, stage preDeploy",
    "  policy file <b>&amp;",
    "##[group]Look-ups",
    "  hidden",
    "##[endgroup]",
    "##[error]x: broken",
    "Result: failed",
  ];
  const issues = [{ type: "error", message: "x: <broken>", properties: {} }] as const;

  it("of a stopped build holds the log of the step that failed, as it is", () => {
    const html = stoppedBuildPage(
      report(
        step({ displayName: "Check", result: "Failed", log, issues }),
        step({ displayName: "Deploy", result: "Skipped" }),
      ),
    );
    const lines = [...html.matchAll(/<div><i>(\d+)<\/i><span class="(\w+)">(.*)<\/span><\/div>/g)];
    assert.deepEqual(
      lines.map(([, number, color, text]) => [number, color, text]),
      [
        ["2", "plain", "MTA-STS Policy Gate 1.0.0, stage preDeploy"],
        ["3", "plain", "  policy file &lt;b>&amp;amp;"],
        ["4", "fold", "▸ Look-ups"],
        ["7", "red", "##[error]x: broken"],
        ["8", "plain", "Result: failed"],
      ],
    );
    assert.match(html, /<li class="Failed"><b>✖<\/b>Check: Failed<\/li>/);
    assert.match(html, /<li class="Skipped"><b>○<\/b>Deploy: Skipped<\/li>/);
    assert.match(html, /Issues \(1\).*<li class="error"><b>✖<\/b>x: &lt;broken><\/li>/s);
  });

  it("of a build that was not stopped is not made", () => {
    assert.throws(() => stoppedBuildPage(report(step({}))), /no step failed/);
  });

  it("of a summary is the Markdown of the run, rendered", () => {
    const html = summaryPage("**Result: failed**\n\n| a | b |\n| - | - |\n| 1 | <i> |\n");
    assert.match(html, /<strong>Result: failed<\/strong>/);
    assert.match(html, /<td>1<\/td>\s*<td>&lt;i&gt;<\/td>/);
  });

  it("of the icon has its size", () => {
    const html = iconPage("<!-- x -->\n<svg></svg>", 32);
    assert.match(html, /width: 32px; height: 32px/);
    assert.match(html, /<svg><\/svg>/);
    assert.doesNotMatch(html, /x --/);
  });
});

type Color = readonly [number, number, number];

/** Of pixels of four octets: red, green, blue and alpha. */
function mostFrequent(pixels: Uint8Array): Color {
  const counts = new Map<string, number>();
  for (let at = 0; at < pixels.length; at += 4) {
    if (pixels[at + 3] !== 255) continue;
    const color = pixels.subarray(at, at + 3).join();
    counts.set(color, (counts.get(color) ?? 0) + 1);
  }
  const [[color] = [""]] = [...counts].sort(([, a], [, b]) => b - a);
  const [red = 0, green = 0, blue = 0] = color.split(",").map(Number);
  return [red, green, blue];
}

/** Contrast ratio of two colors by WCAG 2.2. */
function contrast(one: Color, other: Color): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: Color): number {
  const [red = 0, green = 0, blue = 0] = color
    .map((value) => value / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
