import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestApp, type TestApp } from "../../../test/app.ts";
import { guideTitles } from "../../web/kit/action/guide-titles.ts";
import { guideFiles } from "./guide-pages.ts";
import { markdownHtml, openAnchors } from "./markdown.ts";

let t: TestApp;
beforeAll(async () => {
  t = await openTestApp();
});
afterAll(() => t.close());

/** Line ends between tags are of no account. */
const html = (text: string): string =>
  markdownHtml(text, (address) => address)
    .replaceAll(/>\n+/g, ">")
    .replaceAll(/\n+(?=<)/g, "");
const pages = guideFiles().filter(({ address }) => address.endsWith(".md"));
const served = new Map(guideFiles().map(({ address, file }) => [`/docs/${address}`, file]));
function anchorsOf(file: string): string[] {
  const anchor = openAnchors();
  const headings = readFileSync(path.join(import.meta.dirname, "../../..", file), "utf8").matchAll(/^#+ (.+)$/gm);
  return [...headings].map(([, heading]) => anchor(heading!));
}
const isServed = ({ pathname, hash }: URL): boolean => {
  const file = served.get(pathname);
  return file !== undefined && (hash === "" || anchorsOf(file).includes(hash.slice(1)));
};
const get = (url: string) => t.app.inject({ url, headers: { accept: "text/html" } });

describe("a page in Markdown", () => {
  test.each([
    ["headings have anchors", "## What, then?", '<h2 id="what-then">What, then?</h2>'],
    [
      "equal headings have anchors of their own",
      "## a\n\n## a-1\n\n## a\n\n### a",
      '<h2 id="a">a</h2><h2 id="a-1">a-1</h2><h2 id="a-2">a</h2><h3 id="a-3">a</h3>',
    ],
    ["lines of a paragraph belong together", "a\nb\n\nc", "<p>a\nb</p><p>c</p>"],
    [
      "lists hold lists and what is set in below them",
      "1. a\n   more\n   - b\n2. c",
      "<ol><li>a\nmore<ul><li>b</li></ul></li><li>c</li></ol>",
    ],
    ["an empty line between items ends no list", "- a\n\n- b", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"],
    ["code is left as it is", "```sh\na **b** <c>\n```", '<pre><code class="language-sh">a **b** &lt;c&gt;</code></pre>'],
    ["within a line too", "`*a*` and *b* and 2 * 3 * 4", "<p><code>*a*</code> and <em>b</em> and 2 * 3 * 4</p>"],
    ["quotes", "> a\n> b", "<blockquote><p>a\nb</p></blockquote>"],
    ["links hold strong words", "[**a**](b.md#c)", '<p><a href="b.md#c"><strong>a</strong></a></p>'],
    ["what looks like HTML is text", '<img src=x onerror="y"> & [a](b"c)', "<p>&lt;img src=x onerror=&quot;y&quot;&gt; &amp; "],
  ])("%s", (_which, text, wish) => {
    expect(html(text)).toContain(wish);
  });

  test("tables have a head and rows, and may be wider than the page", () => {
    expect(html("| a | b |\n| --- | --: |\n| `1 \\| 2` | **3** |\n\nx")).toBe(
      '<div class="wide" tabindex="0"><table><thead><tr><th>a</th><th align="right">b</th></tr></thead><tbody><tr><td><code>1 | 2</code></td><td align="right"><strong>3</strong></td></tr></tbody></table></div><p>x</p>',
    );
  });
});

describe("the documentation", () => {
  test.each(pages)("$address is served, and may run and load nothing from elsewhere", async ({ address }) => {
    const reply = await get(`/docs/${address}`);
    expect(reply.statusCode).toBe(200);
    expect(reply.headers["content-security-policy"]).toContain("default-src 'none'");
  });

  test.each(pages.filter(({ address }) => address.startsWith("guide/")))(
    "no mark of Markdown is left in $address, and no link leads nowhere",
    async ({ address }) => {
      const main = /<main>(.*)<\/main>/s.exec((await get(`/docs/${address}`)).body)![1]!;
      const text = main.replaceAll(/<(pre|code|h\d)\b[^>]*>.*?<\/\1>/gs, "").replaceAll(/<[^>]*>/g, "");
      expect(text).not.toMatch(/\*\*|^\s*[-*#|] |\]\(|^\d+\. /m);
      const places = [...main.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, to]) => to!).filter((to) => !/^https?:/.test(to));
      expect(places.filter((to) => !isServed(new URL(to, `https://vouch.example/docs/${address}`)))).toEqual([]);
    },
  );

  test("screens lead to pages that there are, by their titles", async () => {
    for (const [page, title] of Object.entries(guideTitles)) {
      const reply = await get(`/docs/guide/${page}.md`);
      expect(reply.body).toContain(`>${title.replaceAll("’", "'")}</h1>`);
    }
  });

  test("is listed by what people ask, pictures come along, and nothing else of the machine is read", async () => {
    const list = await get("/docs/guide/");
    for (const { address } of pages.filter(({ address: each }) => each.startsWith("guide/")))
      expect(list.body).toContain(`href="/docs/${address}"`);
    expect((await get("/docs/pictures/counting-errors.png")).headers["content-type"]).toBe("image/png");
    expect((await get("/docs/pictures/models-chart.svg")).headers["content-type"]).toContain("image/svg+xml");
    for (const outside of [
      "/docs/../package.json",
      "/docs/%2e%2e/package.json",
      "/docs/..%2fpackage.json",
      "/docs/guide",
      "/docs/nothing.md",
    ])
      expect((await get(outside)).statusCode, outside).toBe(404);
  });
});
