import type { ReactNode } from "react";
import type { ControlProps } from "./field.tsx";
import { TypedInput } from "./typed-input.tsx";
import type { Reading } from "./use-typed-text.ts";

interface DecimalInputProps extends ControlProps<number | undefined> {
  readonly min: number;
  readonly max: number;
  /** Behind the number: "points". */
  readonly unit?: ReactNode;
}

/** A typed number within its bounds, with a decimal point or comma. */
export function decimalOf(text: string, min: number, max: number): Reading<number> {
  const value = /^-?\d{1,15}([.,]\d{1,6})?$/.test(text) ? Number(text.replace(",", ".")) : undefined;
  if (value === undefined) return { kind: "fault", fault: "Write a number in digits, such as 1.5." };
  if (value < min) return { kind: "fault", fault: `${min} is the least.` };
  return value > max ? { kind: "fault", fault: `${max} is the most.` } : { kind: "value", value };
}

/** A number that may have decimals and is neither money nor a share: points, a factor. */
export function DecimalInput({ min, max, ...rest }: DecimalInputProps) {
  return <TypedInput {...rest} inputMode="decimal" write={String} read={(text) => decimalOf(text, min, max)} />;
}
