import type { EvidenceGrade } from "../../../kernel/social/evidence-grade.ts";
/** What a fit is made of, in the order in which it is shown. */
export const fitParts = ["audience", "theme", "price_point", "values", "tone", "quality"] as const;
/** One of {@link fitParts}. */
export type FitPartKey = (typeof fitParts)[number];

/** What of an audience is told by shares. */
export const shareKinds = ["ages", "countries", "genders", "languages", "interests"] as const;
/** One of {@link shareKinds}. */
export type ShareKind = (typeof shareKinds)[number];

/** By what rules fits are worked out; a workspace may set its own. */
export interface FitRules {
  /** How much each part counts; at least zero, and one of them above. */
  readonly weights: { readonly [P in FitPartKey]: number };
  /** From this share of an audience on there are full marks, in (0, 1]. */
  readonly full_shares: { readonly [K in ShareKind]: number };
}

/** Raised when the same input gives another result. */
export const fitVersion = 3;

/** The rules of a workspace that set none. */
export const defaultFitRules: FitRules = {
  weights: { audience: 0.35, theme: 0.25, price_point: 0.15, values: 0.15, tone: 0.1, quality: 0.15 },
  full_shares: { ages: 0.6, countries: 0.6, genders: 0.6, languages: 0.7, interests: 0.3 },
};

/** Where the default weights come from: nobody publishes measured ones. */
export const defaultFitSource =
  "An order of importance, not a measurement: guides agree that the audience comes before the content, and the content before its manner; quality is beside them where it is known. Set your own.";

/** Grades of evidence: A the platform for the account's owner to E told or guessed. */
export type Grade = EvidenceGrade;

/** By how many points a figure of each grade may be off: a judgement, published so that it can be argued with. */
export const gradeMargins: { readonly [G in Grade]: number } = { A: 3, B: 5, C: 10, D: 12, E: 20 };

/**
 * By how many points what so many posts show may be off.
 *
 * @example
 * import { postMargin } from "./fit-rules.ts";
 * [1, 5, 20].map(postMargin); // => [20, 10, 5]
 */
export const postMargin = (posts: number): number => (posts >= 20 ? 5 : posts >= 5 ? 10 : 20);

/** What a fit says of itself. */
export const fitFormulas = {
  score:
    "The middle of the range. Range: the weighted mean of the parts' low and high ends. A part that is not known counts from 0 to 100; one that the profile does not ask for does not count.",
  part: "The mean of what the profile asks for in it, each from 0 to 100, by how far the evidence may be off.",
  share: "The share of the audience, by the share from which on there are full marks, at most 100.",
  theme:
    "Each term counts 1 where topics or the category name it, 0.8 where the bio does, and by the share of posts that do (a tenth or more counts 1); three terms are full marks. With fewer than five posts what was not found is not known: the upper end is 100, and where nothing was found the whole of it is not known.",
  price_point:
    "Orders: 100 within the band, half for each doubling or halving away from it. Words: 100 less a third for each step between the level that posts speak of and the brand's.",
  values: "As the theme; what the brand avoids takes half for one post that speaks of it, all for two.",
  tone: "100 on the level that is wanted, 50 one step away, 0 two. Levels: marks and emoji in 100 words 2 and 8; words of a caption 25 and 80; captions that ask 10 % and 35 %.",
  quality:
    "The account's newest quality score, from the least to the most that evidence and what is missing leave open. Without a score it does not count, and where the profile asks nothing else neither.",
  off_by:
    "Audiences by grade of evidence: A 3, B 5, C 10, D 12, E 20 points. Posts: 20 or more 5, 5 or more 10, fewer 20 points. Orders: 30 or more 5, 10 or more 10, 3 or more 20.",
} as const;
