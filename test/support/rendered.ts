// The summary as a page shows it: rendered with everything switched on that could turn text into something else.
import MarkdownIt from "markdown-it";

const renderer = new MarkdownIt({ html: true, linkify: true });

/** Links that the summary itself makes. */
const OWN_LINK = /^https:\/\/www\.rfc-editor\.org\/rfc\/rfc\d+#section-[\d.]+$/;

/** HTML of a text in Markdown. */
export function rendered(markdown: string): string {
  return renderer.render(markdown);
}

/** What became of a text that should have stayed text: HTML, images, links of others; empty: nothing. */
export function activeParts(markdown: string): readonly string[] {
  const tokens = renderer
    .parse(markdown, {})
    .flatMap((token) => [token, ...(token.children ?? [])]);
  const parts = tokens
    .filter(({ type }) => /^(html_|image|s_open)/.test(type))
    .map(({ type, content }) => `${type}: ${content}`);
  const links = tokens
    .filter(({ type }) => type === "link_open")
    .map((token) => String(token.attrGet("href")))
    .filter((target) => !OWN_LINK.test(target));
  return [...parts, ...links];
}
