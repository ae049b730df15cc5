/** Credit of one creator or channel, or of nobody, summed over orders; one entry a model. */
export interface CreditSum {
  readonly kind: "creator" | "channel" | "unattributed";
  /** A creator's id or a channel's name; empty for nobody. */
  readonly key: string;
  /** Parts per billion of an order each; may sum to many orders. */
  readonly creditsPpb: readonly bigint[];
  /** The same, times what the orders kept in minor units. */
  readonly weights: readonly bigint[];
}

/** A row of the comparison: how much of the orders and of their revenue each model gives. */
export interface ComparedRow {
  readonly kind: CreditSum["kind"] | "other_creators";
  readonly key: string;
  readonly creditsPpb: readonly bigint[];
  readonly revenueMinor: readonly bigint[];
}

/** What is compared: all orders that have credit, and where it went. */
export interface Compared {
  readonly orders: bigint;
  /** What they kept in all, minor units of one currency. */
  readonly revenueMinor: bigint;
  readonly sums: readonly CreditSum[];
  /** How many models there are. */
  readonly models: number;
  /** Which of them the rows are ordered by. */
  readonly orderedBy: number;
  /** How many creators have rows of their own; the rest share one. */
  readonly mostCreators: number;
}

const WHOLE = 1_000_000_000n;

const added = (one: readonly bigint[], other: readonly bigint[]): bigint[] => one.map((value, index) => value + (other[index] ?? 0n));
const floorOf = (weight: bigint): bigint => (weight >= 0n ? weight / WHOLE : -((WHOLE - 1n - weight) / WHOLE));

/**
 * Weights in billionths of a minor unit as whole minor units with the same sum.
 *
 * Largest remainder, ties by order; a weight below zero, as of an order that gave back more than it took, is rounded by the same rule.
 *
 * @param weights whose sum is a whole number of minor units.
 * @returns one amount a weight; each within one unit of its exact value.
 * @example
 * import { wholeMinor } from "./compared-rows.ts";
 * wholeMinor([1_500_000_000n, 2_500_000_000n]); // => [2n, 2n]
 */
export function wholeMinor(weights: readonly bigint[]): bigint[] {
  const parts = weights.map(floorOf);
  const losses = weights.map((weight, index) => ({ index, loss: weight - (parts[index] ?? 0n) * WHOLE }));
  const left = losses.reduce((sum, { loss }) => sum + loss, 0n) / WHOLE;
  losses.sort((a, b) => (a.loss === b.loss ? a.index - b.index : a.loss < b.loss ? 1 : -1));
  for (const { index } of losses.slice(0, Number(left))) parts[index] = (parts[index] ?? 0n) + 1n;
  return parts;
}

type Draft = Omit<ComparedRow, "revenueMinor"> & { readonly weights: readonly bigint[] };

function together(kind: Draft["kind"], drafts: readonly Draft[], models: number): Draft {
  const none: readonly bigint[] = Array.from({ length: models }, () => 0n);
  return {
    kind,
    key: "",
    creditsPpb: drafts.reduce((sum, draft) => added(sum, draft.creditsPpb), none),
    weights: drafts.reduce((sum, draft) => added(sum, draft.weights), none),
  };
}

/** What no row has belongs to nobody: the credit of a model that was not computed for an order too. */
function unattributed(of: Compared, others: readonly Draft[]): Draft {
  const given = together("unattributed", others, of.models);
  return {
    kind: "unattributed",
    key: "",
    creditsPpb: given.creditsPpb.map((credit) => of.orders * WHOLE - credit),
    weights: given.weights.map((weight) => of.revenueMinor * WHOLE - weight),
  };
}

function largestFirst(by: number) {
  return (a: Draft, b: Draft): number => {
    const [one, other] = [a.weights[by] ?? 0n, b.weights[by] ?? 0n];
    if (one !== other) return one < other ? 1 : -1;
    const [credit, otherCredit] = [a.creditsPpb[by] ?? 0n, b.creditsPpb[by] ?? 0n];
    if (credit !== otherCredit) return credit < otherCredit ? 1 : -1;
    return a.key < b.key ? -1 : 1;
  };
}

/**
 * The rows of a comparison of models: creators, then channels, and last what belongs to nobody.
 *
 * Under each model the rows' credit sums to exactly the number of orders, and their revenue, rounded by largest remainder once over the
 * whole column, to exactly what all orders kept.
 *
 * @param compared sums by creator and channel.
 * @returns creators by their revenue under the model asked for, the smaller ones together in one row; channels likewise; nobody.
 * @example
 * import { comparedRows } from "./compared-rows.ts";
 * const ana = { kind: "creator" as const, key: "ana", creditsPpb: [1_000_000_000n], weights: [500_000_000_000n] };
 * const rows = comparedRows({ orders: 2n, revenueMinor: 800n, sums: [ana], models: 1, orderedBy: 0, mostCreators: 9 });
 * rows.map((row) => row.revenueMinor[0]); // => [500n, 300n]
 */
export function comparedRows(compared: Compared): ComparedRow[] {
  const { sums, orderedBy, mostCreators, models } = compared;
  const ordered = (kind: CreditSum["kind"]): Draft[] => sums.filter((sum) => sum.kind === kind).toSorted(largestFirst(orderedBy));
  const creators = ordered("creator");
  const smaller = creators.slice(mostCreators);
  const named = [
    ...creators.slice(0, mostCreators),
    ...(smaller.length === 0 ? [] : [together("other_creators", smaller, models)]),
    ...ordered("channel"),
  ];
  const drafts = [...named, unattributed(compared, named)];
  const byModel = Array.from({ length: models }, (_, model) => wholeMinor(drafts.map((draft) => draft.weights[model] ?? 0n)));
  return drafts.map(({ kind, key, creditsPpb }, row) => ({
    kind,
    key,
    creditsPpb,
    revenueMinor: byModel.map((column) => column[row] ?? 0n),
  }));
}
