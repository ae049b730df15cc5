import { Readable } from "node:stream";
import { DAY_MS, daysLater } from "../../../kernel/civil.ts";
import { parseId } from "../../../kernel/ids.ts";
import { localDay } from "../../../kernel/zone.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { createBrandLift, enterLiftCounts, lockBrandLift } from "../../brand-lift/service.ts";
import { analyseCreatorExperiment, createCreatorExperiment, listSalesSeries, lockCreatorPlan } from "../../experiments/service.ts";
import { importFile } from "../../imports/service.ts";
import { castOf, marketWorld, type Dials } from "../../market/service.ts";
import { sampleCreators } from "../sample-story.ts";
import { communityCast, communityDials, communityOrders, type CommunityStart } from "./community-story.ts";

/** Who measures, and when the story began. */
export interface MeasuredSample {
  readonly ownerUserId: string;
  readonly zone: string;
  readonly beganAtMs: number;
  readonly dials: Dials;
}

const at = (ctx: WorkspaceContext, { ownerUserId }: MeasuredSample, nowMs: number): WorkspaceContext => ({
  ...ctx,
  now: () => nowMs,
  actor: { kind: "user", id: ownerUserId },
});

const liftPlan = {
  hypothesis: "More people who saw the posts know the brand.",
  exposure: "At least one post of Over the passes.",
  assignment: "random",
  recruitment_control: "Readers of the outdoor panel, dealt out by chance",
  recruitment_exposed: "Readers of the outdoor panel, dealt out by chance",
  planned_control: 600,
  planned_exposed: 600,
  questions: [
    { text: "Have you heard of Nordlicht Outdoor?", positive: "Yes" },
    { text: "Would you look there for your next tent?", positive: "Probably or surely" },
  ],
  base_rate: 0.2,
  least_points: 0.07,
  direction: "gain",
  alpha: "0.05",
} as const;

const liftCounts = {
  asked: { control: 600, exposed: 600 },
  answers: [
    { control: { answered: 571, positive: 109 }, exposed: { answered: 566, positive: 163 } },
    { control: { answered: 568, positive: 62 }, exposed: { answered: 561, positive: 78 } },
  ],
};

/** A survey whose plan was locked as the story began, and that is counted. */
async function surveyLift(ctx: WorkspaceContext, of: MeasuredSample): Promise<void> {
  const then = at(ctx, of, of.beganAtMs);
  const { id } = await createBrandLift(then, { name: "Do people know us better?", plan: liftPlan });
  await lockBrandLift(then, parseId("bls", id)!);
  await enterLiftCounts(at(ctx, of, ctx.now() - DAY_MS), parseId("bls", id)!, liftCounts);
}

const series = "Orders of each creator's community";

/** Imports days of the series as a file like everybody's. */
async function importOrders(ctx: WorkspaceContext, rows: ReturnType<typeof communityOrders>): Promise<void> {
  const lines = rows.map(({ name, on, orders }) => `${name},${on},${orders}`);
  await importFile(ctx, {
    kind: "sales",
    file_name: "community-orders.csv",
    content: Readable.from([Buffer.from(`Creator,Day,Orders\n${lines.join("\n")}\n`)]),
    skipFaulty: false,
    mapping: {
      format: "table",
      has_header: true,
      columns: { region: "Creator", sold_on: "Day", sales: "Orders" },
      options: { series, unit: "count" },
    },
  });
}

const seed = 11;
const historyWeeks = 8;
const waves = { waves: 3, weeks_between: 2 } as const;
const treatedWeeks = (waves.waves - 1) * waves.weeks_between;

/** An experiment that chance dealt out, locked the day before it began, and over: creators begin to post in three waves. */
async function staggerCreators(ctx: WorkspaceContext, of: MeasuredSample): Promise<void> {
  const fromOn = daysLater(localDay(ctx.now(), of.zone), -7 * treatedWeeks);
  const told = { firstOn: daysLater(fromOn, -7 * historyWeeks), weeks: historyWeeks + treatedWeeks };
  const then = at(ctx, of, Date.parse(fromOn) - DAY_MS);
  const own = communityDials(of.dials, told);
  // What comes anyway is the same, whoever begins when.
  const ordersWith = (starts: readonly CommunityStart[]) =>
    communityOrders(marketWorld(own, seed, communityCast(own, castOf(own), starts)));
  await importOrders(
    then,
    ordersWith([]).filter(({ on }) => on < fromOn),
  );
  const { data } = await listSalesSeries(then);
  const { id: publicId } = await createCreatorExperiment(then, {
    name: "Does a post a week bring orders?",
    series_id: parseId("ser", data.find(({ name }) => name === series)!.id)!,
    plan: {
      ...{ design: "staggered_creators", ...waves, history_weeks: historyWeeks, from_on: fromOn, direction: "gain", alpha: "0.1" },
      ...{ hypothesis: "A post a week brings orders that would not have come.", treatment: "One post a week", missing: "zero" },
      creators: sampleCreators.map(({ name }) => name),
    },
  });
  const id = parseId("cex", publicId)!;
  const { assignment } = await lockCreatorPlan(then, id);
  const starts = assignment!.creators.map(({ creator, from_on }) => ({ name: creator, from_on }));
  await importOrders(
    at(ctx, of, ctx.now()),
    ordersWith(starts).filter(({ on }) => on >= fromOn),
  );
  await analyseCreatorExperiment(at(ctx, of, ctx.now()), id);
}

/** What the brand measured beside its orders: a brand-lift survey and an experiment on creators. */
export async function measureSample(ctx: WorkspaceContext, of: MeasuredSample): Promise<void> {
  await surveyLift(ctx, of);
  await staggerCreators(ctx, of);
}
