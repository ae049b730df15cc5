import { exponentOf } from "./money.ts";
import { roundedQuotient } from "./rounding.ts";

/** An amount in other minor units; `isExact` is false when the target has no room for a remainder, which was then rounded half-up. */
export interface RescaledAmount {
  readonly amountMinor: bigint;
  readonly isExact: boolean;
}

/**
 * Where Stripe's minor unit differs from ISO 4217: ISK and UGX have no decimals any more but are still sent in hundredths,
 * MGA is sent in whole ariary although the standard gives it two decimals.
 */
const STRIPE_EXPONENTS: ReadonlyMap<string, number> = new Map([
  ["ISK", 2],
  ["UGX", 2],
  ["MGA", 0],
]);

const WHOLE_UNITS_WHEN_CHARGED = new Set(["ISK", "UGX"]);
const WHOLE_UNITS_WHEN_PAID_OUT = new Set(["ISK", "UGX", "HUF", "TWD"]);

/**
 * The number of decimals in which Stripe states amounts of a currency.
 *
 * @param currency an ISO 4217 code, upper case (Stripe itself writes lower case).
 * @throws {RangeError} for an unknown currency.
 * @see https://docs.stripe.com/currencies#special-cases
 * @example
 * import { stripeExponentOf } from "./stripe-exponents.ts";
 * stripeExponentOf("ISK"); // => 2
 */
export function stripeExponentOf(currency: string): number {
  return STRIPE_EXPONENTS.get(currency) ?? exponentOf(currency);
}

/**
 * The smallest step of an amount that Stripe takes, in Stripe's own minor units.
 *
 * Whole units only for ISK and UGX; for HUF and TWD only when paid out (they are charged with two decimals); three-decimal
 * currencies must end in a zero.
 *
 * @param currency an ISO 4217 code, upper case.
 * @param use "charge" or "payout".
 * @throws {RangeError} for an unknown currency.
 * @see https://docs.stripe.com/currencies#special-cases
 * @example
 * import { stripeStep } from "./stripe-exponents.ts";
 * stripeStep("HUF", "payout"); // => 100n
 * stripeStep("KWD", "charge"); // => 10n
 */
export function stripeStep(currency: string, use: "charge" | "payout"): bigint {
  const wholeOnly = use === "charge" ? WHOLE_UNITS_WHEN_CHARGED : WHOLE_UNITS_WHEN_PAID_OUT;
  if (wholeOnly.has(currency)) return 100n;
  return exponentOf(currency) === 3 ? 10n : 1n;
}

/**
 * ISO 4217 minor units from an amount as Stripe states it.
 *
 * @param stripeMinor the integer of Stripe's `amount` field.
 * @param currency an ISO 4217 code, upper case.
 * @returns the amount; not exact only for fractions of a króna or shilling from before Stripe forbade them.
 * @throws {RangeError} for an unknown currency.
 * @example
 * import { isoMinorFromStripe } from "./stripe-exponents.ts";
 * isoMinorFromStripe(500n, "ISK"); // => { amountMinor: 5n, isExact: true }
 */
export function isoMinorFromStripe(stripeMinor: bigint, currency: string): RescaledAmount {
  return rescaled(stripeMinor, exponentOf(currency) - stripeExponentOf(currency));
}

/**
 * The integer for Stripe's `amount` field from ISO 4217 minor units.
 *
 * @param amountMinor minor units, any sign.
 * @param currency an ISO 4217 code, upper case.
 * @returns the amount; not exact only for fractions of an ariary. It may still need `stripeStep`.
 * @throws {RangeError} for an unknown currency.
 * @example
 * import { stripeMinorFromIso } from "./stripe-exponents.ts";
 * stripeMinorFromIso(5n, "ISK"); // => { amountMinor: 500n, isExact: true }
 */
export function stripeMinorFromIso(amountMinor: bigint, currency: string): RescaledAmount {
  return rescaled(amountMinor, stripeExponentOf(currency) - exponentOf(currency));
}

function rescaled(amount: bigint, byDecimals: number): RescaledAmount {
  if (byDecimals >= 0) return { amountMinor: amount * 10n ** BigInt(byDecimals), isExact: true };
  const divisor = 10n ** BigInt(-byDecimals);
  return { amountMinor: roundedQuotient(amount, divisor), isExact: amount % divisor === 0n };
}
