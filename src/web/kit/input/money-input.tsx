import { exponentOf, formatMajor, isCurrency, parseMajor } from "../../../kernel/money.ts";
import type { ControlProps } from "../form/field.tsx";
import { TypedInput } from "../form/typed-input.tsx";
import { isToShow, typedNumber } from "../form/typed-number.ts";
import type { Reading } from "../form/use-typed-text.ts";
import { locale } from "../value/locale.ts";
import { moneyText } from "../value/money.tsx";

interface MoneyInputProps extends ControlProps<string | undefined> {
  /** ISO 4217; shown behind the amount. */
  readonly currency: string;
}

const faults = {
  not_a_decimal: "Write the amount in digits, such as 1234.50.",
  too_many_decimals: "This currency has fewer decimals.",
  too_large: "This is more than can be kept.",
  unknown_currency: "This currency is not known.",
};

/** A currency's code, sign and name, in small letters: what may stand before or behind its amounts. */
function namesOf(currency: string): Set<string> {
  const shown = (["narrowSymbol", "symbol", "name"] as const).map((currencyDisplay) =>
    new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay })
      .formatToParts(1)
      .filter(({ type }) => type === "currency")
      .map(({ value }) => value.toLowerCase()),
  );
  return new Set([
    currency.toLowerCase(),
    new Intl.DisplayNames([locale], { type: "currency" }).of(currency)!.toLowerCase(),
    ...shown.flat(),
  ]);
}

const sign = String.raw`[\p{Sc}\p{L}]+`;
const framed = new RegExp(String.raw`^([+\-−]?)\s*(${sign})?\s*([+\-−]?[\d.,'’\s]*?)(?:[.,][-–—]+)?\s*(${sign})?$`, "u");
/** Longer is no amount that anybody means, and is not looked at. */
const longest = 64;

/** The digits without the currency beside them; another currency than the field's is a fault. */
function withoutCurrency(text: string, currency: string): Reading<string> {
  const [, minus = "", before, digits = "", after] = (text.length > longest ? null : framed.exec(text)) ?? [];
  const names = namesOf(currency);
  const foreign = [before, after].find((name) => name !== undefined && !names.has(name.toLowerCase()));
  if (foreign !== undefined) return { kind: "fault", fault: `Amounts are in ${currency} here, and "${foreign}" is not.` };
  return digits === "" ? { kind: "fault", fault: faults.not_a_decimal } : { kind: "value", value: minus + digits };
}

/**
 * A typed amount as minor units in text, exactly. "1.200" and "1,200" are twelve hundred where the currency has fewer than three decimals;
 * where it has three they are asked about.
 */
export function minorUnitsOf(text: string, currency: string): Reading<string> {
  if (!isCurrency(currency)) return { kind: "fault", fault: faults.unknown_currency };
  const bare = withoutCurrency(text, currency);
  if (bare.kind === "fault") return bare;
  const canBe = (plain: string) => (plain.split(".")[1] ?? "").length <= exponentOf(currency);
  const read = typedNumber(bare.value, { canBe, fault: faults.not_a_decimal });
  if (read.kind === "fault") return read;
  const parsed = parseMajor(read.value, currency);
  if (parsed.kind === "refused") return { kind: "fault", fault: faults[parsed.reason] };
  const amount = parsed.amountMinor.toString();
  return { kind: "value", value: amount, ...(isToShow(text, read.value) ? { understood: moneyText({ amount, currency }) } : {}) };
}

/** An amount of money. The value is whole minor units as text, as the API takes it: "1234" for 12.34 EUR. It is never a float. */
export function MoneyInput({ currency, ...rest }: MoneyInputProps) {
  return (
    <TypedInput
      {...rest}
      inputMode="decimal"
      unit={currency}
      write={(minor) => formatMajor(BigInt(minor), currency)}
      read={(text) => minorUnitsOf(text, currency)}
    />
  );
}
