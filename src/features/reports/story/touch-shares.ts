import { splitByPpb } from "../../../kernel/split.ts";
import { ppbText } from "../decimal-text.ts";

/** A share of one order under one model. */
export interface ModelShare {
  readonly model: string;
  /** Exact decimal text in [0, 1]. */
  readonly share: string;
  readonly revenue: { readonly amount: string; readonly currency: string };
}

/** One order's credit, as attribution keeps it. */
export interface OrderCredit {
  readonly models: readonly string[];
  readonly touches: readonly { readonly sharesPpb: Readonly<Record<string, number>> }[];
  readonly unattributedPpb: Readonly<Record<string, number>>;
}

/**
 * What each touch of an order gets under each model, as a share and of what the order kept.
 *
 * The money of one model is split by largest remainder, so that touches and the unattributed part sum to exactly what was kept.
 *
 * @param credit shares in parts per billion.
 * @param kept minor units and their currency.
 * @returns for each touch, in order, its shares by model; and the same of what no touch explains.
 * @example
 * import { touchShares } from "./touch-shares.ts";
 * const credit = { models: ["last"], touches: [{ sharesPpb: { last: 1_000_000_000 } }], unattributedPpb: { last: 0 } };
 * touchShares(credit, { amountMinor: 500n, currency: "EUR" }).touches[0]?.[0]?.share; // => "1"
 */
export function touchShares(
  credit: OrderCredit,
  kept: { readonly amountMinor: bigint; readonly currency: string },
): { readonly touches: ModelShare[][]; readonly unattributed: ModelShare[] } {
  const columns = credit.models.map((model) => {
    const shares = [...credit.touches.map((touch) => touch.sharesPpb[model] ?? 0), credit.unattributedPpb[model] ?? 0];
    const revenue = splitByPpb(kept.amountMinor, shares);
    return shares.map((share, index): ModelShare => ({
      model,
      share: ppbText(BigInt(share)),
      revenue: { amount: (revenue[index] ?? 0n).toString(), currency: kept.currency },
    }));
  });
  const row = (index: number): ModelShare[] => columns.flatMap((column) => column[index] ?? []);
  return { touches: credit.touches.map((_, index) => row(index)), unattributed: row(credit.touches.length) };
}
