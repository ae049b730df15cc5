import type { ReactNode } from "react";
import { Money, Unknown } from "../../../web/kit/value/money.tsx";
import { Ratio } from "../../../web/kit/value/percent.tsx";
import type { CampaignReturn, CreatorHorizon, HorizonReturn } from "./campaign.ts";

const shortNumber = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

/** Credited orders: shares of orders add up to no whole number. */
export const creditText = (orders: string): string => shortNumber.format(Number(orders));

const noReturn = "no cost is known, or a currency has no rate of exchange";

/** The return in percent with its interval below. */
export function RoiCell({ of }: { readonly of: CreatorHorizon }) {
  if (of.roi === null) return <Unknown reason={noReturn} />;
  const high = of.interval?.high;
  return (
    <span className="inline-flex flex-col items-end">
      <span className="font-semibold">
        <Ratio value={Number(of.roi)} digits={0} />
      </span>
      {of.interval === null && <span className="text-xs text-muted">only commissions known</span>}
      {of.interval !== null && (
        <span className="text-xs text-muted">
          <Ratio value={Number(of.interval.low)} digits={0} /> to{" "}
          {high === null || high === undefined ? "no bound" : <Ratio value={Number(high)} digits={0} />}
        </span>
      )}
    </span>
  );
}

/** What came back for one unit spent. */
export function PerSpentCell({ of }: { readonly of: CreatorHorizon }) {
  if (of.revenue_per_spent === null) return <Unknown reason={noReturn} />;
  return Number(of.revenue_per_spent).toFixed(2);
}

/** What is left of the orders before and after the campaign is paid. */
export function MarginCell({ of, part }: { readonly of: CreatorHorizon; readonly part: "amount" | "after_cost" }) {
  const value = of.margin[part];
  if (value !== null) return <Money value={value} />;
  const orders = of.margin.unknown_orders;
  return <Unknown reason={orders > 0 ? `the unit costs of ${orders} orders are not known and no margin rate is stated` : "not known"} />;
}

/** A kind of cost; nothing entered is not known. */
export const kindCell = (kind: string) =>
  function KindCell(of: HorizonReturn): ReactNode {
    const cost = of.costs.find((each) => each.kind === kind);
    return cost === undefined || cost.amount === null ? (
      <Unknown reason="nothing was entered, which does not mean that there was none" />
    ) : (
      <Money value={cost.amount} />
    );
  };

/** The return on what the campaign is said to have caused. */
export function IncrementalCell({ of }: { readonly of: HorizonReturn }) {
  const stated = of.incremental;
  if (stated === null) return <Unknown reason="nobody has stated what the campaign caused over this span" />;
  return (
    <span className="inline-flex flex-col items-end">
      <span>{stated.roi === null ? <Unknown reason={noReturn} /> : <Ratio value={Number(stated.roi)} digits={0} />}</span>
      {stated.roi_low !== null && stated.roi_high !== null && (
        <span className="text-xs text-muted">
          <Ratio value={Number(stated.roi_low)} digits={0} /> to <Ratio value={Number(stated.roi_high)} digits={0} />
        </span>
      )}
      <span className="max-w-40 text-xs whitespace-normal text-muted">{stated.source}</span>
    </span>
  );
}

/** The three spans as screens call them. */
export const horizonWords: { readonly [H in HorizonReturn["horizon"]]: string } = {
  campaign: "Campaign’s days",
  days_90: "90 days",
  lifetime: "Lifetime so far",
};

/** The span of a creator's or a campaign's return. */
export const horizonOf = <H extends { readonly horizon: string }>(horizons: readonly H[], name: HorizonReturn["horizon"]): H =>
  horizons.find((each) => each.horizon === name)!;

/** The finding in one sentence: what came back for what was spent. */
export function returnFinding({ horizons }: Pick<CampaignReturn, "horizons">): string {
  const { revenue_per_spent: per, interval, is_over: isOver } = horizonOf(horizons, "campaign");
  if (per === null) return "What came back for the cost is not known yet";
  const certain = interval !== null && (Number(interval.low) > 0 || (interval.high !== null && Number(interval.high) < 0));
  const sure = certain ? "" : ", which chance alone could turn around";
  return `The campaign’s days ${isOver ? "brought" : "have brought"} ${Number(per).toFixed(2)} back for every 1 spent${sure}`;
}
