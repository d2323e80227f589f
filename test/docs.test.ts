// The generated pages: fresh, and true to what they are made from.
import assert from "node:assert/strict";
import { stalePages } from "../scripts/docs";
import { faultsPage } from "../scripts/faults-page";
import { inputsPage } from "../scripts/inputs-page";
import { fenced, prose, table, visible } from "../scripts/markdown";
import { providersPage } from "../scripts/providers-page";
import type { TaskJson } from "../scripts/task-json";

describe("docs", () => {
  it("are fresh (npm run docs)", () => {
    assert.deepEqual(stalePages(), []);
  });

  it("show every input in its group, with aliases, values and default", () => {
    const input = { label: "L", required: false, helpMarkDown: "Help.", defaultValue: "" };
    const task: TaskJson = {
      name: "T",
      version: { Major: 1, Minor: 0, Patch: 0 },
      groups: [{ name: "more", displayName: "More" }],
      inputs: [
        { ...input, name: "one", aliases: ["uno"], type: "string" },
        { ...input, name: "two", type: "boolean", defaultValue: true, groupName: "more" },
        {
          ...input,
          name: "three",
          type: "pickList",
          options: { a: "A", b: "B" },
          groupName: "more",
        },
      ],
      outputVariables: [{ name: "out", description: "Out." }],
      execution: {},
      restrictions: { settableVariables: { allowed: ["out"] } },
    };
    const page = inputsPage(task);
    const [basics = "", more = "", outputs = ""] = page.split(/^## /m).slice(1);
    assert.match(page, /^<!-- Made by "npm run docs"/);
    assert.match(
      basics,
      /^Basics\n.*\| `one`<br>or `uno` \| text \| empty \| \*\*L\.\*\* Help\. \|\n/s,
    );
    assert.match(
      more,
      /^More\n.*\| `two` \| `true`<br>`false` \| `true` \|.*\| `three` \| `a`<br>`b` \|/s,
    );
    assert.match(outputs, /^Output variables\n.*\| `out` \| Out\. \|\n$/s);
  });

  it("show what is known of a mail provider", () => {
    const page = providersPage([
      {
        name: "Contoso Mail",
        mx: [
          { hosts: ["mx1.contoso.com", "mx2.contoso.com"], patterns: ["*.contoso.com"] },
          { hosts: ["*.*.contoso.net"], patterns: [], example: "a.b.contoso.net" },
        ],
        otherHosts: ["smtp.contoso.com"],
        sources: ["https://contoso.com/help", "a *book*"],
        lookedUp: "2026-11",
      },
    ]);
    assert.match(
      page,
      /\| `mx1\.contoso\.com`<br>`mx2\.contoso\.com` \| 2 \| `\*\.contoso\.com` \|/,
    );
    assert.match(
      page,
      /\| `\*\.\*\.contoso\.net`, such as `a\.b\.contoso\.net` \| one per domain \| the full name \|/,
    );
    assert.match(page, /^No MX hosts: `smtp\.contoso\.com`\.$/m);
    assert.match(
      page,
      /^From: <https:\/\/contoso\.com\/help>; a \\\*book\\\*\. Looked up: 2026-11\.$/m,
    );
  });

  it("show every fault with its check, or that it is none", () => {
    const row = { name: "x", fault: "a *fault*", within: 5, inject: () => ({}) };
    const page = faultsPage([
      {
        title: "DNS",
        label: "dns",
        checkSmtp: "never",
        rows: [
          { ...row, check: "record-missing", weights: ["note", "note", "warning", "error"] },
          { ...row, check: "", weights: [undefined, undefined, undefined, undefined] },
        ],
      },
    ]);
    assert.match(page, /: 1 faults\./);
    assert.match(page, /^## DNS$/m);
    assert.match(
      page,
      /^\| a \\\*fault\\\* \| \[`record-missing`\]\(checks\.md#record-missing\) \| note \| note \| warning \| error \| 5 s \|$/m,
    );
    assert.match(page, /\| nothing wrong \| – \| – \| – \| – \| 5 s \|$/m);
  });

  it("make visible what cannot be seen", () => {
    const cases: readonly (readonly [octets: string | Buffer, shown: string])[] = [
      ["a\nb\n", "a\nb"],
      ["a\n\n", "a\n"],
      ["a\r\nb\r", "a␍\nb␍"],
      ["\ufeffa\tb\u0000\u007f", "<U+FEFF>a␉b␀␡"],
      [" a  \nb \r\n", " a␠␠\nb␠␍"],
      ["\u2028\u00a0\u202e\u0085", "<U+2028><U+00A0><U+202E><U+0085>"],
      ["bücher", "bücher"],
      [Buffer.from([0x61, 0xff, 0xfe, 0x0a]), "a<0xFF><0xFE>"],
      ["x".repeat(161), `${"x".repeat(160)}…`],
      ["x\n".repeat(32), `${"x\n".repeat(30)}… (2 more lines)`],
    ];
    for (const [octets, shown] of cases) assert.equal(visible(Buffer.from(octets)), shown);
  });

  it("keep foreign Markdown inside", () => {
    assert.equal(fenced("```\nx\n"), "````text\n```\nx\n````");
    assert.equal(prose("*.a_b _x_ <c> `d` \\ [e]"), "\\*.a_b \\_x\\_ \\<c> \\`d\\` \\\\ \\[e\\]");
    assert.equal(table(["A"], [["b|c\nd"]]), "| A |\n| --- |\n| b\\|c<br>d |");
  });
});
