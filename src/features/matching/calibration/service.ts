import { formatId } from "../../../kernel/ids.ts";
import { startOfDay } from "../../../kernel/zone.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { creatorsByIds, recordsOf } from "../../creators/service.ts";
import { forecastQuality } from "../../planning/service.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import { windowDays } from "../loading/service.ts";
import { predictedMetrics, predictionFormulas, type PredictedMetric } from "../prediction/predicted.ts";
import * as queries from "../prediction/queries.ts";
import { frozenOf } from "../prediction/service.ts";
import { meantPosts, relative, totalOf, typicalMiss, type PostOutcome } from "./outcomes.ts";

const mostPredictions = 100;
const level = 0.8;
const dayMs = 86_400_000;

const formulas = {
  ...{ outcome: predictionFormulas.outcome, interval: predictionFormulas.interval },
  covered: "Outcomes within their interval of 80 % ÷ outcomes, with Wilson's interval of 95 %. Metrics of one plan hang together.",
  bias: "e to the mean of ln((outcome + ½) ÷ (the prediction's middle + ½)), less 1; interval of 95 % by Student's t on the logarithms.",
} as const;

type Row = Awaited<ReturnType<typeof queries.listPredictions>>[number];

const orUndefined = (count: bigint | null | undefined): number | undefined =>
  count === null || count === undefined ? undefined : Number(count);

/** What went up in the days of a prediction, with what came of each. */
async function outcomesOf(ctx: WorkspaceContext, row: Row, span: { from: Date; until: Date }): Promise<PostOutcome[]> {
  const records = await recordsOf(ctx, [row.creator_id]);
  const posts = await queries.numbersOfPosts(ctx.db, ctx.workspaceId, { records, ...span });
  const asked = { records, before: new Date(ctx.now()), days: windowDays, most: 1_000 };
  const after = new Map((await queries.countsAfter(ctx.db, ctx.workspaceId, asked)).map((each) => [each.post_id, each]));
  return posts.map(({ post_id, platform, format, views, reach, likes, comments }) => ({
    ...{ platform, format },
    numbers: {
      ...{ views: orUndefined(views), reach: orUndefined(reach) },
      engagements: likes === null || comments === null ? undefined : Number(likes + comments),
      ...{ clicks: orUndefined(after.get(post_id)?.clicks), orders: orUndefined(after.get(post_id)?.orders) },
    },
  }));
}

type Compared =
  | { readonly kind: "waiting" | "not_posted" }
  | {
      readonly kind: "over";
      readonly points: {
        readonly metric: PredictedMetric;
        readonly low: number;
        readonly middle: number;
        readonly high: number;
        readonly outcome: number;
      }[];
    };

async function compared(ctx: WorkspaceContext, row: Row, zone: string): Promise<Compared> {
  const span = { from: new Date(startOfDay(row.from_on, zone)), until: new Date(startOfDay(row.until_on, zone)) };
  if (span.until.getTime() + windowDays * dayMs > ctx.now()) return { kind: "waiting" };
  const { deliverables, metrics } = frozenOf(row);
  const posts = meantPosts(deliverables, await outcomesOf(ctx, row, span));
  if (posts === undefined) return { kind: "not_posted" };
  const points = metrics.flatMap(({ metric, range }) => {
    const outcome = totalOf(posts, metric);
    return range === null || outcome === undefined ? [] : [{ metric, ...range, outcome }];
  });
  return { kind: "over", points };
}

function qualityOf(points: readonly { low: number; middle: number; high: number; outcome: number }[]) {
  const pairs = points.flatMap((point) => relative(point, point.outcome) ?? []);
  const { covered, verdict } = forecastQuality(pairs, level);
  const none = "Nothing can be compared yet: lock a prediction before the posts go up, and wait until two weeks after them.";
  return {
    points: pairs.length,
    covered,
    bias: typicalMiss(points.filter(({ middle }) => middle > 0)),
    verdict: pairs.length === 0 ? none : verdict,
  };
}

/** Frozen predictions beside what came. */
export async function predictionCalibration(ctx: WorkspaceContext) {
  const { zone } = await loadWorkspace(ctx);
  const page = { records: undefined, limit: mostPredictions, after: undefined };
  const rows = (await queries.listPredictions(ctx.db, ctx.workspaceId, page)).slice(0, mostPredictions);
  const names = await creatorsByIds(ctx, [...new Set(rows.map((row) => row.creator_id))]);
  const found: { readonly row: Row; readonly outcome: Compared }[] = [];
  for (const row of rows) found.push({ row, outcome: await compared(ctx, row, zone) });
  const points = found.flatMap(({ row, outcome }) =>
    outcome.kind === "over"
      ? outcome.points.map((point) => ({
          ...{ prediction_id: formatId("prd", row.id), creator_name: names.get(row.creator_id)?.name ?? "a creator" },
          ...{ ...point, is_late: frozenOf(row).is_late },
        }))
      : [],
  );
  const count = (kind: Compared["kind"]): number => found.filter(({ outcome }) => outcome.kind === kind).length;
  const metrics = predictedMetrics
    .map((metric) => ({ metric, ...qualityOf(points.filter((point) => point.metric === metric)) }))
    .filter((each) => each.points > 0);
  return {
    ...{
      level,
      predictions: rows.length,
      waiting: count("waiting"),
      not_posted: count("not_posted"),
      all: qualityOf(points),
      metrics,
      points,
    },
    formulas: { ...formulas },
  };
}
