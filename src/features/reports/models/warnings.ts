import type { ModelledMethod, ModelledRow } from "./modelled-credit.ts";

/** What journeys were found, beside the rows. */
export interface JourneyCounts {
  /** Orders that have credit, and those with a touch that was seen. */
  readonly orders: number;
  readonly orders_with_path: number;
  /** Journeys that led to no order. */
  readonly without_order: number;
}

/** Something to know before a data-driven figure is believed. */
export interface ModelWarning {
  readonly kind:
    | "few_orders"
    | "few_journeys"
    | "no_other_journeys"
    | "unknown_paths"
    | "sparse_creators"
    | "many_creators"
    | "many_states"
    | "left_out_states"
    | "less_than_nothing"
    | "drawn_orders";
  readonly text: string;
}

const leastOrders = 100;
const leastJourneys = 1_000;
const leastTouched = 10;

const isFew = ({ kind, touched_orders: touched }: ModelledRow): boolean => kind === "creator" && touched < leastTouched;

function warningsOfJourneys({ orders, orders_with_path: known, without_order: others }: JourneyCounts): ModelWarning[] {
  const warnings: ModelWarning[] = [];
  if (known < leastOrders)
    warnings.push({
      kind: "few_orders",
      text: `Only ${known} orders have a touch that was seen. Below ${leastOrders} the intervals are too narrow and change from week to week: choose more days.`,
    });
  if (others === 0)
    warnings.push({
      kind: "no_other_journeys",
      text: "No journey without an order is known in these days, so the models cannot see what does not lead to orders. Put the snippet on your shop's pages.",
    });
  else if (known + others < leastJourneys)
    warnings.push({
      kind: "few_journeys",
      text: `Only ${known + others} journeys are known: from ${leastJourneys} on the models say more than chance.`,
    });
  if (orders > 2 * known)
    warnings.push({
      kind: "unknown_paths",
      text: `${orders - known} of ${orders} orders have no touch that was seen. They are nobody's here, and who brings customers unseen looks smaller than they are.`,
    });
  return warnings;
}

function warningsOfRows(rows: readonly ModelledRow[]): ModelWarning[] {
  const sparse = rows.filter(isFew).length;
  const hasNegative = rows.some(({ kind, credits }) => kind !== "unattributed" && credits.some((credit) => credit.orders.startsWith("-")));
  return [
    ...(sparse === 0
      ? []
      : [
          {
            kind: "sparse_creators" as const,
            text: `${sparse} of the creators touched fewer than ${leastTouched} orders each: their intervals are too narrow to be believed.`,
          },
        ]),
    ...(hasNegative
      ? [
          {
            kind: "less_than_nothing" as const,
            text: "Shapley gives some less than nothing: journeys that they are in end in an order less often than the same journeys without them. It does not mean that they cost you orders.",
          },
        ]
      : []),
  ];
}

function warningsOfMethod(method: ModelledMethod, counts: JourneyCounts): ModelWarning[] {
  const journeys = counts.orders_with_path + counts.without_order;
  const states = method.markov_2_states ?? 0;
  return [
    ...(10 * states > journeys
      ? [
          {
            kind: "many_states" as const,
            text: `Markov with two touches learns ${states} pairs of touches from ${journeys} journeys, fewer than ten each: trust the one with one touch more.`,
          },
        ]
      : []),
    ...(method.shapley === "sampled"
      ? [
          {
            kind: "drawn_orders" as const,
            text: `Some journeys meet more than ten at once. There Shapley's orders of joining are drawn and not all looked at, which adds a standard error of up to ${(method.shapley_drawing_error ?? 0).toPrecision(2)} orders.`,
          },
        ]
      : []),
  ];
}

/**
 * What to know before data-driven credit is believed, in words.
 *
 * @param of the journeys, the rows and how they were found; `together` is how many creators share a row, `leftOut` how many states a chain
 *   has that is too large to be solved, zero for none
 * @example
 * import { modelWarnings } from "./warnings.ts";
 * const method = { shapley: null, shapley_drawing_error: null, markov_states: 1, markov_2_states: null };
 * modelWarnings({ counts: { orders: 200, orders_with_path: 150, without_order: 5_000 }, rows: [], method, together: 0, leftOut: 0 }) // => []
 */
export function modelWarnings(of: {
  readonly counts: JourneyCounts;
  readonly rows: readonly ModelledRow[];
  readonly method: ModelledMethod;
  readonly together: number;
  readonly leftOut: number;
}): ModelWarning[] {
  const large: ModelWarning[] =
    of.leftOut === 0
      ? []
      : [
          {
            kind: "left_out_states",
            text: `Markov with two touches is left out: ${of.leftOut} different pairs of touches would take hours. It can tell channels apart instead.`,
          },
        ];
  const many: ModelWarning[] =
    of.together === 0
      ? []
      : [
          {
            kind: "many_creators",
            text: `${of.together} creators with the fewest touched orders share one row, so that the others can be told apart.`,
          },
        ];
  return [...warningsOfJourneys(of.counts), ...warningsOfRows(of.rows), ...many, ...large, ...warningsOfMethod(of.method, of.counts)];
}
