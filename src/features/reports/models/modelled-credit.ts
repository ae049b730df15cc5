import {
  bootstrapAttribution,
  creditParts,
  generatorOf,
  markovAttribution,
  shapleyAttribution,
  type Generator,
  type PackedJourneys,
} from "@vouch/stats";
import { comparedRows, type ComparedRow, type CreditSum } from "../comparison/compared-rows.ts";
import { ppbText } from "../decimal-text.ts";
import type { DataModelId } from "./data-models.ts";
import { meetings, type JourneyArrays, type Meetings } from "./journeys.ts";

/** Creators who share one player, because they are many or have no order. */
export const otherCreators = "others";

/** A creator or channel among whom orders are divided; `key` is a creator's id, {@link otherCreators}, or a channel's name. */
export interface Player {
  readonly kind: "creator" | "channel";
  readonly key: string;
}

/** What data-driven credit is made of. */
export interface ModelsInput {
  readonly players: readonly Player[];
  /** The touches are places in `players`. */
  readonly journeys: JourneyArrays;
  /** All orders that have credit, those without a touch too, and what they kept. */
  readonly orders: bigint;
  readonly revenueMinor: bigint;
  /** Those among them with a touch. */
  readonly touchedOrders: bigint;
  readonly touchedMinor: bigint;
  /** What the rule models give, one entry a rule model. */
  readonly rules: readonly CreditSum[];
  readonly ruleModels: readonly string[];
  /** By which rule model rows are ordered. */
  readonly orderedBy: number;
  readonly models: readonly DataModelId[];
  /** Of the intervals, in (0, 1). */
  readonly level: number;
  readonly replicates: number;
  readonly seed: number;
  /** Kept beside the result as it is. */
  readonly frame: object;
}

/** An interval; money in minor units. */
export interface Ends {
  readonly low: string;
  readonly high: string;
}

/** What one model gives a row. */
export interface ModelledFigure {
  readonly model: string;
  readonly orders: string;
  readonly revenue_minor: string;
  /** Null for rule models, which give the same again for the same touches, and for nobody's row. */
  readonly interval: { readonly orders: Ends; readonly revenue_minor: Ends } | null;
}

/** A creator, a channel, or nobody. */
export interface ModelledRow {
  readonly kind: ComparedRow["kind"];
  /** A creator's id or a channel's name; empty for nobody and for other creators together. */
  readonly key: string;
  readonly touched_orders: number;
  readonly touched_journeys: number;
  readonly credits: readonly ModelledFigure[];
}

/** How the Shapley value was found, and how many states the chains have. */
export interface ModelledMethod {
  readonly shapley: "exact" | "sampled" | null;
  /** The largest standard error that drawing orders adds to a creator's credit, in orders; null where all is exact. */
  readonly shapley_drawing_error: number | null;
  readonly markov_states: number | null;
  readonly markov_2_states: number | null;
}

/** Rule models beside data-driven ones. */
export interface ModelledCredit {
  readonly frame: object;
  readonly models: readonly string[];
  readonly rows: readonly ModelledRow[];
  readonly method: ModelledMethod;
  readonly interval: { readonly level: number; readonly replicates: number; readonly failed: number; readonly seed: number } | null;
}

type Shares = { readonly orders: Float64Array; readonly revenue: Float64Array };
interface Outcome extends Shares {
  readonly method: Partial<ModelledMethod>;
}

const shareOf = (total: number, credit: Float64Array): Float64Array => credit.map((one) => one / total);

function markovShares(journeys: PackedJourneys, order: 1 | 2): Outcome | undefined {
  const outcome = markovAttribution(journeys, { order });
  if (outcome.kind === "no-conversions") return undefined;
  const { byConversions, byValue, states } = outcome;
  return {
    orders: shareOf(byConversions.total, byConversions.credit),
    revenue: byValue.kind === "no-value" ? new Float64Array(journeys.channels.length) : shareOf(byValue.total, byValue.credit),
    method: order === 1 ? { markov_states: states } : { markov_2_states: states },
  };
}

function shapleyShares(journeys: PackedJourneys, generator: Generator): Outcome | undefined {
  const outcome = shapleyAttribution(journeys, { worth: "conversion-rate", generator, exactUpTo: 10, permutations: 100 });
  if (outcome.kind !== "attributed") return undefined;
  const { byConversions, byValue, method } = outcome;
  const error = Math.max(0, ...byConversions.standardErrors);
  return {
    orders: shareOf(byConversions.total, byConversions.credit),
    revenue: byValue.kind === "no-value" ? new Float64Array(journeys.channels.length) : shareOf(byValue.total, byValue.credit),
    method: { shapley: method, shapley_drawing_error: method === "exact" ? null : error },
  };
}

const outcomeOf = (model: DataModelId, journeys: PackedJourneys, generator: Generator): Outcome | undefined =>
  model === "shapley" ? shapleyShares(journeys, generator) : markovShares(journeys, model === "markov_1" ? 1 : 2);

interface Modelled {
  /** Of each model one after the other, by orders and then by revenue. */
  readonly shares: Float64Array;
  readonly method: ModelledMethod;
}

const noMethod: ModelledMethod = { shapley: null, shapley_drawing_error: null, markov_states: null, markov_2_states: null };

/** What every model says of journeys; undefined where one has no answer. */
function modelled(models: readonly DataModelId[], journeys: PackedJourneys, generator: Generator): Modelled | undefined {
  const players = journeys.channels.length;
  const shares = new Float64Array(2 * models.length * players);
  let method = noMethod;
  for (const [at, model] of models.entries()) {
    const outcome = outcomeOf(model, journeys, generator);
    if (outcome === undefined) return undefined;
    shares.set(outcome.orders, 2 * at * players);
    shares.set(outcome.revenue, (2 * at + 1) * players);
    method = { ...method, ...outcome.method };
  }
  return { shares, method };
}

/** Whole parts of a total by shares, which sum to it exactly; nothing for anybody where nothing was brought. */
function parted(total: bigint, shares: Float64Array): bigint[] {
  if (shares.every((share) => share === 0)) return Array.from(shares, () => 0n);
  return creditParts(shares).map((part) => BigInt(part) * total);
}

interface Columns {
  readonly creditsPpb: readonly bigint[][];
  readonly weights: readonly bigint[][];
}

/** What each model gives each player, one column a model. */
function columnsOf(input: ModelsInput, shares: Float64Array): Columns {
  const players = input.players.length;
  const block = (place: number) => shares.subarray(place * players, (place + 1) * players);
  return {
    creditsPpb: input.models.map((_, at) => parted(input.touchedOrders, block(2 * at))),
    weights: input.models.map((_, at) => parted(input.touchedMinor, block(2 * at + 1))),
  };
}

const nothing = (count: number): bigint[] => Array.from({ length: count }, () => 0n);

function rowsOf(input: ModelsInput, columns: Columns): ComparedRow[] {
  const rules = new Map(input.rules.map((sum) => [`${sum.kind} ${sum.key}`, sum]));
  const none = nothing(input.ruleModels.length);
  const sums = input.players.map(({ kind, key }, at): CreditSum => {
    const rule = rules.get(`${kind} ${key}`);
    return {
      ...{ kind, key },
      creditsPpb: [...(rule?.creditsPpb ?? none), ...columns.creditsPpb.map((column) => column[at]!)],
      weights: [...(rule?.weights ?? none), ...columns.weights.map((column) => column[at]!)],
    };
  });
  const { orders, revenueMinor, orderedBy } = input;
  const models = input.ruleModels.length + columns.weights.length;
  return comparedRows({ orders, revenueMinor, sums, models, orderedBy, mostCreators: Infinity });
}

interface Intervals {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** Orders to the hundredth, money to the minor unit. */
const hundredths = (orders: number): string => (Math.round(orders * 100) / 100).toString();

function intervalOf(input: ModelsInput, { lower, upper }: Intervals, { model, player }: { model: number; player: number }) {
  const players = input.players.length;
  const [orders, money] = [2 * model * players + player, (2 * model + 1) * players + player];
  const [allOrders, allMinor] = [Number(input.touchedOrders), Number(input.touchedMinor)];
  const minor = (share: number): string => Math.round(share * allMinor).toString();
  return {
    orders: { low: hundredths(lower[orders]! * allOrders), high: hundredths(upper[orders]! * allOrders) },
    revenue_minor: { low: minor(lower[money]!), high: minor(upper[money]!) },
  };
}

function shownRow(
  input: ModelsInput,
  row: ComparedRow,
  found: { met: readonly Meetings[]; intervals: Intervals | undefined },
): ModelledRow {
  const player = input.players.findIndex(({ kind, key }) => kind === row.kind && key === row.key);
  const met = found.met[player] ?? { orders: 0, journeys: 0 };
  const rules = input.ruleModels.length;
  const isOthers = row.kind === "creator" && row.key === otherCreators;
  return {
    kind: isOthers ? "other_creators" : row.kind,
    key: isOthers ? "" : row.key,
    touched_orders: met.orders,
    touched_journeys: met.journeys,
    credits: row.creditsPpb.map((credit, at) => ({
      model: at < rules ? input.ruleModels[at]! : input.models[at - rules]!,
      orders: ppbText(credit),
      revenue_minor: row.revenueMinor[at]!.toString(),
      interval:
        at < rules || player < 0 || found.intervals === undefined
          ? null
          : intervalOf(input, found.intervals, { model: at - rules, player }),
    })),
  };
}

/**
 * Divides orders and revenue by data-driven models beside rule models, with intervals of the former.
 *
 * Each model gives shares of the orders whose touches are known; orders without a touch belong to nobody under every model, so that all
 * columns sum to all orders and revenue. Intervals come from drawing journeys again, of the same samples for all models; they are of the
 * shares, times the orders that really came.
 *
 * @param input journeys, rule models' credit, and what is asked for
 * @param report hears the share of the work that is done, in [0, 1]
 * @returns rows by revenue under the rule model that orders them, nobody last; no data-driven columns where no order has a touch
 */
export function modelledCredit(input: ModelsInput, report: (share: number) => void): ModelledCredit {
  const { models, replicates, level, seed } = input;
  const journeys: PackedJourneys = { ...input.journeys, channels: input.players.map(({ kind, key }) => `${kind} ${key}`) };
  const [drawing, ordering] = [generatorOf(seed), generatorOf(seed + 1)];
  let done = 0;
  const estimate = (sample: PackedJourneys): Float64Array | undefined => {
    report(done++ / (replicates + 1));
    return modelled(models, sample, ordering)?.shares;
  };
  const whole = models.length === 0 || input.touchedOrders === 0n ? undefined : modelled(models, journeys, ordering);
  const found = whole === undefined ? undefined : bootstrapAttribution(journeys, estimate, drawing, { replicates, level });
  const intervals = found?.kind === "bootstrapped" ? found : undefined;
  const rows = rowsOf(input, whole === undefined ? { creditsPpb: [], weights: [] } : columnsOf(input, whole.shares));
  const met = meetings(input.journeys, input.players.length);
  return {
    frame: input.frame,
    models: [...input.ruleModels, ...(whole === undefined ? [] : models)],
    rows: rows.map((row) => shownRow(input, row, { met, intervals })),
    method: whole?.method ?? noMethod,
    interval: intervals === undefined ? null : { level, seed, replicates: intervals.replicates, failed: intervals.failed },
  };
}
