import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keySkeleton, maxKeyLength, maxKeyPathLength, normaliseKey, requestKey } from "./link-key.ts";

const keyOf = (raw: string): string => {
  const result = normaliseKey(raw);
  return result.ok ? result.key : `refused: ${result.problem}`;
};
const asked = (target: string): string | undefined => {
  const mark = target.indexOf("?");
  return requestKey(target, mark < 0 ? target.length : mark);
};

describe("E31 a link key", () => {
  it("is the same in any case, width and composition", () => {
    expect(keyOf("ANNA")).toBe("anna");
    expect(keyOf("ａｎｎａ")).toBe("anna");
    expect(keyOf("zoe\u0301")).toBe("zo\u00e9");
    expect(keyOf("ZO\u00c9")).toBe("zo\u00e9");
    expect(keyOf("STRASSE")).toBe(keyOf("straße"));
    expect(keyOf("ΟΔΟΣ")).toBe(keyOf("οδοσ"));
    expect(keyOf("ﬁne")).toBe("fine");
  });

  it("loses what nobody sees: white space at its ends, joiners, soft hyphens, direction marks", () => {
    expect(keyOf("  an\u200Bna\u00AD\u202E \n")).toBe("anna");
  });

  it("loses slashes at its ends, keeps them inside, and has no empty segment", () => {
    expect(keyOf("//summer/anna/")).toBe("summer/anna");
    expect(keyOf("summer//anna")).toBe("refused: empty_segment");
    expect(keyOf("/")).toBe("refused: empty");
    expect(keyOf(" ")).toBe("refused: empty");
  });

  it("is no dot file, no way upwards, and does not end in a full stop that a messenger cuts off", () => {
    for (const raw of [".env", ".git/config", "a/../b", "a/.", "..", "anna.", ".well-known/assetlinks.json"])
      expect(keyOf(raw)).toBe("refused: dot_at_segment_edge");
    expect(keyOf("v1.2")).toBe("v1.2");
  });

  it("takes letters, marks and digits of any script and six signs, nothing else", () => {
    for (const key of ["夏セール", "лето", "हिन्दी", "a-b_c.d~e@f+g", "٣"]) expect(keyOf(key)).toBe(key.normalize("NFKC"));
    for (const raw of ["a b", "a%20b", "a?b", "a#b", "a\\b", "a:b", "<a>", "a\u0000b", "🎉", "\ud800"])
      expect(keyOf(raw)).toBe("refused: unsupported_character");
  });

  it("is none of the names that browsers, crawlers, probes and the edge itself use, nor below one", () => {
    for (const raw of ["robots.txt", "Favicon.ico", "_v", "_V/e", "health", "ready/now", "ｒobots.txt"])
      expect(keyOf(raw)).toBe("refused: reserved");
    expect(keyOf("summer/health")).toBe("summer/health");
    expect(keyOf("_vera")).toBe("_vera");
  });

  it("has at most 128 units, counted after folding", () => {
    expect(keyOf("a".repeat(maxKeyLength))).toBe("a".repeat(maxKeyLength));
    expect(keyOf("a".repeat(maxKeyLength + 1))).toBe("refused: too_long");
    expect(keyOf("ß".repeat(maxKeyLength / 2 + 1))).toBe("refused: too_long");
    expect(keyOf("a".repeat(maxKeyPathLength + 1))).toBe("refused: too_long");
  });

  it("is a fixed point: normalising it again changes nothing", () => {
    const texts = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.string({ unit: "binary" }),
      fc.stringMatching(/^[a-zA-Z0-9ßẞıİſΐΣς./_-]{0,12}$/),
    );
    fc.assert(
      fc.property(texts, (raw) => {
        const first = normaliseKey(raw);
        expect(first.ok ? normaliseKey(first.key) : first).toEqual(first);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("E31 the key that a request asks for", () => {
  it("is the path before the question mark, without its slashes", () => {
    expect(asked("/anna")).toBe("anna");
    expect(asked("/anna?key=ben")).toBe("anna");
    expect(asked("/anna/?x")).toBe("anna");
    expect(asked("/summer/anna")).toBe("summer/anna");
  });

  it("is decoded once, so every spelling leads to the one link and an escaped percent stays a percent", () => {
    expect(asked("/ANNA")).toBe("anna");
    expect(asked("/%61nna")).toBe("anna");
    expect(asked("/zoe%CC%81")).toBe("zo\u00e9");
    expect(asked("/summer%2Fanna")).toBe("summer/anna");
    expect(asked("/%2561nna")).toBeUndefined();
  });

  it("is undefined for the root, a malformed escape, bytes that are no UTF-8, and a path of more than 1,024 characters", () => {
    for (const target of ["/", "", "/%", "/%zz", "/%E0%A4%A", "/%FF", `/${"a".repeat(maxKeyPathLength)}`])
      expect(asked(target)).toBeUndefined();
    expect(asked(`/${"a".repeat(maxKeyLength + 1)}`)).toBeUndefined();
  });

  it("finds every key that can be made, as it is and percent-encoded", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (raw) => {
        const made = normaliseKey(raw);
        fc.pre(made.ok);
        expect(asked(`/${made.key}`)).toBe(made.key);
        expect(asked(`/${encodeURIComponent(made.key)}?a=b`)).toBe(made.key);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("E31 the skeleton of a key", () => {
  it("is shared by keys that look alike", () => {
    const alike = [
      ["аnnа", "anna"],
      ["ann0", "anno"],
      ["m1lo", "mllo"],
      ["milo", "mllo"],
      ["rnax", "max"],
      ["vvim", "wim"],
      ["josé", "jose"],
      ["anna-lima", "anna_lima"],
      ["ορεη", "open"],
      ["łukasz", "lukasz"],
    ] as const;
    for (const [one, other] of alike) expect(`${one} ${keySkeleton(one)}`).toBe(`${one} ${keySkeleton(other)}`);
  });

  it("differs between keys that a reader tells apart", () => {
    expect(new Set(["anna", "ann", "anno", "hanna", "anna/2", "anna2", "夏", "夜"].map(keySkeleton)).size).toBe(8);
  });
});
