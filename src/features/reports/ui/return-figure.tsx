import type { ReactNode } from "react";
import type { ExplanationProps } from "../../../web/kit/value/explanation.tsx";
import { Money, Unknown } from "../../../web/kit/value/money.tsx";
import { Ratio } from "../../../web/kit/value/percent.tsx";
import type { Result } from "./figures.ts";

type Return = Result["return"];

const whyNot = {
  nothing_spent: "no cost is known in these days, so there is no return on it",
  rate_missing: "several currencies, and no rate of exchange between them is known",
} as const;

/** The return on what was spent, in percent, or why there is none. */
export function ReturnValue({ of }: { readonly of: Return }) {
  if (of.roi === null) return <Unknown reason={of.why_not === null ? "not defined" : whyNot[of.why_not]} />;
  return <Ratio value={Number(of.roi)} digits={0} />;
}

/** Why there is no return, in a few words. */
export function whyNoReturn(of: Return): string {
  return of.why_not === "rate_missing" ? "No rate between the currencies" : "No cost is known";
}

/** What came back for one unit spent: "3.57". */
export function perSpentText(of: Return): string | undefined {
  return of.revenue_per_spent === null ? undefined : Number(of.revenue_per_spent).toFixed(2);
}

function Rates({ of }: { readonly of: Return }) {
  return of.rates.map((rate) => (
    <div key={`${rate.base} ${rate.quote}`}>
      1 {rate.base} = {rate.rate.replace(/0+$/, "").replace(/\.$/, "")} {rate.quote}, {rate.on}, {rate.source}
    </div>
  ));
}

function Worked({ of }: { readonly of: Return }) {
  if (of.roi === null || of.revenue === null || of.cost === null) return null;
  return (
    <div className="mt-1">
      (<Money value={of.revenue} /> − <Money value={of.cost} />) ÷ <Money value={of.cost} /> = <ReturnValue of={of} />
    </div>
  );
}

const onlyCommissions =
  "Only commissions are known as cost: no fee, product or other cost was entered for these days. The true return may be lower.";

/** How a return came about: formula, numbers put into it, rates, and what is not known. */
export function returnExplanation(
  result: Result,
  frame: { readonly formula: string; readonly source: string; readonly at: string },
): ExplanationProps {
  const { return: back, known_costs } = result;
  const notes: ReactNode[] = [
    ...(back.why_not === null ? [] : [`Not computed: ${whyNot[back.why_not]}.`]),
    ...(known_costs === "commissions_only" && back.roi !== null ? [onlyCommissions] : []),
  ];
  return {
    formula: (
      <>
        {frame.formula}
        <Worked of={back} />
      </>
    ),
    source: frame.source,
    at: frame.at,
    ...(back.rates.length === 0 ? {} : { version: "converted at stated rates", rows: <Rates of={back} /> }),
    ...(notes.length === 0 ? {} : { note: notes.map((note, index) => <p key={index}>{note}</p>) }),
  };
}
