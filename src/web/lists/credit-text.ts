import { locale } from "../kit/value/locale.ts";

const shortNumber = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });

/** Credited orders: shares of orders add up to no whole number. */
export const creditText = (orders: string): string => shortNumber.format(Number(orders));
