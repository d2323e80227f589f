// The pictures: of the sizes that the Marketplace asks for, small, shipped where a page shows them, and made of what
// a run left behind.
import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import { deflateSync } from "node:zlib";
import type { PipelineReport, StepReport } from "../sandbox/agent";
import { COPIED_PACKAGE_FILES } from "../scripts/package-files";
import { iconPage, SCREENSHOT, stoppedBuildPage, summaryPage } from "../scripts/picture-pages";
import { cropped, decodePng, encodePng, type Picture, sizeOf } from "../scripts/png";
import { files as extensionFiles } from "../vss-extension.json";
import { assertNone } from "./support/assert-none";
import { linkTargets } from "./support/markdown";
import { ROOT, textOf } from "./support/sources";

const png = (path: string) => readFileSync(join(ROOT, path));

/** Their sizes are those of docs/extend/develop/manifest and of task icons. */
const SIZES = {
  "images/icon.png": { width: 128, height: 128 },
  "tasks/MtaStsGateV1/icon.png": { width: 32, height: 32 },
  "images/stopped-build.png": { width: 1366, height: 768 },
  "images/summary.png": { width: 1366, height: 768 },
};

const shown = linkTargets(textOf("overview.md")).filter((target) => target.endsWith(".png"));

describe("pictures", () => {
  it("have the sizes that are asked for", () => {
    const sizes = Object.keys(SIZES).map((path) => [path, sizeOf(png(path))]);
    assert.deepEqual(Object.fromEntries(sizes), SIZES);
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
    it(`stands on nothing and is told from light and dark: ${path}`, () => {
      const { pixels, width, height } = decodePng(png(path));
      const alphaAt = (x: number, y: number) => pixels[(y * width + x) * 4 + 3];
      assert.equal(alphaAt(0, 0), 0);
      assert.equal(alphaAt(width - 1, height - 1), 0);
      const ground = mostFrequent({ pixels, width, height });
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

describe("a PNG", () => {
  const picture = (width: number, height: number, colorOf: (x: number, y: number) => number[]) => {
    const pixels = new Uint8Array(width * height * 4);
    for (let i = 0; i < width * height; i += 1) {
      pixels.set(colorOf(i % width, Math.floor(i / width)), i * 4);
    }
    return { width, height, pixels };
  };

  it("keeps up to 256 colors and their alpha", () => {
    const few = picture(16, 16, (x, y) => [x * 16, y * 16, 7, x === y ? 0 : 255]);
    assert.deepEqual(decodePng(encodePng(few)), few);
  });

  it("of more colors keeps the frequent ones and takes the nearest for the others", () => {
    const many = picture(20, 20, (x, y) => (y < 4 ? [250, 0, 0, 255] : [x, y, 100, 255]));
    const again = decodePng(encodePng(many));
    assert.deepEqual(again.pixels.subarray(0, 4), many.pixels.subarray(0, 4));
    const furthest = Math.max(
      ...many.pixels.map((value, at) => Math.abs(value - (again.pixels[at] ?? 0))),
    );
    assert.ok(furthest <= 8, `${furthest}`);
  });

  it("is read with every filter and with three channels", () => {
    const rows = [
      [0, 10, 20, 30, 40, 50, 60],
      [1, 10, 20, 30, 30, 30, 30],
      [2, 0, 0, 0, 0, 0, 0],
      [3, 5, 10, 15, 15, 15, 15],
      [4, 0, 0, 0, 0, 0, 0],
    ];
    const { pixels } = decodePng(pngOf(2, rows, 2));
    const row = [10, 20, 30, 255, 40, 50, 60, 255];
    assert.deepEqual([...pixels.subarray(0, 8 * 4)], [...row, ...row, ...row, ...row]);
    assert.deepEqual(pixels.subarray(32, 36), pixels.subarray(24, 28));
  });

  it("is cut to its upper left part", () => {
    const whole = picture(4, 4, (x, y) => [x, y, 0, 255]);
    assert.deepEqual(
      cropped(whole, 2, 3),
      picture(2, 3, (x, y) => [x, y, 0, 255]),
    );
  });

  it("of another form is refused", () => {
    assert.throws(() => decodePng(pngOf(2, [[0, 1, 2]], 0)), /8 bits a channel/);
  });
});

/** A PNG of rows with their filters; the decoder looks at no checksum. */
function pngOf(width: number, rows: readonly (readonly number[])[], colorType: number): Buffer {
  const head = Buffer.from([0, 0, 0, width, 0, 0, 0, rows.length, 8, colorType, 0, 0, 0]);
  const chunk = (type: string, data: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)]);
  };
  const data = deflateSync(Buffer.from(rows.flat()));
  return Buffer.concat([Buffer.alloc(8), chunk("IHDR", head), chunk("IDAT", data)]);
}

type Color = readonly [number, number, number];

function mostFrequent({ pixels }: Picture): Color {
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
