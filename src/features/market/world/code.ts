import type { Generator } from "@vouch/stats";
import type { Dials } from "../dials/dials.ts";
import type { Cast } from "./cast.ts";
import { weightedPlace } from "./streams.ts";

/** The code on an order and how it got there: by the creator who brought the customer, by a coupon site, or by a checkout extension. */
export interface UsedCode {
  /** The creator's place in the cast. */
  readonly creator: number;
  readonly way: "own" | "leak" | "extension";
}

/** What happens to the code at checkout. */
export interface Checkout {
  readonly code: UsedCode | undefined;
  /** Whether a checkout extension put its own click last. */
  readonly isOverwritten: boolean;
}

/** A code that is known outside by then: of any creator who has posted, the larger the likelier. */
function leakedCode(uniform: number, cast: Cast, atMs: number): number {
  const first = cast.creators.map((_, place) => cast.posts.find(({ creator }) => creator === place)?.atMs ?? Number.POSITIVE_INFINITY);
  return weightedPlace(
    uniform,
    cast.creators.map(({ followers }, place) => (first[place]! <= atMs ? followers : 0)),
  );
}

/**
 * Which code an order ends up with.
 *
 * @param source its own source of randomness.
 * @param order when it was placed, whether in a store, and the creator who brought a first order.
 * @param of the business and its cast.
 */
export function checkoutOf(
  source: Generator,
  order: { readonly atMs: number; readonly isInStore: boolean; readonly broughtBy: number | undefined },
  { cast, dials }: { readonly cast: Cast; readonly dials: Dials },
): Checkout {
  const [use, leak, extension, which] = [source.uniform(), source.uniform(), source.uniform(), source.uniform()];
  const { codes } = dials;
  const leaked = leakedCode(which, cast, order.atMs);
  const isOverwritten = !order.isInStore && extension < codes.extension;
  if (isOverwritten && leaked !== -1) return { code: { creator: leaked, way: "extension" }, isOverwritten };
  if (order.broughtBy !== undefined && use < codes.use) return { code: { creator: order.broughtBy, way: "own" }, isOverwritten };
  const isLeaked = leaked !== -1 && leak < codes.leak;
  return { code: isLeaked ? { creator: leaked, way: "leak" } : undefined, isOverwritten };
}
