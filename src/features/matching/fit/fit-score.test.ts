import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BuyerProfile } from "../profiles/profile.ts";
import type { AccountEvidence, OrderEvidence } from "./evidence.ts";
import { defaultFitRules, type FitPartKey } from "./fit-rules.ts";
import { accountFit, bestFit } from "./fit-score.ts";

const nothing: BuyerProfile = {
  ...{ ages: null, genders: [], countries: [], languages: [], platforms: [], interests: [], problems: [], price_band: null },
  ...{ price_level: null, values: [], avoid: [], competitors: [], product_kinds: [] },
  tone: { energy: null, depth: null, dialogue: null },
};
const post = (text: string, at = 0) => ({ id: `pos_${at}`, text, caption: text, language: "de", postedOn: "2026-05-01" });
const shares = (values: Record<string, number>, grade: "A" | "C" = "A") => ({
  ...{ shares: values, source: "a vendor", observedOn: "2026-05-02", grade },
});
const account = (more: Partial<AccountEvidence> = {}): AccountEvidence => ({
  ...{ id: "acc_1", platform: "instagram", handle: "ana", audience: new Map(), words: undefined, posts: [] },
  ...more,
});
const fit = (of: AccountEvidence, profile: Partial<BuyerProfile>, orders: readonly OrderEvidence[] = []) =>
  accountFit(of, orders, { ...nothing, ...profile }, defaultFitRules);
const part = (of: ReturnType<typeof fit>, key: FitPartKey) => of.parts.find((each) => each.key === key)!;

describe("an audience", () => {
  const audience = new Map([
    ["ages", shares({ "18-24": 0.3, "25-34": 0.2, "65+": 0.5 })],
    ["countries", shares({ DE: 0.41, AT: 0.01 }, "C")],
  ]);

  test("has the marks of the shares that are wanted, by the share from which on they are full", () => {
    const found = part(fit(account({ audience }), { ages: { from: 18, to: 29 }, countries: ["DE", "AT"] }), "audience");
    // Ages: 0.3 + half of 0.2 = 0.4 of 0.6; countries: 0.42 of 0.6. Off by 3 and by 10 points.
    const [ages, countries] = [(100 * 0.4) / 0.6, (100 * 0.42) / 0.6];
    expect([found.low, found.high]).toEqual(
      [(ages - 3 + countries - 10) / 2, (ages + 3 + countries + 10) / 2].map((x) => Math.round(x * 10) / 10),
    );
    expect(found.reasons.map(({ text }) => text)).toEqual([
      "40 % of the audience is 18 to 29 years old; 60 % or more is full marks",
      "42 % of the audience is in DE or AT; 60 % or more is full marks",
    ]);
    expect(found.reasons[1]).toMatchObject({ source: "a vendor", observed_on: "2026-05-02", grade: "C" });
  });

  test("that is not known is said to be so and counts from 0 to 100, never as zero", () => {
    const found = fit(account(), { ages: { from: 18, to: 34 } });
    expect(found).toMatchObject({ score: 50, low: 0, high: 100, known: 0 });
    expect(part(found, "audience")).toMatchObject({ score: null, missing: ["Which ages the audience has"] });
  });

  test("of whose languages nothing is known is told by the language of three posts or more, which may be twice as far off", () => {
    const posts = [0, 1, 2, 3].map((at) => ({ ...post("Hallo", at), language: at === 0 ? "en" : "de" }));
    expect(part(fit(account({ posts }), { languages: ["de"] }), "audience")).toMatchObject({ low: 60, high: 100 });
    expect(part(fit(account({ posts: posts.slice(0, 2) }), { languages: ["de"] }), "audience").score).toBeNull();
  });
});

describe("a theme", () => {
  test("has full marks for three of many interests, and quotes the posts that speak of them", () => {
    const words = { source: "api", observedOn: "2026-05-03", grade: "B" as const, bio: "I climb", category: "Hiking", topics: ["camping"] };
    const posts = Array.from({ length: 20 }, (_, at) => post(at < 2 ? "Tent in the snow #wintercamping" : "Breakfast", at));
    const found = part(fit(account({ words, posts }), { interests: ["hike", "camping", "snow", "surfing", "sailing"] }), "theme");
    expect(found).toMatchObject({ low: 95, high: 100 });
    expect(found.reasons[0]!.text).toBe("Speaks of 3 of 5 of their interests: hike (topics), camping (topics), snow (2 posts)");
    expect(found.reasons[0]!.quotes).toEqual([{ text: "Tent in the snow #wintercamping", post_id: "pos_0" }]);
  });

  test("that is not spoken of has few marks, and of an account without words it is not known", () => {
    const posts = Array.from({ length: 20 }, (_, at) => post("Breakfast", at));
    expect(part(fit(account({ posts }), { interests: ["hiking"] }), "theme")).toMatchObject({ low: 0, high: 5 });
    expect(part(fit(account(), { interests: ["hiking"] }), "theme").score).toBeNull();
  });
});

describe("a theme of which little is written", () => {
  const words = { source: "import", observedOn: "2026-05-03", grade: "D" as const, bio: "", category: "Hiking", topics: [] };
  const problems = ["wet feet"];

  test("is not known by a category alone: its silence on a problem is never zero points", () => {
    const found = part(fit(account({ words }), { problems }), "theme");
    expect(found).toMatchObject({ score: null, low: 0, high: 100, reasons: [] });
    expect(found.missing).toEqual(["Whether they speak of their problems: nothing that they wrote is known here"]);
  });

  test("takes five posts to show that nothing is said, and it is said how many there are", () => {
    const of = (count: number) =>
      part(
        fit(account({ words: { ...words, bio: "I climb" }, posts: Array.from({ length: count }, (_, at) => post("Tea", at)) }), {
          problems,
        }),
        "theme",
      );
    expect(of(4).missing).toEqual(["Whether they speak of their problems: it takes 5 posts or more to see that they do not; there are 4"]);
    expect(of(5)).toMatchObject({ low: 0, high: 10, missing: [] });
  });

  test("has what was found as the least, and all that may still be there above it", () => {
    // One of three terms by the category: 33.3 points, off by 20; the other two are not known.
    expect(part(fit(account({ words }), { interests: ["hiking", "camping", "snow"] }), "theme")).toMatchObject({ low: 13.3, high: 100 });
  });
});

describe("a price point", () => {
  const band = { low: { amount: "5000", currency: "EUR" }, high: { amount: "10000", currency: "EUR" } };
  const orders = (medianMinor: number, currency = "EUR") => [{ currency, orders: 40, medianMinor }];

  test("is 100 within the band and half for each doubling away from it", () => {
    const score = (minor: number) => part(fit(account(), { price_band: band }, orders(minor)), "price_point");
    expect([score(7_000).high, score(20_000).score, score(2_500).score, score(1_250).score]).toEqual([100, 50, 50, 25]);
  });

  test("is not told by two orders, nor by orders in another currency", () => {
    expect(
      part(fit(account(), { price_band: band }, [{ currency: "EUR", orders: 2, medianMinor: 7_000 }]), "price_point").score,
    ).toBeNull();
    expect(part(fit(account(), { price_band: band }, orders(7_000, "USD")), "price_point").score).toBeNull();
  });

  test("is told by words on prices where there are three or more", () => {
    const posts = ["A cheap trip", "My budget kit", "Luxury weekend"].map(post);
    const found = part(fit(account({ posts }), { price_level: "budget" }), "price_point");
    // Two on the level, one three steps off: 100 less a third of 100.
    expect(found.score).toBeCloseTo(66.7, 1);
    expect(part(fit(account({ posts: posts.slice(0, 2) }), { price_level: "budget" }), "price_point").score).toBeNull();
  });
});

describe("values and tone", () => {
  const calm = Array.from({ length: 20 }, (_, at) =>
    post(`A long way through the hills, number ${at}, with bread and cheese. ${"And on we walk. ".repeat(5)}`, at),
  );

  test("what the brand avoids takes half for one post and all for two", () => {
    const with_ = (count: number) => calm.map((each, at) => (at < count ? { ...each, text: "Great vodka night" } : each));
    const score = (count: number) => part(fit(account({ posts: with_(count) }), { avoid: ["vodka"] }), "values").high;
    expect([score(0), score(1), score(2)]).toEqual([100, 55, 5]);
  });

  test("a tone is measured by marks, words and questions, and is not told by four captions", () => {
    const tone = { energy: "low" as const, depth: "middle" as const, dialogue: "high" as const };
    const found = part(fit(account({ posts: calm }), { tone }), "tone");
    expect(found.reasons.map(({ score }) => score)).toEqual([100, 100, 0]);
    expect(part(fit(account({ posts: calm.slice(0, 4) }), { tone }), "tone")).toMatchObject({ score: null, known: 0 });
  });

  test("competitors of whom an account speaks are named with the post, and count nothing", () => {
    const found = fit(account({ posts: [post("New shoes by Bergziege!")] }), { competitors: ["Bergziege", "Talmann"] });
    expect(found.warnings).toEqual([{ competitor: "Bergziege", posts: [{ text: "New shoes by Bergziege!", post_id: "pos_0" }] }]);
    expect(found.score).toBeNull();
  });
});

describe("a score", () => {
  test("is the weighted mean of what is asked: a part that is not asked for does not count", () => {
    const audience = new Map([["countries", shares({ DE: 0.9 })]]);
    const both = fit(account({ audience }), { countries: ["DE"], interests: ["hiking"] });
    // Audience 97 to 100 at 0.35, theme not known at 0.25.
    expect(both.low).toBe(Math.round((10 * 97 * 0.35) / 0.6) / 10);
    expect(both.high).toBe(100);
    expect(both.known).toBeCloseTo(0.35 / 0.6, 9);
    expect(fit(account({ audience }), { countries: ["DE"] })).toMatchObject({ low: 97, high: 100, score: 98.5, known: 1 });
    expect(fit(account(), {}).score).toBeNull();
  });

  test("counts quality where it is known, explains it, and without it is what it was; quality alone is no fit", () => {
    const audience = new Map([["countries", shares({ DE: 0.9 })]]);
    const quality = { score: 62, least: 40, most: 70, asOf: "2026-05-03", formula: "vouch-quality 1", grade: "C" as const };
    const [without, scored] = [account({ audience }), account({ audience, quality })].map((each) => fit(each, { countries: ["DE"] }));
    expect(part(without!, "quality")).toMatchObject({ is_asked: false, score: null, missing: [] });
    expect(without!.score).toBe(98.5);
    // Audience 97 to 100 at 0.35, quality 40 to 84 (22 either way) at 0.15.
    expect([scored!.low, scored!.high]).toEqual(
      [97 * 0.35 + 40 * 0.15, 100 * 0.35 + 84 * 0.15].map((sum) => Math.round((sum / 0.5) * 10) / 10),
    );
    expect(part(scored!, "quality").reasons[0]).toMatchObject({
      text: "Quality is 62 of 100, 40 to 70 by what is not known",
      source: "the quality score (vouch-quality 1)",
      observed_on: "2026-05-03",
    });
    expect(fit(account({ quality }), {}).score).toBeNull();
  });

  test("lies in its range, within 0 and 100, is the same for the same input, and knowing more never widens it", () => {
    const arbitraryShares = fc.dictionary(
      fc.constantFrom("18-24", "25-34", "35-44", "65+", "x"),
      fc.double({ min: 0, max: 1, noNaN: true }),
    );
    fc.assert(
      fc.property(
        arbitraryShares,
        fc.array(fc.string({ maxLength: 40 }), { maxLength: 8 }),
        fc.constantFrom("A" as const, "C" as const),
        (ages, texts, grade) => {
          const posts = texts.map(post);
          const profile = { ages: { from: 18, to: 34 }, interests: ["hiking"], avoid: ["x"], price_level: "premium" as const };
          const bare = fit(account({ posts }), profile);
          const told = fit(account({ posts, audience: new Map([["ages", shares(ages, grade)]]) }), profile);
          for (const { low, high, score } of [bare, told]) expect(0 <= low && low <= score! && score! <= high && high <= 100).toBe(true);
          expect(told.high - told.low).toBeLessThanOrEqual(bare.high - bare.low);
          expect(JSON.stringify(fit(account({ posts }), profile))).toBe(JSON.stringify(bare));
        },
      ),
    );
  });

  test("of a creator's accounts the best counts, and equal ones go by id whatever their order", () => {
    const audience = new Map([["countries", shares({ DE: 0.9 })]]);
    const fits = [account({ id: "b" }), account({ id: "a" }), account({ id: "c", audience })].map((each) =>
      fit(each, { countries: ["DE"] }),
    );
    expect(bestFit(fits)!.account.id).toBe("c");
    expect([bestFit(fits.slice(0, 2))!.account.id, bestFit([fits[1]!, fits[0]!])!.account.id, bestFit([])]).toEqual(["a", "a", undefined]);
  });
});
