import { locale } from "./locale.ts";
import { Unknown } from "./money.tsx";

/** A whole number with separators. What is not known is a dash, never a zero. */
export function Count({ value }: { readonly value: number | null | undefined }) {
  if (value === null || value === undefined) return <Unknown />;
  return <span className="whitespace-nowrap">{new Intl.NumberFormat(locale).format(value)}</span>;
}
