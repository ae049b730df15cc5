import { MODELS } from "@vouch/stats";

/** Ways of counting, in the order in which they are shown: the rule models, the data-driven ones, codes and answers. */
export const lenses = [
  ...MODELS.map(({ id, name }) => ({ id, name, kind: "path" as const })),
  { id: "markov", name: "Markov chain", kind: "path" as const },
  { id: "shapley", name: "Shapley value", kind: "path" as const },
  { id: "code", name: "Codes only", kind: "code" as const },
  { id: "survey", name: "Survey answers", kind: "survey" as const },
];

/** The name under which a way of counting is known; it never changes its meaning. */
export type LensId = (typeof lenses)[number]["id"];

/** What a lens says that each creator brought, in the order of the cast: numbers, since credit is shared. */
export interface Credited {
  readonly orders: Float64Array;
  /** Minor units of the business's currency, net of refunds, with fractions. */
  readonly revenueMinor: Float64Array;
}

/**
 * Nothing for anybody.
 *
 * @param creators how many there are.
 */
export const noCredit = (creators: number): Credited => ({ orders: new Float64Array(creators), revenueMinor: new Float64Array(creators) });

/**
 * Adds a share of an order to a creator's credit.
 *
 * @param credited changes.
 * @param creator the place in the cast.
 * @param part the share in orders, and what it is worth in minor units.
 */
export function give(credited: Credited, creator: number, part: { readonly orders: number; readonly minor: number }): void {
  credited.orders[creator] = credited.orders[creator]! + part.orders;
  credited.revenueMinor[creator] = credited.revenueMinor[creator]! + part.minor;
}
