// A page as Chromium shows it, as a PNG of few colors.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";

/** Pixels by which the window is larger than the picture: the view is smaller than the window, and never tiny. */
const MARGIN = 400;

/**
 * Photographs a page.
 * @param html the whole page; what it does not paint stays transparent
 * @param size of the picture, in pixels
 * @param path of the PNG file
 */
export async function photograph(
  html: string,
  { width, height }: { readonly width: number; readonly height: number },
  path: string,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "photograph-"));
  try {
    const page = join(folder, "page.html");
    const raw = join(folder, "raw.png");
    writeFileSync(page, html);
    const rights = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    execFileSync(
      process.env.CHROMIUM ?? "chromium",
      [
        "--headless",
        "--hide-scrollbars",
        "--disable-gpu",
        // Gray edges of letters: as sharp, and few colors.
        "--disable-lcd-text",
        "--default-background-color=00000000",
        `--user-data-dir=${join(folder, "profile")}`,
        `--window-size=${width + MARGIN},${height + MARGIN}`,
        `--screenshot=${raw}`,
        ...rights,
        `file://${page}`,
      ],
      { stdio: "ignore", timeout: 60_000 },
    );
    // A picture of text needs no more colors, and weighs half.
    await sharp(raw)
      .extract({ left: 0, top: 0, width, height })
      .png({ palette: true, colors: 256, compressionLevel: 9, effort: 10 })
      .toFile(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
