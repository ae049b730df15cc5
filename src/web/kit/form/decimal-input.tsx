import type { ReactNode } from "react";
import type { ControlProps } from "./field.tsx";
import { decimalWords } from "../value/locale.ts";
import { TypedInput } from "./typed-input.tsx";
import { isToShow, typedNumber } from "./typed-number.ts";
import type { Reading } from "./use-typed-text.ts";

interface DecimalInputProps extends ControlProps<number | undefined> {
  readonly min: number;
  readonly max: number;
  /** Behind the number: "points". */
  readonly unit?: ReactNode;
}

const wish = "Write a number in digits, such as 1.5.";

/** A typed number within its bounds, with a decimal point or comma. */
export function decimalOf(text: string, min: number, max: number): Reading<number> {
  const read = typedNumber(text, { canBe: (plain) => Number(plain) >= min && Number(plain) <= max, fault: wish });
  if (read.kind === "fault") return read;
  const value = /^-?\d{1,15}(\.\d{1,7})?$/.test(read.value) ? Number(read.value) : undefined;
  if (value === undefined) return { kind: "fault", fault: wish };
  if (value < min) return { kind: "fault", fault: `${min} is the least.` };
  if (value > max) return { kind: "fault", fault: `${max} is the most.` };
  return { kind: "value", value, ...(isToShow(text, read.value) ? { understood: decimalWords(read.value) } : {}) };
}

/** A number that may have decimals and is neither money nor a share: points, a factor. */
export function DecimalInput({ min, max, ...rest }: DecimalInputProps) {
  return <TypedInput {...rest} inputMode="decimal" write={String} read={(text) => decimalOf(text, min, max)} />;
}
