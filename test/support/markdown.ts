// Markdown pages as far as tests read them: links, headings, blocks of code.

/** A block of code between fences. */
export interface CodeBlock {
  /** As named behind the fence; "" where it is not. */
  readonly language: string;
  readonly text: string;
  /** Of its first line, from 1. */
  readonly line: number;
}

/** Blocks of code with three backticks. */
export function codeBlocks(page: string): readonly CodeBlock[] {
  return [...page.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map((match) => ({
    language: match[1] ?? "",
    text: match[2] ?? "",
    line: page.slice(0, match.index).split("\n").length + 1,
  }));
}

/** Targets of links and images, as they are written, outside of blocks of code. */
export function linkTargets(page: string): readonly string[] {
  const prose = page.replace(/^```[\s\S]*?^```$/gm, "");
  const inline = [...prose.matchAll(/\]\(([^()\s]+)\)/g)];
  const html = [...prose.matchAll(/\b(?:href|src)="([^"]*)"/g)];
  return [...inline, ...html].map(([, target = ""]) => target);
}

/** Anchors of a page's headings, as GitHub makes them. */
export function anchors(page: string): readonly string[] {
  const prose = page.replace(/^```[\s\S]*?^```$/gm, "");
  return [...prose.matchAll(/^#+ +(.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replace(/\s/g, "-"),
  );
}
