import type { ReactNode } from "react";
import type { ControlProps } from "../form/field.tsx";
import { TypedInput } from "../form/typed-input.tsx";
import { isToShow, typedNumber } from "../form/typed-number.ts";
import type { Reading } from "../form/use-typed-text.ts";
import { decimalWords } from "../value/locale.ts";

interface NumberInputProps extends ControlProps<number | undefined> {
  readonly min?: number;
  readonly max?: number;
  /** Behind the number: "days". */
  readonly unit?: ReactNode;
}

const wish = "Write a whole number, in digits.";

/** A typed whole number within its bounds; "10.000" and "10,000" are ten thousand. */
export function wholeNumberOf(text: string, min: number, max: number): Reading<number> {
  const read = typedNumber(text, { canBe: (plain) => !plain.includes("."), fault: wish });
  if (read.kind === "fault") return read;
  const value = /^-?\d{1,15}$/.test(read.value) ? Number(read.value) : undefined;
  if (value === undefined) return { kind: "fault", fault: wish };
  if (value < min) return { kind: "fault", fault: `${min} is the least.` };
  if (value > max) return { kind: "fault", fault: `${max} is the most.` };
  return { kind: "value", value, ...(isToShow(text, read.value) ? { understood: decimalWords(read.value) } : {}) };
}

/** A whole number: days, how many. Money is a `MoneyInput`, a share a `PercentInput`. */
export function NumberInput({ min = 0, max = Number.MAX_SAFE_INTEGER, ...rest }: NumberInputProps) {
  return <TypedInput {...rest} inputMode="numeric" write={String} read={(text) => wholeNumberOf(text, min, max)} />;
}
