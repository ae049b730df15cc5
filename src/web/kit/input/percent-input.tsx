import type { ControlProps } from "../form/field.tsx";
import { decimalWords } from "../value/locale.ts";
import { percentOfRate, rateOfPercent } from "../value/percent-text.ts";
import { TypedInput } from "../form/typed-input.tsx";
import { isToShow, typedNumber } from "../form/typed-number.ts";
import type { Reading } from "../form/use-typed-text.ts";

const wish = "Write a percentage in digits, such as 12.5.";

/** A typed percentage as a rate from 0 to 1 in exact decimal text. */
export function rateTextOf(text: string): Reading<string> {
  const bare = text.replace(/\s*%$/, "");
  const read = typedNumber(bare, { canBe: (plain) => Number(plain) <= 100, fault: wish });
  if (read.kind === "fault") return read;
  const rate = rateOfPercent(read.value);
  if (rate === undefined) return { kind: "fault", fault: wish };
  if (rate !== "1" && !rate.startsWith("0")) return { kind: "fault", fault: "100 is the most." };
  return { kind: "value", value: rate, ...(isToShow(bare, read.value) ? { understood: `${decimalWords(read.value)} %` } : {}) };
}

/** A share. Typed in percent, kept as the exact rate text of the API: "0.125" for 12.5 %. */
export function PercentInput(props: ControlProps<string | undefined>) {
  return <TypedInput {...props} inputMode="decimal" unit="%" write={(rate) => percentOfRate(rate) ?? rate} read={rateTextOf} />;
}
