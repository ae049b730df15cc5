import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { generatorOf, type Generator } from "@vouch/stats";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Platform } from "../../../kernel/social/platform.ts";
import { madeUpInputs } from "../../../../scripts/generate/score/made-up-inputs.ts";
import { rescored } from "../../../app/once/score.ts";
import { canonicalJson } from "../../../kernel/canonical-json.ts";
import { readComments, type SampledComment } from "../comments/comment-sample.ts";
import { findingsIn } from "../safety/safety-findings.ts";
import { startingLists } from "../safety/word-lists.ts";
import { figuresForScore, type SeenFigures } from "./account-figures.ts";
import { onCurve } from "./curve.ts";
import type { ScoreInput } from "./score-input.ts";
import { partRules } from "./score-part.ts";
import { formula, scorecardOf } from "./scorecard.ts";

const steady = madeUpInputs["steady"]!;
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const partOf = (input: ScoreInput, key: string) => scorecardOf(input).parts.find((part) => part.key === key)!;

interface Vectors {
  readonly formula: string;
  readonly scores: readonly {
    readonly name: string;
    readonly input: ScoreInput;
    readonly input_sha256: string;
    readonly result_sha256: string;
  }[];
}

describe("the formula", () => {
  test("of version 1 gives the bytes that are published for it, and those are these", () => {
    const text = readFileSync(new URL("../../../../docs/score-vectors.json", import.meta.url), "utf8");
    const vectors = JSON.parse(text) as Vectors;
    expect([formula, vectors.formula]).toEqual(["vouch-quality 1", "vouch-quality 1"]);
    for (const { name, input, input_sha256: from, result_sha256: to } of vectors.scores) {
      const again = rescored(canonicalJson(input), name);
      expect([again.input_sha256, again.result_sha256]).toEqual([from, to]);
    }
    // Another digest is another formula: give it another version.
    expect(sha256(vectors.scores.map(({ result_sha256: digest }) => digest).join(" "))).toBe(
      "cf7c4bb13753ca7be29ae5f6b9b3b5df14bb41766654419f6a606ca1212ca78c",
    );
  });

  test("has weights that add up to 100, and curves by rising measure with values from 0 to 1", () => {
    expect(partRules.reduce((sum, { weight }) => sum + weight, 0)).toBe(100);
    for (const { knots } of partRules) {
      expect(knots.map(([at]) => at)).toEqual(knots.map(([at]) => at).toSorted((a, b) => a - b));
      expect(knots.every(([, value]) => value >= 0 && value <= 1)).toBe(true);
    }
  });

  test("is read from curves of straight lines that stay flat at their ends", () => {
    const knots = [
      [0, 1],
      [0.5, 0],
    ] as const;
    expect([-1, 0, 0.25, 0.5, 9].map((x) => onCurve(knots, x))).toEqual([1, 1, 0.5, 0, 0]);
  });

  test("gives the same bytes whatever the order of the input's properties", () => {
    const turned = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(turned);
      if (typeof value !== "object" || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .toReversed()
          .map(([key, each]) => [key, turned(each)]),
      );
    };
    for (const input of Object.values(madeUpInputs))
      expect(canonicalJson(scorecardOf(turned(input) as ScoreInput))).toBe(canonicalJson(scorecardOf(input)));
  });

  test("refuses a file that is no exported input, and says what it found", () => {
    expect(() => rescored('{"format":"other"}', "a.json")).toThrow(/a\.json is no exported input of a scorecard.*found "other"/);
  });
});

describe("a score", () => {
  const optional = [
    "followers",
    "follower_sample",
    "audience",
    "engagement",
    "comment_sample",
    "posts_known_from",
    "sponsored_ratio",
  ] as const;

  test("is 50 and what its parts add, lies within its ranges, and moves by no more than it says when something is not known", () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(madeUpInputs)), fc.subarray([...optional]), (input, gone) => {
        const whole = scorecardOf(input);
        const less = scorecardOf({ ...input, ...Object.fromEntries(gone.map((key) => [key, null])) });
        for (const { score, low, high, least, most, parts } of [whole, less]) {
          const sum = parts.reduce((tenths, part) => tenths + part.tenths, 500);
          expect(score ?? Math.floor((sum + 5) / 10)).toBe(Math.floor((sum + 5) / 10));
          expect([low <= (score ?? low), (score ?? high) <= high]).toEqual([true, true]);
          expect([least <= low, high <= most]).toEqual([true, true]);
          for (const part of parts) expect(part.value === null ? part.tenths : part.could_move_tenths).toBe(0);
        }
        // What a known part adds lies within what was said that it could.
        const beyond = less.parts.filter(
          ({ value, could_move_tenths: reach }, at) => value === null && Math.abs(whole.parts[at]!.tenths) > reach,
        );
        expect(beyond).toEqual([]);
      }),
    );
  });

  test("of which too little is known is none", () => {
    expect(scorecardOf(madeUpInputs["nothing"]!)).toMatchObject({ score: null, known: 0, least: 0, most: 100 });
    const { score, known } = scorecardOf({ ...steady, follower_sample: null, engagement: null });
    expect([score, known >= 40]).toEqual([null, true]);
  });

  test("of an account that bought followers is far below that of a steady one", () => {
    const [good, bad] = [scorecardOf(steady), scorecardOf(madeUpInputs["bought"]!)];
    expect(good.score! - bad.score!).toBeGreaterThan(30);
    expect(good.low).toBeGreaterThan(bad.high);
  });

  test("takes a vendor's word where there is no sample, as a range, and its own accounts where thirty are alike", () => {
    const vendor = madeUpInputs["vendor"]!;
    const audience = partOf(vendor, "audience");
    expect([audience.value, audience.low, audience.high]).toEqual([0.5, 0.402, 0.64]);
    expect(partOf(vendor, "engagement").says).toContain("more than 41 % of your 40 other macro accounts");
    expect(scorecardOf(vendor)).toMatchObject({ known: 43, grade: "C" });
  });
});

/** A comment of each kind: one that asks, one that would fit any post, one in the writer's own words. */
function drawn(source: Generator, n: number, [asking, generic]: readonly [number, number]): SampledComment[] {
  return Array.from({ length: n }, (_, at) => {
    const chance = source.uniform();
    const text =
      chance < asking ? `Where is look ${at} from?` : chance < asking + generic ? "🔥🔥" : `The ridge behind hut ${at} was foggy that day`;
    return { text, author: `a${at}`, post: `p${at % 7}` };
  });
}

test("the range of what rests on a sample of comments holds the value of all comments in at least 95 of 100 samples", () => {
  const source = generatorOf(3);
  const truth = { asking: 0.12, own: 0.65 };
  const value = (key: string, measure: number): number => onCurve(partRules.find((rule) => rule.key === key)!.knots, measure);
  const runs = 400;
  const held = { comments: 0, interest: 0 };
  for (let run = 0; run < runs; run++) {
    const reading = readComments(drawn(source, 120, [truth.asking, 1 - truth.own]), "en");
    const input = { ...steady, comment_sample: { ...steady.comment_sample!, reading } };
    const within = (key: string, is: number): number =>
      Number(partOf(input, key).low! <= is + 1e-6 && is - 1e-6 <= partOf(input, key).high!);
    held.comments += within("comments", value("comments", truth.own));
    held.interest += within("interest", value("interest", truth.asking));
  }
  expect(held.comments / runs).toBeGreaterThan(0.93);
  expect(held.interest / runs).toBeGreaterThan(0.93);
});

describe("figures", () => {
  const seen = (observed_on: string, more: Partial<SeenFigures>): SeenFigures => ({
    ...{
      observed_on,
      recorded_at: new Date(0),
      source: "vendor",
      grade: "C",
      followers: null,
      posts_count: null,
      avg_likes: null,
      avg_comments: null,
    },
    ...{ avg_shares: null, avg_views: null, stated_rates: {}, audience: {}, sponsored: {} },
    ...more,
  });

  const seenPost = { id: "pos_1", on: "2026-05-01", isSponsored: null, text: "", likes: null, comments: null, shares: null, views: null };

  test("of engagement are counted over posts where no source states them, and only over those that tell all of it", () => {
    const posts = [10, 20, 30, 40].map((likes) => ({ ...seenPost, likes, comments: likes / 10, views: 500 }));
    const rows = [seen("2026-05-01", { followers: 1000 })];
    expect(figuresForScore("instagram", rows, [...posts, { ...seenPost, likes: 9_000 }]).engagement).toEqual({
      ...{ name: "er_followers", rate: 0.0275, likes: 25, comments: 2.5, source: "4 posts known here", grade: "D", on: "2026-05-01" },
    });
    expect(figuresForScore("tiktok", rows, posts).engagement).toBeNull();
    expect(
      figuresForScore(
        "tiktok",
        rows,
        posts.map((each) => ({ ...each, shares: 1 })),
      ).engagement?.rate,
    ).toBe(0.057);
    // YouTube tells nobody's shares: 100 likes and 10 comments of 2,000 views.
    expect(figuresForScore("youtube", rows, posts).engagement).toMatchObject({ name: "er_views", rate: 0.055 });
    const averages = [seen("2026-05-01", { avg_likes: 50, avg_comments: 5, avg_views: 1000 })];
    expect(["youtube", "tiktok"].map((platform) => figuresForScore(platform as Platform, averages, []).engagement?.rate)).toEqual([
      0.055,
      undefined,
    ]);
    expect(figuresForScore("instagram", rows, posts.slice(2)).engagement).toBeNull();
  });

  test("are the newest known, of one day the better grade, of one grade the later recorded", () => {
    const rows = [
      seen("2026-05-01", { followers: 100, grade: "A" }),
      seen("2026-05-02", { followers: 110, grade: "C" }),
      seen("2026-05-02", { followers: 120, grade: "B" }),
      seen("2026-05-02", { followers: 130, grade: "B", recorded_at: new Date(1) }),
      seen("2026-05-03", { avg_likes: 9 }),
    ];
    expect(figuresForScore("instagram", rows, []).followers).toMatchObject({ count: 130, grade: "B", on: "2026-05-02" });
  });

  test("never mix sources in one rate, take a stated one only under its own name, and keep what is not known null", () => {
    const split = [seen("2026-05-02", { followers: 100 }), seen("2026-05-01", { avg_likes: 5, avg_comments: 1, source: "other" })];
    expect(figuresForScore("instagram", split, []).engagement).toBeNull();
    const stated = [seen("2026-05-02", { stated_rates: { er_views: 0.2, er_followers: "0.05" } })];
    expect(figuresForScore("instagram", stated, []).engagement).toMatchObject({ name: "er_followers", rate: 0.05, likes: null });
    expect(figuresForScore("tiktok", stated, []).engagement).toMatchObject({ name: "er_views", rate: 0.2 });
  });

  test("tell a history by the one source that saw most days: another source's number is no jump", () => {
    const rows = [
      ...[1, 2, 3].map((day) => seen(`2026-05-0${day}`, { followers: 1000 + day })),
      seen("2026-05-04", { followers: 9_000, source: "other", grade: "A" }),
    ];
    expect(figuresForScore("x", rows, []).history.map(({ followers }) => followers)).toEqual([1001, 1002, 1003]);
  });

  test("take a post for sponsored by its mark, else by its words with their denials", () => {
    const post = (text: string, isSponsored: boolean | null = null) => ({ ...seenPost, isSponsored, text });
    const posts = [post("#ad new boots"), post("This is not sponsored"), post("A walk"), post(""), post("#ad", false)];
    expect(figuresForScore("x", [], posts).posts.map(({ is_sponsored: is }) => is)).toEqual([true, false, false, null, false]);
  });
});

describe("growth", () => {
  const daily = (followers: (day: number) => number, days = 90): ScoreInput => ({
    ...steady,
    history: Array.from({ length: days }, (_, day) => {
      const on = new Date(Date.UTC(2026, 1, 1 + day)).toISOString().slice(0, 10);
      return { source: "made up", grade: "C" as const, on, followers: followers(day), avg_likes: null };
    }),
  });
  const wavy = (day: number): number => 10_000 + 40 * day + ((day * day) % 23);

  test("day by day without a jump is good, and a jump names its day", () => {
    expect(partOf(daily(wavy), "growth").value).toBeGreaterThan(0.9);
    const jump = partOf(
      daily((day) => wavy(day) + (day >= 50 ? 3_000 : 0)),
      "growth",
    );
    expect(jump.value).toBeLessThan(0.2);
    expect(jump.evidence[0]!.text).toMatch(/^2026-03-23: [\d,]+ more than usual$/);
  });

  test("that brings no likes is not as good, and of less than thirty days is not known", () => {
    const [first] = steady.history;
    const rows = steady.history.map((row, at) => ({ ...row, followers: 10_000 + 1_000 * at, avg_likes: 500 - 60 * at }));
    expect(partOf({ ...steady, history: rows }, "growth").says).toContain("likes for each follower fell");
    expect(partOf({ ...steady, history: [first!] }, "growth").value).toBeNull();
  });
});

describe("word lists", () => {
  const text = (words: string) => [{ where: "post", postId: "pos_1", on: "2026-05-01", text: words }] as const;
  const found = (words: string) =>
    findingsIn(text(words), startingLists, [{ name: "Acme", words: ["acmé_boots"] }]).map(({ category }) => category);

  test("find whole words in any case and accent, once a category, and names of competitors", () => {
    expect(found("CASINO and casino")).toEqual(["gambling"]);
    expect(found("Casinos of Scunthorpe, classic methods")).toEqual([]);
    expect(found("my #ACME_boots")).toEqual(["Acme"]);
    expect(found("with @acme today")).toEqual(["Acme"]);
    expect(found("Acmeology")).toEqual([]);
  });

  test("quote what was written, whatever letters stand around it", () => {
    const long = `${"Ä🏔️ ".repeat(60)}CÀSINO${" ß".repeat(80)}`;
    const [finding] = findingsIn(text(long), startingLists, []);
    expect(finding!.quote).toContain("CÀSINO");
    expect(finding!.quote.length).toBeLessThan(140);
  });
});
