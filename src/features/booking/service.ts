import { formatId, parseId } from "../../kernel/ids.ts";
import { exponentOf } from "../../kernel/money.ts";
import { localDay } from "../../kernel/zone.ts";
import type { WorkspaceContext } from "../../platform/context.ts";
import { Problem } from "../../platform/problems/problem.ts";
import { campaignNames, campaignToMeasure, listEndedCampaigns, type CampaignToMeasure } from "../campaigns/service.ts";
import { computationKind, newestComputation, requestComputation, standingOf, type Computation } from "../computations/service.ts";
import { creatorsByIds, loadCreator } from "../creators/service.ts";
import { campaignReport, modelName } from "../reports/service.ts";
import { loadWorkspace } from "../workspaces/service.ts";
import type { CreatorEffects, Cycle, Effects, EffectsInput } from "./creator-effects.ts";
import { highestFee } from "./highest-fee.ts";
import { bookingProblems } from "./problems.ts";

interface Asked {
  readonly basis: "attributed" | "incremental";
}

const mostCampaigns = 200;
const span = "days_90";

const formulas = {
  cycle: "A creator's part in one campaign that is over: their contribution margin and what they cost, over 90 days from its first day.",
  outcome: "Contribution margin before cost ÷ cost of the creator: their fees, products and commissions. Above 1 it is more than it cost.",
  effect:
    "What the creator adds to the average, with what their offer and format add taken out: crossed random effects by REML, drawn to the mean of all as far as few cycles leave open. Interval of 95 %; where no spread is shown it is that of as many cycles alone.",
  drawn: "Variance of the error ÷ variance of creators: 100 % is the mean of all, 0 % is their own cycles alone.",
  format: "Against the first of the formats, with creators and offers taken out. Interval of 95 %.",
  incremental: "Attributed margin × incremental revenue ÷ attributed revenue of the campaign over the same span, as stated.",
  highest_fee: "Expected margin ÷ (1 + return) − other costs; the ends of its interval at the ends of the margin's.",
} as const;

type Report = Awaited<ReturnType<typeof campaignReport>>;
type LeftOut = { -readonly [K in keyof EffectsInput["frame"]["left_out"]]: number };

const wordsOf = ({ discount, format }: CampaignToMeasure["parts"][number]) => ({
  offer: discount === null ? "not said" : Number(discount) === 0 ? "no discount" : `${Number((Number(discount) * 100).toFixed(2))} % off`,
  format: format ?? "not said",
});

/** By how much incremental revenue differs from attributed; undefined where the one is not stated or the other is none. */
function incrementalFactor(report: Report): number | undefined {
  const whole = report.horizons.find(({ horizon }) => horizon === span);
  if (whole === undefined || whole.incremental === null || whole.revenue === null || whole.revenue.amount === "0") return undefined;
  return Number(whole.incremental.revenue.amount) / Number(whole.revenue.amount);
}

/** A creator's part in a campaign as a cycle, or what it lacks. */
function cycleOf(
  creator: Report["creators"][number],
  of: { readonly campaign: string; readonly unit: number; readonly factor: number | undefined },
): Omit<Cycle, "offer" | "format"> | keyof LeftOut {
  const back = creator.horizons.find(({ horizon }) => horizon === span);
  if (back === undefined || back.cost === null || BigInt(back.cost.amount) <= 0n) return "without_cost";
  if (back.margin.amount === null) return "without_margin";
  if (of.factor === undefined) return "without_effect";
  const margin = (Number(back.margin.amount.amount) / of.unit) * of.factor;
  return { campaign: of.campaign, creator: creator.creator_id, margin, cost: Number(back.cost.amount) / of.unit };
}

/** Reads every creator's part in every campaign that is over. */
async function loadCycles(ctx: WorkspaceContext, { basis }: Asked): Promise<EffectsInput> {
  const { zone, currency } = await loadWorkspace(ctx);
  const campaigns = await listEndedCampaigns(ctx, { beforeOn: localDay(ctx.now(), zone), limit: mostCampaigns });
  const left_out: LeftOut = { without_cost: 0, without_margin: 0, without_effect: 0, other_currency: 0 };
  const cycles: Cycle[] = [];
  let model = "";
  for (const { id, currency: own } of campaigns) {
    const [report, measured] = [await campaignReport(ctx, id, {}), await campaignToMeasure(ctx, id)];
    model = report.model;
    if (own !== currency) {
      left_out.other_currency += report.creators.length;
      continue;
    }
    const of = {
      campaign: id,
      unit: 10 ** exponentOf(currency),
      factor: basis === "attributed" ? 1 : incrementalFactor(report),
    };
    for (const creator of report.creators) {
      const cycle = cycleOf(creator, of);
      const part = measured.parts.find((each) => formatId("cre", each.creatorId) === creator.creator_id);
      if (typeof cycle === "string") left_out[cycle]++;
      else if (part !== undefined) cycles.push({ ...cycle, ...wordsOf(part) });
    }
  }
  return { cycles, frame: { currency, basis, model, campaigns: campaigns.length, left_out } };
}

/** The calculation of what creators add, for the worker. */
export const creatorEffectsKind = computationKind<Asked, EffectsInput, CreatorEffects>({
  kind: "creator-effects",
  scopes: { read: "attribution:read", write: "attribution:read" },
  load: loadCycles,
  thread: { module: "./thread/jobs", from: import.meta.url },
});

const parsedId = (text: string): string[] => {
  const id = parseId("cre", text);
  return id === undefined ? [] : [id];
};

/** There is one of a workspace. */
const subject = "creators";

/** What campaigns add, by their names instead of their ids. */
async function namedCampaigns(ctx: WorkspaceContext, effects: Effects["besides"]) {
  const names = await campaignNames(
    ctx,
    effects.map(({ name }) => name),
  );
  return effects.map((effect) => ({ ...effect, name: names.get(effect.name) ?? "a campaign" }));
}

async function shownEffects(ctx: WorkspaceContext, effects: Effects | null) {
  if (effects === null) return null;
  const ids = effects.creators.flatMap(({ name }) => parsedId(name));
  const names = await creatorsByIds(ctx, ids);
  const creators = effects.creators.map(({ name: creator_id, ...each }) => {
    const [id = ""] = parsedId(creator_id);
    return { creator_id, name: names.get(id)?.name ?? "a creator", ...each };
  });
  const besides = effects.beside === "campaign" ? await namedCampaigns(ctx, effects.besides) : [...effects.besides];
  return { ...effects, spread: { ...effects.spread }, creators, besides, formats: [...effects.formats] };
}

async function shown(ctx: WorkspaceContext, computation: Computation) {
  // It was made by this feature's own thread.
  const result = computation.result as unknown as CreatorEffects | null;
  return {
    ...standingOf(computation),
    result:
      result === null
        ? null
        : {
            ...result,
            model_name: modelName(result.model),
            margin_per_cost: await shownEffects(ctx, result.margin_per_cost),
            margin: await shownEffects(ctx, result.margin),
          },
    formulas: { ...formulas },
  };
}

/** Has worked out what creators, offers and formats add. */
export const requestCreatorEffects = async (ctx: WorkspaceContext, asked: Asked) =>
  shown(ctx, await requestComputation(ctx, { kind: creatorEffectsKind, subject, input: asked }));

/** What creators, offers and formats add, as it was last worked out; null: nobody asked yet. */
export async function getCreatorEffects(ctx: WorkspaceContext) {
  const newest = await newestComputation(ctx, { kind: creatorEffectsKind, subject });
  return { newest: newest === undefined ? null : await shown(ctx, newest) };
}

/** The newest effects on margins. @throws Problem effects-unknown */
async function loadMargins(ctx: WorkspaceContext): Promise<{ effects: Effects; currency: string }> {
  const newest = await newestComputation(ctx, { kind: creatorEffectsKind, subject });
  const result = (newest?.result ?? null) as unknown as CreatorEffects | null;
  if (result !== null && result.margin !== null) return { effects: result.margin, currency: result.currency };
  const detail = newest === undefined ? "Nobody asked for it yet." : (result?.margin_why_not ?? "It is not done yet.");
  throw new Problem(bookingProblems["effects-unknown"], detail);
}

/** The margin that is expected of a creator; of one without cycles what is expected of anybody. */
function expectedMargin({ creators, level, spread }: Effects, creatorId: string) {
  const own = creators.find(({ name }) => name === creatorId);
  if (own !== undefined) return { cycles: own.cycles, estimate: own.expected, low: own.expected_low, high: own.expected_high };
  const off = 1.96 * Math.hypot(spread.creators, spread.rest);
  return { cycles: 0, estimate: level, low: level - off, high: level + off };
}

/** What a creator may be paid at most. @throws Problem not-found, effects-unknown */
export async function getHighestFee(
  ctx: WorkspaceContext,
  id: string,
  query: { readonly target_return: string; readonly other_cost: string },
) {
  await loadCreator(ctx, id);
  const { effects, currency } = await loadMargins(ctx);
  const creator_id = formatId("cre", id);
  const margin = expectedMargin(effects, creator_id);
  const unit = 10 ** exponentOf(currency);
  const money = (amount: number) => ({ amount: String(Math.floor(amount * unit)), currency });
  const of = { targetReturn: Number(query.target_return), otherCost: Number(query.other_cost) / unit };
  const fee = (amount: number) => {
    const highest = highestFee(amount, of);
    return highest === undefined ? null : money(highest);
  };
  return {
    creator_id,
    cycles: margin.cycles,
    currency,
    target_return: query.target_return,
    expected_margin: { estimate: money(margin.estimate), low: money(margin.low), high: money(margin.high) },
    highest_fee: { estimate: fee(margin.estimate), low: fee(margin.low), high: fee(margin.high) },
    formula: formulas.highest_fee,
  };
}
