import { exponentOf, formatMajor, isCurrency } from "../../../kernel/money.ts";
import { locale } from "./locale.ts";

/** Money as the API gives it: whole minor units as text, and the currency. */
export interface MoneyValue {
  readonly amount: string;
  readonly currency: string;
}

type ExactText = Parameters<Intl.NumberFormat["format"]>[0];

/**
 * An amount as people write it, exactly: the decimal text goes into the formatter as it is, never through a floating-point number.
 * @param sign "always" puts a plus before what is gained: for ledger lines and differences
 */
export function moneyText(money: MoneyValue, sign: "auto" | "always" = "auto"): string {
  const { amount, currency } = money;
  if (!isCurrency(currency)) return `${amount} minor units of ${currency}`;
  const digits = exponentOf(currency);
  const signDisplay = sign === "always" ? "exceptZero" : "auto";
  const format = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay,
  });
  return format.format(formatMajor(BigInt(amount), currency) as ExactText).replace("-", "−");
}

interface MoneyProps {
  readonly value: MoneyValue | null | undefined;
  readonly sign?: "auto" | "always";
}

/** An amount. What is not known is a dash that says so, never a zero. */
export function Money({ value, sign = "auto" }: MoneyProps) {
  if (value === null || value === undefined) return <Unknown />;
  return <span className="whitespace-nowrap">{moneyText(value, sign)}</span>;
}

interface MoneyListProps {
  readonly values: readonly MoneyValue[] | null | undefined;
  /** The first is the figure, as in a `Stat`; the others stand below it, smaller. */
  readonly isHeadline?: boolean;
}

/** Amounts of several currencies, one below the other; they are never added up. */
export function MoneyList({ values, isHeadline = false }: MoneyListProps) {
  if (values === null || values === undefined || values.length === 0) return <Unknown />;
  return (
    <span className="inline-flex flex-col">
      {values.map((value, index) => (
        <span
          key={value.currency}
          className={isHeadline && index > 0 ? "text-base leading-tight font-medium tracking-normal text-muted" : ""}
        >
          <Money value={value} />
        </span>
      ))}
    </span>
  );
}

/** The sum of each currency. */
export function MoneySums({ values }: { readonly values: readonly MoneyValue[] }) {
  const sums = new Map<string, bigint>();
  for (const { amount, currency } of values) sums.set(currency, (sums.get(currency) ?? 0n) + BigInt(amount));
  return [...sums].map(([currency, amount]) => (
    <div key={currency}>
      <Money value={{ amount: amount.toString(), currency }} />
    </div>
  ));
}

/** In place of a value that is not known. */
export function Unknown({ reason = "not known" }: { readonly reason?: string }) {
  return (
    <span className="text-muted" title={reason}>
      <span aria-hidden>–</span>
      <span className="sr-only">{reason}</span>
    </span>
  );
}
