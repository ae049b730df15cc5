/** How each figure of a campaign's return is worked out, by its name. */
export const campaignFormulas = {
  orders:
    "Each order times the share that the model gives to touches of the campaign's creators in its days. A later order without such a touch, of a customer whose first order the campaign brought, counts by the share of that first order.",
  new_customers: "Credited orders that were their customer's first, as the store says or as earlier orders show.",
  revenue:
    "Totals of the orders with tax and shipping, after refunds, each times its share. Two campaigns may both count a customer's later order: their lifetimes are not added up.",
  commission:
    "What the campaign's creators earned by the pay rule with these orders and those placed in its days, less what was taken back.",
  cost: "Commissions and everything entered, whatever its day; at the campaign's programs, what was entered for its days. A creator's cost has no part of what is the campaign's as a whole.",
  roi: "(revenue − cost) ÷ cost",
  revenue_per_spent: "revenue ÷ cost",
  interval:
    "95 %: were the same campaign run again, how many orders of which size come is chance (weighted Poisson total by Fay and Feuer). Commissions follow the orders, other costs stay. It does not say what the campaign caused.",
  margin:
    "Per order, where every line's unit cost is known: (total − tax − shipping − tip − unit costs) × what was not refunded; else kept total × the brand's margin rate. Each times its share.",
  after_cost: "contribution margin − cost",
  payback:
    "The first day by whose end the margin so far (where it is not known for every order, the revenue so far) covers all entered costs and the commissions so far.",
  incremental:
    "As stated by its source, with its interval; (incremental revenue − cost) ÷ cost and incremental revenue ÷ cost, the cost taken as certain.",
} as const;
