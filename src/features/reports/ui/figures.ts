import type { paths } from "../../../web/api.gen.d.ts";
import { moneyText, type MoneyValue } from "../../../web/kit/value/money.tsx";

type Answer<P extends keyof paths> = paths[P] extends { get: { responses: { 200: { content: { "application/json": infer Body } } } } }
  ? Body
  : never;

/** A program's results by creator. */
export type ProgramReport = Answer<"/v1/reports/programs/{id}">;
/** A creator's results by program. */
export type CreatorReport = Answer<"/v1/reports/creators/{id}">;
/** The brand's figures at a glance. */
export type Overview = Answer<"/v1/reports/overview">;
/** What was brought and spent. */
export type Result = ProgramReport["total"];

/** The amount of one currency among several; zero where there is none, because sums of nothing are known. */
export const amountIn = (values: readonly MoneyValue[], currency: string): bigint =>
  BigInt(values.find((value) => value.currency === currency)?.amount ?? "0");

/**
 * An amount in the length of a bar or the height of a line. Pictures are drawn with approximate numbers; the text beside them is exact.
 */
export const sizeOf = (amountMinor: bigint): number => Number(amountMinor);

/** An amount on an axis, without decimals that are zero. */
export const axisMoney =
  (currency: string) =>
  (minor: number): string =>
    moneyText({ amount: BigInt(Math.round(minor)).toString(), currency }).replace(/\.0+$/, "");
