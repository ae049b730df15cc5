import type { Generator } from "@vouch/stats";
import { DAY_MS } from "../../../kernel/civil.ts";
import { roundedQuotient } from "../../../kernel/rounding.ts";
import type { Dials } from "../dials/dials.ts";
import { weightedPlace } from "./streams.ts";

/** One article of an order. */
export interface BasketLine {
  /** The product's place in the dials. */
  readonly product: number;
  readonly quantity: number;
}

/** What an order is worth, in minor units of the business's currency. */
export interface Amounts {
  readonly listMinor: bigint;
  readonly discountMinor: bigint;
  /** What was paid: list less discount. */
  readonly totalMinor: bigint;
}

/** Money that went back. */
export interface Refund {
  readonly atMs: number;
  /** Above 0, at most what was paid. */
  readonly amountMinor: bigint;
}

/**
 * What somebody buys: one article, sometimes two of it, and in one order of three another article beside it.
 *
 * @param source its own source of randomness.
 * @param dials the business.
 */
export function basket(source: Generator, dials: Dials): BasketLine[] {
  const [first, two, more, other] = [source.uniform(), source.uniform(), source.uniform(), source.uniform()];
  const weights = dials.products.map(({ weight }) => weight);
  const product = weightedPlace(first, weights);
  const lines = [{ product, quantity: two < dials.customers.two ? 2 : 1 }];
  const beside = weightedPlace(other, weights);
  if (more < 1 / 3 && beside !== product) lines.push({ product: beside, quantity: 1 });
  return lines;
}

const perMillion = (rate: number): bigint => BigInt(Math.round(rate * 1e6));

/**
 * What a basket comes to; the discount is rounded half up, once for the order.
 *
 * @param lines as `basket` gives them.
 * @param dials the business, for its prices.
 * @param hasCode whether a code takes off its share.
 */
export function amountsOf(lines: readonly BasketLine[], dials: Dials, hasCode: boolean): Amounts {
  const listMinor = lines.reduce((sum, line) => sum + BigInt(dials.products[line.product]!.priceMinor * line.quantity), 0n);
  const discountMinor = hasCode ? roundedQuotient(listMinor * perMillion(dials.codes.discount), 1_000_000n) : 0n;
  return { listMinor, discountMinor, totalMinor: listMinor - discountMinor };
}

/**
 * What goes back of an order: all of it, a third, or nothing; and only within the time that is told.
 *
 * @param source its own source of randomness.
 * @param order when it was placed and what was paid.
 * @param of the business and the end of what is told.
 */
export function refundOf(
  source: Generator,
  order: { readonly atMs: number; readonly totalMinor: bigint },
  { dials, toMs }: { readonly dials: Dials; readonly toMs: number },
): Refund | undefined {
  const [chance, partial, delay] = [source.uniform(), source.uniform(), source.uniform()];
  const { refunds } = dials;
  const atMs = Math.floor(order.atMs + 60_000 - Math.log(1 - delay) * refunds.delayDays * DAY_MS);
  const amountMinor = partial < refunds.partial ? order.totalMinor / 3n : order.totalMinor;
  return chance < refunds.chance && atMs < toMs && amountMinor > 0n ? { atMs, amountMinor } : undefined;
}
