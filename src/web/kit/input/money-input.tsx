import { formatMajor, parseMajor } from "../../../kernel/money.ts";
import type { ControlProps } from "../form/field.tsx";
import { TypedInput } from "../form/typed-input.tsx";
import type { Reading } from "../form/use-typed-text.ts";

interface MoneyInputProps extends ControlProps<string | undefined> {
  /** ISO 4217; shown behind the amount. */
  readonly currency: string;
}

const faults = {
  not_a_decimal: "Write the amount with digits and one dot, such as 1234.50.",
  too_many_decimals: "This currency has fewer decimals.",
  too_large: "This is more than can be kept.",
  unknown_currency: "This currency is not known.",
};

/** A comma before one or two digits can only be a decimal comma; before three it may part thousands, and is not guessed at. */
const withPoint = (text: string): string => text.replace(/^(\d+),(\d{1,2})$/, "$1.$2");

/** A typed amount as minor units in text, exactly. */
export function minorUnitsOf(text: string, currency: string): Reading<string> {
  const parsed = parseMajor(withPoint(text), currency);
  return parsed.kind === "amount"
    ? { kind: "value", value: parsed.amountMinor.toString() }
    : { kind: "fault", fault: faults[parsed.reason] };
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
