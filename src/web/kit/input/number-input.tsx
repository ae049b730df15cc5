import type { ReactNode } from "react";
import type { ControlProps } from "../form/field.tsx";
import { TypedInput } from "../form/typed-input.tsx";
import type { Reading } from "../form/use-typed-text.ts";

interface NumberInputProps extends ControlProps<number | undefined> {
  readonly min?: number;
  readonly max?: number;
  /** Behind the number: "days". */
  readonly unit?: ReactNode;
}

/** A typed whole number within its bounds. */
export function wholeNumberOf(text: string, min: number, max: number): Reading<number> {
  const value = /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
  if (value === undefined) return { kind: "fault", fault: "Write a whole number, in digits." };
  if (value < min) return { kind: "fault", fault: `${min} is the least.` };
  return value > max ? { kind: "fault", fault: `${max} is the most.` } : { kind: "value", value };
}

/** A whole number: days, how many. Money is a `MoneyInput`, a share a `PercentInput`. */
export function NumberInput({ min = 0, max = Number.MAX_SAFE_INTEGER, ...rest }: NumberInputProps) {
  return <TypedInput {...rest} inputMode="numeric" write={String} read={(text) => wholeNumberOf(text, min, max)} />;
}
