import { LineChart } from "../../../web/charts/line-chart.tsx";
import type { LinePoint } from "../../../web/charts/line-plot.tsx";
import { Notice } from "../../../web/kit/page/notice.tsx";
import { Stat, Stats } from "../../../web/kit/value/stat.tsx";
import { findingOf, wholeText, type Effect, type EffectState, type Series } from "./series-words.ts";

/** Days before the post that are drawn: enough to see the fit. */
const shownBefore = 45;

/** What is drawn. */
export const effectSeries = [
  { key: "observed", label: "Observed" },
  { key: "expected", label: "Expected without the post", isRest: true },
];

/** The days that are drawn. */
export function effectPoints(
  { days }: { readonly days: readonly Effect["days"][number][] },
  fromOn: string,
): Record<"observed" | "expected", LinePoint[]> {
  const first = Math.max(0, days.findIndex(({ on }) => on >= fromOn) - shownBefore);
  const shown = days.slice(first);
  return {
    observed: shown.map(({ on, observed }) => ({ on, value: observed })),
    expected: shown.map(({ on, expected, low, high }) => ({ on, value: expected, low, high })),
  };
}

const signed = (value: number): string => `${value > 0 ? "+" : ""}${wholeText(value)}`;
const percent = (share: number): string => `${share > 0 ? "+" : ""}${Math.round(100 * share)} %`.replace("-", "−");

interface EffectProps {
  readonly state: EffectState;
  readonly effect: Effect;
  readonly series: Pick<Series, "name" | "unit">;
  readonly who: string;
}

const source = ({ name }: Pick<Series, "name">): string => `series ${name}, as imported`;
const model = "Bayesian structural time series of the days before, with a level that may drift and the days of the week";

function EffectStats({ effect, series }: Pick<EffectProps, "effect" | "series">) {
  const { total, relative, expected, chance, known_after: days } = effect;
  const interval = `${Math.round(100 * effect.level)} % interval: ${signed(total.low)} to ${signed(total.high)}`;
  return (
    <Stats>
      <Stat
        label="More than expected"
        value={signed(total.estimate)}
        unit={series.unit}
        detail={interval}
        explanation={{
          formula: "observed − expected, over the days of the window that are known",
          source: source(series),
          interval,
          note: model,
        }}
      />
      <Stat
        label="As a share"
        value={relative === null ? "–" : percent(relative.estimate)}
        {...(relative === null ? {} : { detail: `${percent(relative.low)} to ${percent(relative.high)}` })}
        explanation={{ formula: "observed ÷ expected − 1", source: source(series) }}
      />
      <Stat
        label="Observed"
        value={wholeText(effect.observed)}
        unit={series.unit}
        detail={`expected ${wholeText(expected.low)} to ${wholeText(expected.high)}`}
        explanation={{ formula: `the sum of ${days} days`, source: source(series) }}
      />
      <Stat
        label="By chance alone"
        value={chance < 0.001 ? "below 0.1 %" : `${(100 * chance).toFixed(1)} %`}
        explanation={{ formula: "share of forecasts at least as far out, to that side", source: source(series), note: model }}
      />
    </Stats>
  );
}

/** What to know before believing it. */
function Cautions({ state, effect }: Pick<EffectProps, "state" | "effect">) {
  const names = (posts: EffectState["together"]): string => posts.map(({ name }) => name).join("; ");
  const cautions = [
    ...(state.together.length === 0
      ? []
      : [`The effect is of several posts together: in these days there were also ${names(state.together)}.`]),
    ...(state.still_working.length === 0 ? [] : [`Shortly before there was ${names(state.still_working)}, which may still have worked.`]),
    ...(effect.flags.includes("level-drifts")
      ? ["The series moved by itself before the post more than the forecast allows for: the interval is too narrow."]
      : []),
    ...(effect.missing === 0 ? [] : [`${effect.missing} of the days looked at are missing.`]),
  ];
  if (cautions.length === 0) return null;
  return (
    <Notice tone="neutral" title="Before you believe it">
      {cautions.join(" ")}
    </Notice>
  );
}

/** Observed beside expected, day by day, with what came on top. */
export function EffectCard({ state, effect, series, who }: EffectProps) {
  const together = state.together.length === 0 ? who : `${who} and ${state.together.length} more`;
  return (
    <div className="flex flex-col gap-4">
      <LineChart
        title={findingOf(effect.total, series.unit, { who: together, days: state.days })}
        unit={`${series.unit} a day`}
        interval={`${Math.round(100 * effect.level)} % interval of each day`}
        source={`${source(series)}; expected by a ${model}`}
        series={effectSeries}
        points={effectPoints(effect, state.from_on)}
        format={wholeText}
        isZoomed
        mark={{ on: state.from_on, label: "Posted" }}
      />
      <EffectStats effect={effect} series={series} />
      <Cautions state={state} effect={effect} />
    </div>
  );
}
