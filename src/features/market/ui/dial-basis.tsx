import type { components } from "../../../web/api.gen.d.ts";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { Explain } from "../../../web/kit/value/explain.tsx";
import { Explanation } from "../../../web/kit/value/explanation.tsx";
import { locale } from "../../../web/kit/value/locale.ts";
import type { DialWords } from "./dial-words.ts";

export type FittedDial = components["schemas"]["FittedDial"];

const number = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });

/** Between what a dial lies, in its own unit: "90 %: 28 % to 51 %". */
export function intervalText({ interval }: FittedDial, words: DialWords): string | undefined {
  if (interval === null) return undefined;
  const text = (value: number): string => {
    if (words.kind === "share") return `${number.format(value * 100)} %`;
    return value < 100 ? number.format(value) : whole.format(value);
  };
  return `${interval.level * 100} %: ${text(interval.low)} to ${text(interval.high)}`;
}

/** What a dial rests on, beside it: your own rows with their interval, or the ready-made business and why. */
export function DialBasis({ fitted, words }: { readonly fitted: FittedDial; readonly words: DialWords }) {
  const interval = intervalText(fitted, words);
  if (fitted.rows === null)
    return (
      <span className="flex flex-wrap items-center gap-1.5">
        <Badge tone="warn">Ready-made</Badge>
        your data cannot tell
        <Explain of={words.label}>{fitted.text}</Explain>
      </span>
    );
  const { count, of } = fitted.rows;
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      <Badge tone="good">Your data</Badge>
      {interval ?? "counted"}
      <Explain of={words.label}>
        <Explanation formula={fitted.text} source={`${whole.format(count)} ${of}`} interval={interval} />
      </Explain>
    </span>
  );
}
