import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { creatorMatch } from "./creator-match.ts";
import { likeness, wordsOf } from "./likeness.ts";

const creator = (id: string, name: string, ...handles: string[]) => ({ id, name, handles });
const all = [
  creator("ana", "Ana Lindqvist", "@ana.outdoors"),
  creator("trail", "Trail Talk"),
  creator("may", "May Chen"),
  creator("liziqi", "李子柒"),
  creator("olga", "Ольга Йовчева"),
  creator("priya", "प्रिया शर्मा"),
  creator("noor", "نور الهدى"),
];

describe("a customer's words", () => {
  test.each([
    ["Ana Lindqvist", "ana"],
    ["ana lindquist!!", "ana"],
    ["saw it in Ana Lindqivst's tent video", "ana"],
    ["@ana.outdoors", "ana"],
    ["ANAOUTDOORS on insta", "ana"],
    ["ana", "ana"],
    ["the trailtalk podcast", "trail"],
    ["看了李子柒的视频", "liziqi"],
    ["в видео у ОЛЬГА ЙОВЧЕВА", "olga"],
    ["प्रिया शर्मा", "priya"],
    ["نور الهدى", "noor"],
  ])("%j mean one creator surely", (text, id) => {
    expect(creatorMatch(text, all)).toMatchObject({ creatorId: id, isSure: true });
  });

  test.each([["saw it in an ana video"], ["I may have seen an ad"], ["видео Ольги Йовчевой"]])(
    "%j are a guess at most: one word of a name within a sentence, or too far off",
    (text) => {
      expect(creatorMatch(text, all)?.isSure).toBe(false);
    },
  );

  test("that fit two creators equally mean neither surely", () => {
    const two = [creator("a", "Ana Berg"), creator("b", "Ana Holm")];
    expect(creatorMatch("ana", two)).toMatchObject({ score: 0.9, isSure: false });
    expect(creatorMatch("ana holm", two)).toMatchObject({ creatorId: "b", score: 1, isSure: true });
  });

  test.each([["a friend"], ["🏕️"], [""], ["1234"]])("%j mean nobody", (text) => {
    expect(creatorMatch(text, all)).toBeUndefined();
  });

  test("name the same creator whatever the order of the list, where they are sure", () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(all, { minLength: all.length }),
        fc.constantFrom("ana lindquist", "trail talk", "李子柒"),
        (list, text) => {
          expect(creatorMatch(text, list)).toEqual(creatorMatch(text, all));
        },
      ),
    );
  });
});

describe("likeness", () => {
  test("is 1 for equal words only, the same both ways, and never outside of 0 to 1", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (one, other) => {
        const found = likeness(one, other);
        expect(found).toBe(likeness(other, one));
        expect(found).toBeGreaterThanOrEqual(0);
        expect(found === 1).toBe(one === other);
      }),
    );
  });

  test("counts a slip of each kind once, and takes short words only as they are", () => {
    expect(likeness("okafor", "okaffor")).toBeCloseTo(1 - 1 / 7, 12);
    expect(likeness("okafor", "okfor")).toBeCloseTo(1 - 1 / 6, 12);
    expect(likeness("okafor", "okafer")).toBeCloseTo(1 - 1 / 6, 12);
    expect(likeness("okafor", "okaofr")).toBeCloseTo(1 - 1 / 6, 12);
    expect(likeness("ana", "ann")).toBe(0);
  });

  test("leaves marks that are letters of their script, and takes accents off", () => {
    expect(wordsOf("Zoë Ünal")).toEqual(["zoe", "unal"]);
    expect(wordsOf("प्रिया")).toEqual(["प्रिया"]);
  });
});
