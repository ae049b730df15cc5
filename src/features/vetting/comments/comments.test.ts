import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { languageOf } from "./comment-language.ts";
import { commentRows } from "./comment-rows.ts";
import { commentSigns, readComments, type SampledComment } from "./comment-sample.ts";
import { isGeneric } from "./generic-praise.ts";

const of = (text: string, author: string | null = null, post: string | null = null): SampledComment => ({ text, author, post });

describe("a comment", () => {
  test.each([
    ["😍😍😍", true],
    ["@anna.moves", true],
    ["Sooooo nice!!!", true],
    ["Wunderschön 💚", true],
    ["𝐍𝐢𝐜𝐞 𝐩𝐢𝐜", true],
    ["Nice seam on the left sleeve", false],
    ["love it, where can I buy it", false],
  ])("is generic where it would fit any post: %s", (text, generic) => {
    expect(isGeneric(text)).toBe(generic);
  });

  test.each([
    ["Wo hast du die Jacke her?", "de"],
    ["Je l'adore, c'est pour quoi ?", "fr"],
    ["¿Dónde está la chaqueta? Me encanta", "es"],
    ["これは何ですか", "ja"],
    ["где купить", "ru"],
    ["Wow", undefined],
    ["🔥", undefined],
  ])("is in the language that its words or script tell: %s", (text, language) => {
    expect(languageOf(text)).toBe(language);
  });
});

describe("a sample of comments", () => {
  test("counts the same words again as repeated, whatever signs and drawn-out letters stand with them; other figures are other words", () => {
    const { signs } = readComments([of("So good!!"), of("soooo good 🔥"), of("Hut 111 is closed"), of("Hut 222 is closed")], null);
    expect(signs.duplicate).toMatchObject({ count: 2, of: 4, quotes: ["So good!!", "soooo good 🔥"] });
  });

  test("finds a circle under three of four posts, and only where writers and four posts are known", () => {
    const posts = ["p1", "p2", "p3", "p4"];
    const circle = posts.slice(0, 3).map((post) => of("a fine walk", "a1", post));
    const others = posts.map((post, at) => of(`view ${at}`, `b${at}`, post));
    expect(readComments([...circle, ...others], null).signs.circle).toMatchObject({ count: 3, of: 7 });
    expect(readComments(circle, null).signs.circle).toBeNull();
    expect(readComments([...circle, ...others, of("who am I", null, "p1")], null).signs.circle).toBeNull();
  });

  test("says of other languages nothing where the account's is not known, and leaves out what cannot be told", () => {
    const comments = [of("Where is this from?"), of("Wo ist das her?"), of("🔥")];
    expect(readComments(comments, null).signs.other_language).toBeNull();
    expect(readComments(comments, "de").signs.other_language).toMatchObject({ count: 1, of: 2 });
  });

  test("reads the mood of English alone", () => {
    const { signs } = readComments([of("This is the worst jacket I have ever had"), of("Das ist die schlechteste Jacke")], null);
    expect(signs.negative).toMatchObject({ count: 1, of: 1 });
  });

  test("has shares within their intervals, whatever was written", () => {
    const comment = fc.record({
      text: fc.string({ minLength: 1, unit: "grapheme" }),
      author: fc.option(fc.constantFrom("a1", "a2")),
      post: fc.option(fc.constantFrom("p1", "p2", "p3", "p4")),
    });
    fc.assert(
      fc.property(fc.array(comment, { minLength: 1, maxLength: 30 }), (comments) => {
        const reading = readComments(comments, "en");
        for (const name of commentSigns) {
          const { low, share, high, count, of: told } = reading.signs[name] ?? { low: 0, share: 0, high: 1, count: 0, of: 0 };
          expect([low <= share, share <= high, count <= told, told <= comments.length]).toEqual([true, true, true, true]);
        }
      }),
    );
  });
});

describe("a list of comments", () => {
  test("is a comment a line, commas and all, or a table whose writers and posts become numbers", () => {
    expect(commentRows([["Lovely", " really"], ["Where from?"], [" "]])).toEqual({
      kind: "read",
      comments: [of("Lovely,  really"), of("Where from?")],
    });
    const table = commentRows([
      ["Post URL", "Username", "Comment text"],
      ["https://a.example/1", "Eve", "Hi"],
      ["https://a.example/2", "eve", "Ho"],
    ]);
    expect(table).toEqual({ kind: "read", comments: [of("Hi", "a1", "p1"), of("Ho", "a1", "p2")] });
  });

  test("without comments is refused", () => {
    expect(commentRows([])).toEqual({ kind: "refused", reason: "there is no comment in it" });
    expect(
      commentRows([
        ["author", "date"],
        ["eve", "today"],
      ]),
    ).toMatchObject({ kind: "refused" });
  });
});
