import { decimalWords } from "../value/locale.ts";
import type { ControlProps } from "./field.tsx";
import { TypedInput } from "./typed-input.tsx";
import { isToShow, typedNumber } from "./typed-number.ts";
import type { Reading } from "./use-typed-text.ts";

interface DecimalTextInputProps extends ControlProps<string> {
  /** It is counted in whole numbers, so that "1.200" can only be twelve hundred. */
  readonly isWhole?: boolean;
}

/** A typed number as digits with a point before the decimals, exactly as many as were typed. */
export function decimalTextOf(text: string, isWhole: boolean): Reading<string> {
  const read = typedNumber(text, { canBe: (plain) => !isWhole || !plain.includes("."), fault: "Write a number in digits, such as 1.5." });
  if (read.kind === "fault") return read;
  return isToShow(text, read.value) ? { ...read, understood: decimalWords(read.value) } : read;
}

/** A number that is kept as exact decimal text, as the API takes it: hours, a factor, a goal. Empty text is none. */
export function DecimalTextInput({ value, onChange, isWhole = false, ...rest }: DecimalTextInputProps) {
  return (
    <TypedInput
      {...rest}
      inputMode="decimal"
      value={value === "" ? undefined : value}
      onChange={(text) => onChange(text ?? "")}
      write={String}
      read={(text) => decimalTextOf(text, isWhole)}
    />
  );
}
