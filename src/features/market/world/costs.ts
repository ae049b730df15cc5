import { DAY_MS } from "../../../kernel/civil.ts";
import type { Dials } from "../dials/dials.ts";
import type { Cast } from "./cast.ts";
import { toldTime } from "./arrivals.ts";

/** Money that the work with creators cost. */
export interface Cost {
  readonly kind: "fee" | "product" | "shipping" | "staff" | "tools" | "amplification";
  /** The creator's place in the cast; undefined for what is nobody's in particular. */
  readonly creator: number | undefined;
  readonly atMs: number;
  /** Above 0. */
  readonly amountMinor: bigint;
}

/**
 * The six costs of a business, in minor units of its currency, by kind and then by creator and post.
 *
 * @param dials the business.
 * @param cast its creators and posts.
 */
export function costsOf(dials: Dials, cast: Cast): Cost[] {
  const { costs } = dials;
  const { fromMs } = toldTime(dials);
  const byPost = (kind: Cost["kind"], minor: (followers: number) => number): Cost[] =>
    cast.posts.map(({ creator, atMs }) => ({ kind, creator, atMs, amountMinor: BigInt(minor(cast.creators[creator]!.followers)) }));
  const byCreator = (kind: Cost["kind"], minor: number): Cost[] =>
    cast.creators.map((_, creator) => ({ kind, creator, atMs: fromMs, amountMinor: BigInt(minor) }));
  const months = Array.from({ length: Math.ceil(dials.days / 30) }, (_, month) => fromMs + month * 30 * DAY_MS);
  return [
    ...byPost("fee", (followers) => Math.round((costs.feePerThousand * followers) / 1000)),
    ...byCreator("product", costs.product),
    ...byCreator("shipping", costs.shipping),
    ...byPost("staff", () => costs.staffPerPost),
    ...months.map((atMs): Cost => ({ kind: "tools", creator: undefined, atMs, amountMinor: BigInt(costs.tools) })),
    ...byPost("amplification", () => costs.amplificationPerPost),
  ].filter(({ amountMinor }) => amountMinor > 0n);
}
