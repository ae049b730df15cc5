/** Of how many things something is true of how many. */
export interface Part {
  readonly of: number;
  readonly are: number;
}

/** What a shop's own records say over some days, as dials can be told from it. */
export interface MarketFacts {
  /** First day and the day after the last, "YYYY-MM-DD". */
  readonly from: string;
  readonly to: string;
  /** Orders whose evidence is known. */
  readonly orders: number;
  /** Days from the first order of all time, or the first day looked at, to the end. */
  readonly days: number;
  /** Days before any creator was at work, the whole ones of them, oldest first, as days since 1970; with what was first ordered on each. */
  readonly quiet: readonly { readonly epochDay: number; readonly firstOrders: number; readonly unknownOrders: number }[];
  /** First orders of all days. */
  readonly firstOrders: number;
  /** Creators with a click or a post in these days. */
  readonly creators: number;
  /** Followers of those of them of whom it is known, one number each. */
  readonly followers: readonly number[];
  /** Posts of each creator who has any; empty where no post is recorded. */
  readonly posts: readonly number[];
  /** Orders between the first and the last that has an answer, and those of them that have one. */
  readonly answered: Part;
  /** First orders with a click of the creator whom the customer named, and those of them with the creator's code. */
  readonly coded: Part;
  /** First orders with an answer, a click and a code of one creator, and those of them whose answer names the same. */
  readonly recalled: Part;
  /** First orders, from a browser that is known, with the code of the creator whom the customer named, and those with no click of the creator. */
  readonly unlinked: Part;
  /** Orders of customers who ordered before any creator was at work: all later ones, and those with a code of a creator. */
  readonly leaked: Part;
  /** Those of them with an answer, and those whose answer names a creator. */
  readonly guessed: Part;
  /** Orders from a browser that is known since creators are at work, and those with a code after a referral within a minute. */
  readonly overwritten: Part;
  /** Whether the shop's pages report visits. */
  readonly hasVisits: boolean;
  /** First orders with a click of the creator whom the code or the answer names too; and the mean time between, in days, of those not longer than `mostDays`. */
  readonly delays: { readonly count: number; readonly meanDays: number | null; readonly mostDays: number };
  /** How many days before an order a click is found. */
  readonly lookbackDays: number;
}
