import type { CostKind } from "../../../kernel/costs/cost-kind.ts";
import { mostMinor } from "../../../kernel/money.ts";
import { parseFactor, rateOf } from "../../../kernel/rate.ts";

/** Money as the API writes it. */
export interface MoneyText {
  readonly amount: string;
  readonly currency: string;
}

/** How much a cost comes to, as it was stated. */
export interface StatedCost {
  readonly kind: CostKind;
  readonly amount?: MoneyText | undefined;
  /** Hours, pieces or parcels, or the share of a bill; a decimal text of at most four decimals. */
  readonly quantity?: string | undefined;
  /** What one hour, piece or parcel cost; or the whole bill. */
  readonly each?: MoneyText | undefined;
  readonly note: string;
}

/** A cost with its amount worked out. */
export interface CostAmount {
  readonly kind: "amount";
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly basis: "amount" | "hours" | "pieces" | "share";
  readonly quantity: string | null;
  readonly unitMinor: bigint | null;
}

interface Fault {
  readonly pointer: string;
  readonly detail: string;
}

/** What a kind's quantity counts; the others state their amount. */
const bases: { readonly [K in CostKind]?: "hours" | "pieces" | "share" } = {
  staff_time: "hours",
  product: "pieces",
  shipping: "pieces",
  tools: "share",
};

const workedOutKinds = "staff time by hours, products and shipping by pieces, tools by their share of a bill";

function shareFault(share: { readonly num: bigint; readonly den: bigint } | undefined, note: string): Fault | undefined {
  if (share !== undefined && share.num > share.den)
    return { pointer: "/quantity", detail: "quantity: of tools is the share of the bill, at most 1, such as 0.25" };
  if (note.trim() === "") return { pointer: "/note", detail: "note: say by which key the share was taken, such as 3 of 12 campaigns" };
  return undefined;
}

function workedOut({ kind, quantity, each, note }: StatedCost): CostAmount | Fault {
  if (quantity === undefined) return { pointer: "/quantity", detail: "quantity: must be there beside each" };
  if (each === undefined) return { pointer: "/each", detail: "each: must be there beside quantity" };
  const basis = bases[kind];
  if (basis === undefined)
    return { pointer: "/quantity", detail: `quantity: worked out from it are ${workedOutKinds}; ${kind} states its amount` };
  const factor = parseFactor(quantity);
  const fault = basis === "share" ? shareFault(factor, note) : undefined;
  if (fault !== undefined) return fault;
  const unitMinor = BigInt(each.amount);
  const amountMinor = factor === undefined ? 0n : rateOf(unitMinor, factor);
  if (amountMinor <= 0n || amountMinor > mostMinor)
    return { pointer: "/quantity", detail: `quantity: times each must come to at least one and at most ${mostMinor} minor units` };
  return { kind: "amount", amountMinor, currency: each.currency, basis, quantity, unitMinor };
}

/**
 * What a cost comes to: the amount that was stated; or hours, pieces or parcels times what one costs; or a share of a bill, whose key the
 * note says. Rounded once, a half up.
 *
 * @param cost exactly one of amount, and quantity with each.
 * @returns the amount in minor units with what it was worked out from, or what is wrong with it and where.
 * @example
 * import { costAmount } from "./cost-amount.ts";
 * const each = { amount: "4500", currency: "EUR" };
 * costAmount({ kind: "staff_time", quantity: "7.5", each, note: "" }); // => { kind: "amount", amountMinor: 33750n, currency: "EUR", basis: "hours", quantity: "7.5", unitMinor: 4500n }
 */
export function costAmount(cost: StatedCost): CostAmount | { readonly kind: "refused"; readonly fault: Fault } {
  const { amount, quantity, each } = cost;
  if (amount === undefined && quantity === undefined && each === undefined)
    return { kind: "refused", fault: { pointer: "/amount", detail: "amount: state the amount, or quantity and each" } };
  if (amount !== undefined && (quantity !== undefined || each !== undefined))
    return { kind: "refused", fault: { pointer: "/amount", detail: "amount: state either the amount or quantity and each, not both" } };
  if (amount !== undefined) {
    const amountMinor = BigInt(amount.amount);
    if (amountMinor > mostMinor)
      return { kind: "refused", fault: { pointer: "/amount", detail: `amount: must be at most ${mostMinor} minor units` } };
    return { kind: "amount", amountMinor, currency: amount.currency, basis: "amount", quantity: null, unitMinor: null };
  }
  const made = workedOut(cost);
  return "detail" in made ? { kind: "refused", fault: made } : made;
}
