import type { ReactNode } from "react";
import { Money, Unknown } from "../../../web/kit/value/money.tsx";
import { Ratio } from "../../../web/kit/value/percent.tsx";
import { Ends, WithInterval } from "../../../web/lists/with-interval.tsx";
import type { CampaignReturn, CreatorHorizon, HorizonReturn } from "./campaign.ts";

const noReturn = "no cost is known, or a currency has no rate of exchange";

const percent = (value: number) => <Ratio value={value} digits={0} />;
const twoDigits = (value: number) => value.toFixed(2).replace("-", "−");

/** The return in percent with its interval below. */
export function RoiCell({ of }: { readonly of: CreatorHorizon }) {
  if (of.roi === null) return <Unknown reason={noReturn} />;
  const { interval } = of;
  return (
    <WithInterval
      interval={interval === null ? "only commissions known" : <Ends low={interval.low} high={interval.high} shown={percent} />}
    >
      {percent(Number(of.roi))}
    </WithInterval>
  );
}

/** What came back for one unit spent, with its interval below. */
export function PerSpentCell({ of }: { readonly of: CreatorHorizon }) {
  if (of.revenue_per_spent === null) return <Unknown reason={noReturn} />;
  const ends = of.interval?.per_spent;
  return (
    <WithInterval interval={ends !== undefined && <Ends low={ends.low} high={ends.high} shown={twoDigits} />}>
      {twoDigits(Number(of.revenue_per_spent))}
    </WithInterval>
  );
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

const notStated = "nobody has stated what the campaign caused over this span";

/** What the campaign is said to have caused, with its interval below. */
export function CausedCell({ of }: { readonly of: HorizonReturn }) {
  const stated = of.incremental;
  if (stated === null) return <Unknown reason={notStated} />;
  const ends = (
    <>
      <Money value={stated.low} /> to <Money value={stated.high} />
    </>
  );
  return (
    <WithInterval interval={ends}>
      <Money value={stated.revenue} />
    </WithInterval>
  );
}

/** The return on what the campaign is said to have caused. */
export function CausedRoiCell({ of }: { readonly of: HorizonReturn }) {
  const stated = of.incremental;
  if (stated === null || stated.roi === null) return <Unknown reason={stated === null ? notStated : noReturn} />;
  return (
    <WithInterval interval={<Ends low={stated.roi_low} high={stated.roi_high} shown={percent} />}>
      {percent(Number(stated.roi))}
    </WithInterval>
  );
}

/** What the campaign is said to have caused for one unit spent. */
export function CausedPerSpentCell({ of }: { readonly of: HorizonReturn }) {
  const stated = of.incremental;
  if (stated === null || stated.revenue_per_spent === null) return <Unknown reason={stated === null ? notStated : noReturn} />;
  return (
    <WithInterval interval={<Ends low={stated.per_spent_low} high={stated.per_spent_high} shown={twoDigits} />}>
      {twoDigits(Number(stated.revenue_per_spent))}
    </WithInterval>
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

/** How sure the finding is, for the line below it; undefined where no interval is known. */
export function returnInterval({ horizons }: Pick<CampaignReturn, "horizons">): string | undefined {
  const { interval } = horizonOf(horizons, "campaign");
  if (interval === null) return undefined;
  const { low, high } = interval.per_spent;
  const ends = high === null ? `${twoDigits(Number(low))} or more` : `${twoDigits(Number(low))} to ${twoDigits(Number(high))}`;
  return `${Math.round(100 * Number(interval.level))} % interval of what came back for 1 spent in the campaign’s days: ${ends}`;
}

/** The finding in one sentence: what came back for what was spent. */
export function returnFinding({ horizons }: Pick<CampaignReturn, "horizons">): string {
  const { revenue_per_spent: per, interval, is_over: isOver } = horizonOf(horizons, "campaign");
  if (per === null) return "What came back for the cost is not known yet";
  const certain = interval !== null && (Number(interval.low) > 0 || (interval.high !== null && Number(interval.high) < 0));
  const sure = certain ? "" : ", which chance alone could turn around";
  return `The campaign’s days ${isOver ? "brought" : "have brought"} ${Number(per).toFixed(2)} back for every 1 spent${sure}`;
}
