import type { BgNbd } from "@vouch/stats";

/** A part of the market. */
export interface RegionDial {
  readonly name: string;
  /** ISO 3166 code of the country. */
  readonly country: string;
  /** People who could buy here, a count above 0. */
  readonly people: number;
  /** Whether posts are kept from it, as a geo test keeps them; left out: they are shown as everywhere. */
  readonly isHeldOut?: boolean;
}

/** People of an age. */
export interface AgeDial {
  readonly name: string;
  /** Their share of the people, in [0, 1]; the shares of all ages need not sum to one, only proportions matter. */
  readonly share: number;
  /** How much more readily than the average they buy what a creator shows: 1 is as everybody does, at least 0. */
  readonly inclination: number;
}

/** Something for sale. */
export interface ProductDial {
  readonly sku: string;
  readonly title: string;
  /** What a customer pays for one, tax included, in minor units of the currency, a whole number above 0. */
  readonly priceMinor: number;
  /** How often it is bought beside the others, above 0. */
  readonly weight: number;
}

/** How many buy and how often they come back. */
export interface CustomerDials {
  /** First orders a day by 1,000 people that no creator had a part in, at least 0. */
  readonly firstOrders: number;
  /** BG/NBD in days: customers come back at gamma(r, alpha) rates, and leave after each repeat with a beta(a, b) chance. */
  readonly habit: BgNbd;
  /** Chance that an order has two of its article instead of one, in [0, 1]. */
  readonly two: number;
}

/** When people buy. The habit of customers who come back knows no season. */
export interface SeasonDials {
  /** Demand from Monday to Sunday, seven numbers above 0; only proportions matter. */
  readonly week: readonly number[];
  /** How far demand swings around its mean over the year: 0 not at all, below 1. */
  readonly swing: number;
  /** The day of the year on which it is highest, 0 to 365. */
  readonly peakDay: number;
}

/** Who speaks about the brand, and what comes of it. */
export interface CreatorDials {
  readonly count: number;
  /** A number that draws who they are: the same creators in every run of the same business, whatever the run's seed. */
  readonly cast: number;
  /** The median of their followers, above 0. */
  readonly followers: number;
  /** How unlike their followings are: the standard deviation of the logarithm, at least 0. */
  readonly spread: number;
  /** How much their audiences are spread over regions and ages as the people are: 1 is one-sided, 100 nearly as everybody; above 0. */
  readonly mixing: number;
  /** How unlike they are in what they move: the standard deviation of the logarithm of their pull, at least 0; the mean pull is 1. */
  readonly pullSpread: number;
  /** Posts of each, a count. */
  readonly posts: number;
  /** The day of the first posts, counted from the start, and how many days they are spread over. */
  readonly fromDay: number;
  readonly overDays: number;
  /** Platforms that they are on, one each in turn. */
  readonly platforms: readonly PlatformName[];
}

/** Platforms that posts are on. */
export type PlatformName = "instagram" | "tiktok" | "youtube" | "podcast";

/** What a post does to those who see it. */
export interface ResponseDials {
  /** Chance that somebody who sees a post of a creator with pull 1 comes to the shop for it, in [0, 1]. */
  readonly interest: number;
  /** Chance that one of them buys, who would not have bought otherwise, in [0, 1]. */
  readonly buys: number;
  /** The mean time from coming to buying, in days, above 0: exponential. */
  readonly delayDays: number;
  /** Share of those who come without the link, by typing or searching the shop later: no click tells of them, in [0, 1]. */
  readonly dark: number;
  /** Chance that somebody who buys anyway and sees a post comes by its link, in [0, 1]: the order is then not the creator's doing. */
  readonly clicksAnyway: number;
  /** How much likelier than anybody else of their region buyers are to see a creator's posts, at least 0; 1 is no likelier. */
  readonly affinity: number;
}

/** What becomes of discount codes. */
export interface CodeDials {
  /** Chance that somebody whom a creator brought uses the creator's code at the first order, in [0, 1]. */
  readonly use: number;
  /** What a code takes off, a rate in [0, 1]. */
  readonly discount: number;
  /** Chance that somebody without a code finds a creator's on a coupon site, from the creator's first post on, in [0, 1]. */
  readonly leak: number;
  /** Share of online orders at which a checkout extension puts its own click last and a leaked code in place of any other, in [0, 1]. */
  readonly extension: number;
}

/** A way to the shop that is no creator's. */
export interface ChannelDial {
  readonly channel: OtherChannel;
  /** Chance that somebody comes by it on the way to an online order, in [0, 1]. */
  readonly onTheWay: number;
  /** Visits a day by it that lead to no order, at least 0. */
  readonly idleVisits: number;
}

/** Names of the ways that are no creator's, as the channel rules have them. */
export type OtherChannel = "paid" | "organic_search" | "email" | "direct" | "referral";

/** What people who come by a post may leave before they buy: an address, with a sign-up for a trial or an RSVP to an evening in a store. */
export interface LeadDials {
  readonly kind: "sign_up" | "rsvp";
  /** Chance that somebody who comes by a post leaves it, in [0, 1]; a later order in a store is then known to be theirs. */
  readonly leave: number;
}

/** The question at the end of an order: how did you hear of us? */
export interface SurveyDials {
  /** Share of orders with an answer, in [0, 1]. */
  readonly answers: number;
  /** Chance that somebody whom a creator brought names the right one, in [0, 1]; the others name something else. */
  readonly recall: number;
  /** Chance that somebody whom none brought names a creator all the same, in [0, 1]. */
  readonly guess: number;
}

/** What is given back. */
export interface RefundDials {
  /** Chance that money of an order goes back, in [0, 1]. */
  readonly chance: number;
  /** Chance that it is only a third of the order, in [0, 1]. */
  readonly partial: number;
  /** The mean time to it, in days, above 0: exponential. */
  readonly delayDays: number;
}

/** The six costs, in minor units of the currency; whole numbers of at least 0. */
export interface CostDials {
  /** Fee of a post for 1,000 followers. */
  readonly feePerThousand: number;
  /** What is given to each creator to show, at cost. */
  readonly product: number;
  /** Sending it to each. */
  readonly shipping: number;
  /** Staff time for each post, at a rate. */
  readonly staffPerPost: number;
  /** Tools, for each 30 days. */
  readonly tools: number;
  /** Paid amplification of each post, and how many more people see it for 1,000 minor units. */
  readonly amplificationPerPost: number;
  readonly amplifiedPeople: number;
}

/** A whole business, as a set of dials. Every chance is in [0, 1]; days are of 24 hours in UTC. */
export interface Dials {
  /** ISO 4217 code. */
  readonly currency: string;
  /** The first day, "YYYY-MM-DD". */
  readonly startsOn: string;
  /** How many days are told, a count above 0. */
  readonly days: number;
  readonly regions: readonly RegionDial[];
  readonly ages: readonly AgeDial[];
  readonly products: readonly ProductDial[];
  readonly customers: CustomerDials;
  readonly season: SeasonDials;
  readonly creators: CreatorDials;
  readonly response: ResponseDials;
  readonly codes: CodeDials;
  readonly channels: readonly ChannelDial[];
  /** Share of orders that are placed in a store: no visit or click tells of them, the code does, in [0, 1]. */
  readonly inStore: number;
  readonly leads: LeadDials;
  readonly survey: SurveyDials;
  readonly refunds: RefundDials;
  readonly costs: CostDials;
}
