import { cohortForecast, countForecast, generatorOf, normalVariate, quantileOfSorted, type CohortUnit, type Generator } from "@vouch/stats";

/** What planned posts are said to bring. */
export const predictedMetrics = ["reach", "views", "engagements", "clicks", "orders"] as const;
/** One of {@link predictedMetrics}. */
export type PredictedMetric = (typeof predictedMetrics)[number];

/** Those that are told by the size of the audience; the others are counted by post. */
export const scaledMetrics = ["reach", "views", "engagements"] as const;
/** One of {@link scaledMetrics}. */
export type ScaledMetric = (typeof scaledMetrics)[number];

/** How often everything is drawn. */
export const draws = 4_000;

/** Ends of an interval of 80 % and the middle. */
export interface Range {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

/** What is known of one creator's posts on a platform. */
export interface PostHistory {
  /** Logarithms of metric by followers, a number a post; and what a source tells of many posts at once. */
  readonly logs: { readonly [M in ScaledMetric]: readonly number[] };
  readonly told: { readonly [M in ScaledMetric]?: number | undefined };
  /** By post with a link of the brand's; undefined: they cannot be seen. */
  readonly clicks: readonly number[] | undefined;
  readonly orders: readonly number[] | undefined;
}

/** As many posts as an average that somebody else states is taken to be of. */
const toldPosts = 12;

/** What is usual by published tables: the ends of a range as logarithms of metric by followers. */
export interface PublishedRange {
  readonly low: number;
  readonly high: number;
  readonly sources: readonly string[];
}

/** One line of a plan, with everything that is known for it. */
export interface PlannedLine {
  readonly label: string;
  readonly posts: number;
  readonly followers: number | undefined;
  readonly own: PostHistory;
  readonly cohort: readonly PostHistory[];
  readonly published: PublishedRange | undefined;
}

/** What a forecast rests on. */
export interface Basis {
  readonly own_posts: number;
  readonly cohort_creators: number;
  /** The share that the cohort has in it; null: it rests on published ranges. */
  readonly cohort_weight: number | null;
  readonly published: readonly string[];
}

/** What a plan is said to bring of a metric, or why that is not known. */
export type Predicted =
  { readonly kind: "known"; readonly range: Range; readonly lines: readonly Basis[] } | { readonly kind: "unknown"; readonly why: string };

interface Drawer {
  readonly draw: (generator: Generator) => number;
  readonly basis: Basis;
}

function unitOf(history: PostHistory, metric: ScaledMetric): CohortUnit | undefined {
  const values = history.logs[metric];
  if (values.length > 0) {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return { mean, count: values.length, squares: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) };
  }
  const told = history.told[metric];
  return told === undefined ? undefined : { mean: told, count: toldPosts, squares: 0 };
}

/** What single posts scatter by where only published ranges are known: a half on the logarithm, as engagement usually does. */
const usualWithin = 0.5;
const z80 = 1.2815515655446004;

function publishedDrawer({ posts, followers, published }: PlannedLine): Drawer | undefined {
  if (published === undefined || followers === undefined) return undefined;
  const level = (published.low + published.high) / 2;
  const deviation = Math.max((published.high - published.low) / (2 * z80), 0.1);
  return {
    basis: { own_posts: 0, cohort_creators: 0, cohort_weight: null, published: published.sources },
    draw: (generator) => {
      const drawn = level + deviation * normalVariate(generator);
      return summed(posts, () => followers * Math.exp(drawn + usualWithin * normalVariate(generator)));
    },
  };
}

function summed(posts: number, one: () => number): number {
  let total = 0;
  for (let post = 0; post < posts; post++) total += one();
  return total;
}

function scaledDrawer(line: PlannedLine, metric: ScaledMetric): Drawer | string {
  const { followers, own, posts } = line;
  if (followers === undefined) return `${line.label}: how many follow the account is not known`;
  const unit = unitOf(own, metric);
  const others = line.cohort.flatMap((history) => unitOf(history, metric) ?? []);
  const forecast = cohortForecast(unit, others);
  if (forecast.kind === "too-few") {
    const published = metric === "engagements" && unit === undefined ? publishedDrawer(line) : undefined;
    return (
      published ??
      `${line.label}: three posts of the creator with a known number are not here, and three creators like them with several are not either`
    );
  }
  const basis = { own_posts: own.logs[metric].length, cohort_creators: others.length, cohort_weight: forecast.cohortWeight, published: [] };
  return {
    basis,
    draw: (generator) => {
      const { level, within } = forecast.draw(generator);
      return summed(posts, () => followers * Math.exp(level + within * normalVariate(generator)));
    },
  };
}

function countedDrawer(line: PlannedLine, metric: "clicks" | "orders"): Drawer | string {
  const own = line.own[metric] ?? [];
  const others = line.cohort.flatMap((history) => {
    const counts = history[metric];
    return counts === undefined || counts.length === 0 ? [] : [counts];
  });
  const forecast = countForecast(own, others);
  if (forecast.kind === "too-few")
    return `${line.label}: it takes three posts of the creator, or two creators like them, with the brand’s links or codes and two weeks behind them`;
  const basis = { own_posts: own.length, cohort_creators: others.length, cohort_weight: forecast.cohortWeight, published: [] };
  return { basis, draw: (generator) => forecast.draw(generator, line.posts) };
}

/** The middle and the ends of 80 % of what was drawn. */
export function rangeOf(drawn: Float64Array): Range {
  const sorted = drawn.toSorted();
  const [low, middle, high] = [0.1, 0.5, 0.9].map((p) => quantileOfSorted(sorted, p)) as [number, number, number];
  return { low, middle, high };
}

/**
 * What of a metric a plan is drawn to bring, once for each of so many futures; or why it is not known.
 *
 * @param lines planned posts by platform and format.
 * @returns as many numbers as are drawn, with what each line rests on.
 */
export function drawnMetric(
  lines: readonly PlannedLine[],
  metric: PredictedMetric,
  seed: number,
):
  | { readonly kind: "known"; readonly drawn: Float64Array; readonly lines: readonly Basis[] }
  | { readonly kind: "unknown"; readonly why: string } {
  const found = lines.map((line) =>
    metric === "clicks" || metric === "orders" ? countedDrawer(line, metric) : scaledDrawer(line, metric),
  );
  const why = found.find((each) => typeof each === "string");
  if (why !== undefined) return { kind: "unknown", why };
  const drawers = found as readonly Drawer[];
  const generator = generatorOf(seed);
  const drawn = Float64Array.from({ length: draws }, () => drawers.reduce((sum, { draw }) => sum + draw(generator), 0));
  return { kind: "known", drawn, lines: drawers.map(({ basis }) => basis) };
}

/**
 * What a plan is said to bring of a metric: the middle and an interval of 80 % for all its posts together.
 *
 * The same input gives the same numbers: everything is drawn by a fixed seed.
 */
export function predicted(lines: readonly PlannedLine[], metric: PredictedMetric): Predicted {
  const outcome = drawnMetric(lines, metric, 20_261_127);
  return outcome.kind === "unknown" ? outcome : { kind: "known", range: rangeOf(outcome.drawn), lines: outcome.lines };
}

/** How each figure of a prediction comes about. */
export const predictionFormulas = {
  reach:
    "Reach, views, likes and comments: the logarithm of the number by followers. Own posts, drawn to creators of the same platform and tier as far as few posts leave open (normal empirical Bayes over every spread that is likely).",
  told: "An average that a source states counts as 12 posts and says nothing of their scatter.",
  clicks:
    "Clicks on the creator's links and orders with the creator's touch, from a post with the brand's links up to the next one, at most 14 days: by post, drawn to the cohort (gamma-Poisson empirical Bayes), scattering as posts have.",
  published:
    "Where neither the creator nor a cohort is known: published ranges of likes and comments by followers, all sources together taken as 80 %.",
  interval:
    "80 %, from 4,000 futures drawn by a fixed seed: how good the creator truly is, and the chance of each post. Posts of one plan share the first.",
  outcome: "What came: of the posts that went up in the days named, the first as many as were planned; clicks and orders as above.",
} as const;
