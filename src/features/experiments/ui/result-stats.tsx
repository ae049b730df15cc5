import { Stat, Stats } from "../../../web/kit/value/stat.tsx";
import { Unknown } from "../../../web/kit/value/money.tsx";
import { endsInAll, endsOfLift, type Ends } from "./whole-effect.ts";
import { endsText, estimateText, liftEndsText, liftText, methodLabel, type GeoAnalysis } from "./words.ts";

interface ResultStatsProps {
  readonly analysis: GeoAnalysis;
  readonly seriesName: string;
  readonly at: string;
}

function returnText(analysis: GeoAnalysis): string {
  const found = analysis.return_on_spend;
  if (found === null) return analysis.return_note;
  const ends = found.lower === null || found.upper === null ? "no interval" : `${found.lower.toFixed(2)} to ${found.upper.toFixed(2)}`;
  return `${ends}; ${estimateText(found.spend, analysis.unit)} more was spent`;
}

/** The numbers that matter, by the method that decides. */
export function ResultStats({ analysis, seriesName, at }: ResultStatsProps) {
  const [decider] = analysis.methods;
  const { unit, return_on_spend: returned } = analysis;
  const source = `Series ${seriesName}, by ${decider === undefined ? "no method" : methodLabel(decider.method).toLowerCase()}`;
  const explained = (formula: string) => ({ formula, source, at });
  if (decider?.kind !== "estimated") return null;
  const inAll: Ends | undefined = decider.interval === null ? undefined : endsInAll(decider, decider.interval);
  const { total, lift } = decider;
  return (
    <Stats>
      <Stat
        label="Caused in all"
        value={estimateText(total, unit)}
        detail={inAll === undefined ? `over ${analysis.days_treated} days` : `${endsText(inAll, unit)}, over ${analysis.days_treated} days`}
        explanation={explained("Observed less expected sales, summed over the treated regions and days of treatment.")}
      />
      <Stat
        label="Lift"
        value={lift === null ? <Unknown /> : liftText(lift)}
        detail={lift === null || inAll === undefined ? "no interval" : liftEndsText(endsOfLift({ total, lift }, inAll))}
        explanation={explained("Caused in all, divided by what was expected without the campaign.")}
      />
      <Stat
        label="Effect a region and day"
        value={estimateText(decider.effect, unit)}
        detail={decider.interval === null ? "no interval" : `${endsText(decider.interval, unit)}, by ${decider.interval_by}`}
        explanation={explained("Caused in all, divided by treated regions and days of treatment.")}
      />
      <Stat
        label="Sales for 1 spent"
        value={returned === null ? <Unknown /> : returned.estimate.toFixed(2)}
        detail={returnText(analysis)}
        explanation={explained("Effect on sales by effect on spend, both by time-based regression; the interval is Fieller's.")}
      />
    </Stats>
  );
}
