import { exponentOf } from "../../../kernel/money.ts";
import { exchanged } from "../../../kernel/rate.ts";
import { splitByWeights } from "../../../kernel/split.ts";
import type { PayLine } from "./pay-amounts.ts";
import { exchangeBetween, type Exchange, type ExchangeRate } from "./pay-exchange.ts";
import { capPeriod } from "./pay-limits.ts";
import type { PayCap } from "./pay-rule.ts";

/** How a cap met a decision; all amounts in the cap's currency. `countedMinor` is null when no rate of exchange was known. */
export interface CapOutcome {
  readonly cap: PayCap;
  readonly fromMs: number | null;
  readonly toMs: number | null;
  readonly usedMinor: bigint;
  readonly countedMinor: bigint | null;
  readonly isClamped: boolean;
}

/** What a cap is applied to and with. */
export interface CapInput {
  readonly cap: PayCap;
  readonly lines: readonly PayLine[];
  /** The lines' currency. */
  readonly currency: string;
  /** What was counted against the cap before in the period, reversals taken off, in the cap's currency. */
  readonly usedMinor: bigint;
  readonly rates: readonly ExchangeRate[];
  /** The order's time, milliseconds since 1970. */
  readonly orderAtMs: number;
  readonly zone: string;
}

/**
 * A decision's lines after a cap: all of them where there is room, else only as much as still fits.
 *
 * What still fits is split over the lines in proportion to what they would have earned, by largest remainder. The cap is measured in
 * its own currency; without a rate of exchange it cannot be, and then nothing is cut and `countedMinor` is null, to be flagged.
 *
 * @param input the cap, the lines, and what was used before.
 * @returns the lines with the amounts that remain, and how the cap met them; counted plus used never exceeds the cap, unless more was
 * used before already.
 */
export function cappedLines(input: CapInput): { lines: readonly PayLine[]; outcome: CapOutcome } {
  const { cap, lines, currency, usedMinor } = input;
  const period = capPeriod(cap, input.orderAtMs, input.zone);
  const bounds = { cap, fromMs: period?.fromMs ?? null, toMs: period?.toMs ?? null, usedMinor };
  const exchange = exchangeBetween(input.rates, currency, cap.money.currency);
  if (exchange === undefined) return { lines, outcome: { ...bounds, countedMinor: null, isClamped: false } };
  const total = lines.reduce((sum, line) => sum + line.amountMinor, 0n);
  const room = BigInt(cap.money.amount) - usedMinor;
  const counted = inCapCurrency(total, currency, cap, exchange);
  if (counted <= room) return { lines, outcome: { ...bounds, countedMinor: counted, isClamped: false } };
  const fitting = room <= 0n ? 0n : largestFitting(room, currency, cap, exchange);
  const parts = splitByWeights(
    fitting,
    lines.map((line) => line.amountMinor),
  );
  const cut = lines.map((line, index) => ({ ...line, amountMinor: parts[index] ?? 0n }));
  return { lines: cut, outcome: { ...bounds, countedMinor: inCapCurrency(fitting, currency, cap, exchange), isClamped: true } };
}

function inCapCurrency(amountMinor: bigint, currency: string, cap: PayCap, { factor }: Exchange): bigint {
  return exchanged({ amountMinor, currency }, cap.money.currency, factor).amountMinor;
}

/** The largest amount whose exact worth in the cap's currency does not exceed the room. */
function largestFitting(room: bigint, currency: string, cap: PayCap, { factor }: Exchange): bigint {
  const top = room * factor.den * 10n ** BigInt(exponentOf(currency));
  return top / (factor.num * 10n ** BigInt(exponentOf(cap.money.currency)));
}
