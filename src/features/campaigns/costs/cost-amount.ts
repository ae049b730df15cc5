import { parseFactor, rateOf } from "../../../kernel/rate.ts";
import type { CostKind } from "../../../kernel/costs/cost-kind.ts";

/** Money as the API writes it. */
export interface MoneyText {
  readonly amount: string;
  readonly currency: string;
}

/** How much a cost comes to, as it was stated. */
export interface StatedCost {
  readonly kind: CostKind;
  readonly amount?: MoneyText | undefined;
  /** Hours or pieces, a decimal text of at most four decimals. */
  readonly quantity?: string | undefined;
  /** What one hour or one piece cost. */
  readonly each?: MoneyText | undefined;
}

/** A cost with its amount worked out. */
export interface CostAmount {
  readonly kind: "amount";
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly basis: "amount" | "hours" | "pieces";
  readonly quantity: string | null;
  readonly unitMinor: bigint | null;
}

interface Fault {
  readonly pointer: string;
  readonly detail: string;
}

const largestMinor = 2n ** 63n - 1n;

function workedOut({ kind, quantity, each }: StatedCost): CostAmount | Fault {
  if (quantity === undefined) return { pointer: "/quantity", detail: "quantity: must be there beside each" };
  if (each === undefined) return { pointer: "/each", detail: "each: must be there beside quantity" };
  if (kind !== "staff_time" && kind !== "product") {
    return { pointer: "/quantity", detail: `quantity: only staff time and products are worked out from it; ${kind} states its amount` };
  }
  const factor = parseFactor(quantity);
  const unitMinor = BigInt(each.amount);
  const amountMinor = factor === undefined ? 0n : rateOf(unitMinor, factor);
  if (amountMinor <= 0n || amountMinor > largestMinor) {
    return { pointer: "/quantity", detail: "quantity: times each must come to at least one and at most 2^63 - 1 minor units" };
  }
  return { kind: "amount", amountMinor, currency: each.currency, basis: kind === "product" ? "pieces" : "hours", quantity, unitMinor };
}

/**
 * What a cost comes to: the amount that was stated, or hours or pieces times what one costs, rounded once, a half up.
 *
 * @param cost exactly one of amount, and quantity with each.
 * @returns the amount in minor units with what it was worked out from, or what is wrong with it and where.
 * @example
 * import { costAmount } from "./cost-amount.ts";
 * const each = { amount: "4500", currency: "EUR" };
 * costAmount({ kind: "staff_time", quantity: "7.5", each }); // => { kind: "amount", amountMinor: 33750n, currency: "EUR", basis: "hours", quantity: "7.5", unitMinor: 4500n }
 */
export function costAmount(cost: StatedCost): CostAmount | { readonly kind: "refused"; readonly fault: Fault } {
  const { amount, quantity, each } = cost;
  if (amount === undefined && quantity === undefined && each === undefined) {
    return { kind: "refused", fault: { pointer: "/amount", detail: "amount: state the amount, or quantity and each" } };
  }
  if (amount !== undefined && (quantity !== undefined || each !== undefined)) {
    return { kind: "refused", fault: { pointer: "/amount", detail: "amount: state either the amount or quantity and each, not both" } };
  }
  if (amount !== undefined) {
    const amountMinor = BigInt(amount.amount);
    return { kind: "amount", amountMinor, currency: amount.currency, basis: "amount", quantity: null, unitMinor: null };
  }
  const made = workedOut(cost);
  return "detail" in made ? { kind: "refused", fault: made } : made;
}
