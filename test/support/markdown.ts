// Markdown pages as far as tests read them: links, headings, blocks of code.

/** A block of code between fences. */
export interface CodeBlock {
  /** As named behind the fence; "" where it is not. */
  readonly language: string;
  readonly text: string;
  /** Of its first line, from 1. */
  readonly line: number;
}

/** Blocks of code with three backticks, also those indented in a list. */
export function codeBlocks(page: string): readonly CodeBlock[] {
  return [...page.matchAll(/^( *)```(\w*)\n([\s\S]*?)^\1```$/gm)].map((match) => ({
    language: match[2] ?? "",
    text: (match[3] ?? "").replace(new RegExp(`^${match[1]}`, "gm"), ""),
    line: page.slice(0, match.index).split("\n").length + 1,
  }));
}

const CODE = /^( *)```[\s\S]*?^\1```$/gm;

/** Targets of links and images, as they are written, outside of blocks of code. */
export function linkTargets(page: string): readonly string[] {
  const prose = page.replace(CODE, "");
  const inline = [...prose.matchAll(/\]\(([^()\s]+)\)/g)];
  const html = [...prose.matchAll(/\b(?:href|src)="([^"]*)"/g)];
  return [...inline, ...html].map(([, target = ""]) => target);
}

/** Anchors of a page's headings, as GitHub makes them. */
export function anchors(page: string): readonly string[] {
  const prose = page.replace(CODE, "");
  return [...prose.matchAll(/^#+ +(.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replace(/\s/g, "-"),
  );
}
