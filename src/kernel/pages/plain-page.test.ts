import fc from "fast-check";
import { expect, test } from "vitest";
import { plainPage, plainStyle, safeHtml } from "./plain-page.ts";

test("no text that was made safe opens a tag, closes a quote or begins an entity of its own", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const safe = safeHtml(text);
      expect(safe).not.toMatch(/[<>"']|&(?!(amp|lt|gt|quot|#39);)/);
      expect(
        safe.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&"),
      ).toBe(text);
    }),
  );
});

test("a page runs no script, holds no style of its own and is not listed", () => {
  const page = plainPage({ language: 'e"n', title: "<script>", body: "<p>x</p>" });
  expect(page).not.toMatch(/<script|style=|<style/);
  expect(page).toContain('<meta name="robots" content="noindex">');
  expect(page).toContain('<html lang="e&quot;n">');
  expect(plainStyle).not.toMatch(/url\(|@import/);
});
