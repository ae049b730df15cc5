/** Where content was used again. */
export const reusePlaces = ["paid_ads", "email", "product_page", "website", "in_store", "other"] as const;
/** One of {@link reusePlaces}. */
export type ReusePlace = (typeof reusePlaces)[number];

/** By what the worth of a use is told. */
export const reuseBases = ["replacement_cost", "licence_fee", "measured"] as const;
/** One of {@link reuseBases}. */
export type ReuseBasis = (typeof reuseBases)[number];

/** How each is counted. */
export const reuseFormulas = {
  replacement_cost:
    "What making the same content would have cost, by the stated quote or price list. It is a cost that was saved, no income.",
  licence_fee:
    "What a licence to use the content there and then would have cost, by the stated offer. It is a cost that was saved, no income.",
  measured:
    "(Orders ÷ shown with the content − orders ÷ shown without) × shown in all × what an order is worth. Interval of 95 % by Newcombe; of several tests, by adding up the squares of what lies between each estimate and its ends.",
  line: "It stands by itself: it is in no revenue, cost or return, and what is told on different grounds is not added up.",
} as const satisfies Record<ReuseBasis | "line", string>;
