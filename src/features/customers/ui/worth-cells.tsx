import { exponentOf } from "../../../kernel/money.ts";
import { Money, Unknown } from "../../../web/kit/value/money.tsx";
import { Ratio } from "../../../web/kit/value/percent.tsx";

/** A modelled amount in whole units, to the cent. */
export function Amount({ value, currency, why }: { readonly value: number | null; readonly currency: string; readonly why: string }) {
  if (value === null) return <Unknown reason={why} />;
  return <Money value={{ amount: BigInt(Math.round(value * 10 ** exponentOf(currency))).toString(), currency }} />;
}

interface Ends {
  readonly low: number | null;
  readonly high: number | null;
}

interface WorthProps {
  readonly value: number | null;
  /** Null: there is none. */
  readonly ends: Ends | null;
  readonly currency: string;
  /** Why there is no value. */
  readonly why: string;
}

/** A modelled amount with its interval of 95 % below. */
export function AmountWithEnds({ value, ends, currency, why }: WorthProps) {
  if (value === null) return <Unknown reason={why} />;
  const [low, high] = [ends?.low ?? null, ends?.high ?? null];
  return (
    <span className="inline-flex flex-col items-end">
      <Amount value={value} currency={currency} why={why} />
      <span className="text-xs text-muted">
        {low === null || high === null ? (
          "no interval"
        ) : (
          <>
            <Amount value={low} currency={currency} why={why} /> to <Amount value={high} currency={currency} why={why} />
          </>
        )}
      </span>
    </span>
  );
}

interface Estimate {
  readonly estimate: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** A share with its interval below. */
export function Interval({ of }: { readonly of: Estimate | null }) {
  if (of === null) return <Unknown reason="there are no customers who could be watched for so long" />;
  return (
    <span className="inline-flex flex-col items-end">
      <Ratio value={of.estimate} />
      <span className="text-xs text-muted">
        {of.low === null ? (
          "nobody yet"
        ) : (
          <>
            <Ratio value={of.low} /> to <Ratio value={of.high} />
          </>
        )}
      </span>
    </span>
  );
}
