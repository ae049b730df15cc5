import type { ControlProps } from "../form/field.tsx";
import { percentOfRate, rateOfPercent } from "../value/percent-text.ts";
import { TypedInput } from "../form/typed-input.tsx";
import type { Reading } from "../form/use-typed-text.ts";

/** A typed percentage as a rate from 0 to 1 in exact decimal text. */
export function rateTextOf(text: string): Reading<string> {
  const rate = rateOfPercent(text.replace(",", "."));
  if (rate === undefined) return { kind: "fault", fault: "Write a percentage in digits, such as 12.5." };
  const isAtMostAll = rate === "1" || rate.startsWith("0");
  return isAtMostAll ? { kind: "value", value: rate } : { kind: "fault", fault: "100 is the most." };
}

/** A share. Typed in percent, kept as the exact rate text of the API: "0.125" for 12.5 %. */
export function PercentInput(props: ControlProps<string | undefined>) {
  return <TypedInput {...props} inputMode="decimal" unit="%" write={(rate) => percentOfRate(rate) ?? rate} read={rateTextOf} />;
}
