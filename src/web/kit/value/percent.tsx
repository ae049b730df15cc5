import { percentOfRate } from "./percent-text.ts";
import { locale } from "./locale.ts";
import { Unknown } from "./money.tsx";

/** A rate in [0, 1] given as exact decimal text (`"0.125"`), in percent, without rounding. */
export function Percent({ rate }: { readonly rate: string | null | undefined }) {
  if (rate === null || rate === undefined) return <Unknown />;
  return <span className="whitespace-nowrap">{percentOfRate(rate) ?? rate} %</span>;
}

interface RatioProps {
  /** A computed quotient, such as a conversion rate; null where it is not defined. */
  readonly value: number | null | undefined;
  /** Digits after the point; 1 unless said. */
  readonly digits?: number;
  /** A change: more than nothing has a plus. */
  readonly isSigned?: boolean;
}

/** A computed quotient in percent, rounded for reading. */
export function Ratio({ value, digits = 1, isSigned = false }: RatioProps) {
  if (value === null || value === undefined || !Number.isFinite(value)) return <Unknown reason="not defined" />;
  const text = new Intl.NumberFormat(locale, {
    ...{ minimumFractionDigits: digits, maximumFractionDigits: digits },
    signDisplay: isSigned ? "exceptZero" : "auto",
  })
    .format(value * 100)
    .replace("-", "−");
  return <span className="whitespace-nowrap">{text} %</span>;
}
