import { parseRate, type Rate } from "../../../kernel/rate.ts";
import { lineBases, type LineBase } from "./pay-base.ts";
import { exchangeBetween, exchangedShare, type ExchangeRate, type UsedRate } from "./pay-exchange.ts";
import { matchingGroup, valueFor } from "./pay-group.ts";
import type { PayOrder, PayProgram } from "./pay-evidence.ts";
import type { PayRule, PayValue } from "./pay-rule.ts";

/** What one line of an order earns, or the whole order where the rule pays by order. */
export interface PayLine {
  /** Null for the whole order. */
  readonly lineId: string | null;
  /** The group that matched, null for the rule's default. */
  readonly groupId: string | null;
  /** The order's lines that the base is made of; refunds of a line are measured against its part. */
  readonly covers: readonly LineBase[];
  /** In the order's currency. */
  readonly baseMinor: bigint;
  readonly value: PayValue;
  /** What the value gives, in `currency`, before any cap. */
  readonly beforeCapMinor: bigint;
  /** What is earned, in `currency`. */
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly exchange: UsedRate | null;
}

/** The priced lines of a decision: those in its currency, and those that could not be brought into it for want of a rate. */
export interface PayAmounts {
  readonly currency: string;
  readonly lines: readonly PayLine[];
  /** Each in its own currency; they earn nothing until a rate is known and the order is decided again. */
  readonly apart: readonly PayLine[];
  /** Whether a rate of exchange was wanted and unknown. */
  readonly isRateUnknown: boolean;
}

/** What earns together: one line, or all of them. */
interface Unit {
  readonly lineId: string | null;
  readonly covers: readonly LineBase[];
  readonly groupId: string | null;
  readonly value: PayValue;
}

/**
 * What each line of an order earns under a program's rule, before any cap.
 *
 * A percentage is in the order's currency and a fixed amount in its own, unless the program names one for all its earnings. Where
 * the lines would then differ they are brought into the order's currency. An unknown rate leaves a line in its own currency and apart:
 * amounts of different currencies are never summed. An order whose base is zero earns nothing, not even a fixed amount; a lead or
 * sign-up earns fixed amounts whatever its base. Rounded once, at the line.
 *
 * @param order the order.
 * @param program the program with its rule.
 * @param rates the rates of exchange in effect on the order's day.
 * @throws {RangeError} when the rule's document holds a rate or an amount that is none.
 */
export function payAmounts(order: PayOrder, program: PayProgram, rates: readonly ExchangeRate[]): PayAmounts {
  const units = unitsOf(order, program.rule);
  const wanted = wantedCurrency(order, program, units);
  const lines = units.map((unit) => pricedUnit(order, unit, wanted, rates));
  const earning = lines.filter((line) => line.value.kind !== "none");
  const reached =
    earning.find((line) => line.currency === wanted) ?? earning.find((line) => line.currency === order.currency) ?? earning[0];
  const currency = reached?.currency ?? wanted;
  const belongs = (line: PayLine): boolean => line.value.kind === "none" || line.currency === currency;
  return {
    currency,
    lines: lines.filter(belongs).map((line) => ({ ...line, currency })),
    apart: lines.filter((line) => !belongs(line)),
    isRateUnknown: earning.some((line) => line.currency !== wanted),
  };
}

function unitsOf(order: PayOrder, rule: PayRule): Unit[] {
  const bases = lineBases(order, rule.base);
  if (rule.level === "order") return [unitOf(order, rule, null, bases)];
  return bases.map((base) => unitOf(order, rule, base.lineId, [base]));
}

function unitOf(order: PayOrder, rule: PayRule, lineId: string | null, covers: readonly LineBase[]): Unit {
  const ids = new Set(covers.map((cover) => cover.lineId));
  const group = matchingGroup(
    rule,
    order,
    order.lines.filter((line) => ids.has(line.lineId)),
  );
  return { lineId, covers, groupId: group?.id ?? null, value: valueFor(group?.values ?? rule.otherwise, order.customer) };
}

function wantedCurrency(order: PayOrder, program: PayProgram, units: readonly Unit[]): string {
  if (program.currency !== null) return program.currency;
  const own = new Set(units.flatMap(({ value }) => (value.kind === "none" ? [] : [ownCurrency(value, order)])));
  const [only] = own;
  return only !== undefined && own.size === 1 ? only : order.currency;
}

const ownCurrency = (value: PayValue, order: PayOrder): string => (value.kind === "fixed" ? value.money.currency : order.currency);

function pricedUnit(order: PayOrder, unit: Unit, wanted: string, rates: readonly ExchangeRate[]): PayLine {
  const { value } = unit;
  const baseMinor = unit.covers.reduce((total, cover) => total + cover.baseMinor, 0n);
  const own = ownCurrency(value, order);
  const exchange = exchangeBetween(rates, own, wanted);
  const currency = exchange === undefined ? own : wanted;
  const earned = earnedIn(order, value, baseMinor);
  const factor = exchange?.factor ?? { num: 1n, den: 1n };
  const amountMinor = exchangedShare({ amountMinor: earned.ofMinor, currency: own }, earned.share, currency, factor);
  return { ...unit, baseMinor, beforeCapMinor: amountMinor, amountMinor, currency, exchange: exchange?.used ?? null };
}

const WHOLE: Rate = { num: 1n, den: 1n };
const NOTHING = { ofMinor: 0n, share: WHOLE };

function earnedIn(order: PayOrder, value: PayValue, baseMinor: bigint): { ofMinor: bigint; share: Rate } {
  if (value.kind === "none" || (order.kind === "order" && baseMinor === 0n)) return NOTHING;
  if (value.kind === "fixed") return { ofMinor: BigInt(value.money.amount), share: WHOLE };
  const share = parseRate(value.rate);
  if (share === undefined) throw new RangeError(`the rule's rate ${value.rate} is not a decimal from 0 to 1`);
  return { ofMinor: baseMinor, share };
}
