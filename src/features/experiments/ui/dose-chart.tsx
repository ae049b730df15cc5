import { DotChart } from "../../../web/charts/dots/dot-chart.tsx";
import type { DotRow } from "../../../web/charts/dots/dot-plot.tsx";
import type { DoseAnalysis } from "./dose-words.ts";
import { liftText } from "./words.ts";

/** What is drawn. */
export const doseSeries = [{ key: "change", label: "Change of sales" }];

/** Groups of regions by their dose, as a chart takes them. */
export const doseRows = ({ by_dose: groups }: Pick<DoseAnalysis, "by_dose">): DotRow[] =>
  groups.map(({ dose, change, lower, upper, regions }, at) => ({
    key: String(at),
    label: `${dose.toFixed(1)} × the mean dose (${regions.length} regions)`,
    dots: { change: { value: change, low: lower, high: upper, text: liftText(change) } },
  }));

/** What the chart shows, as a sentence. */
export function doseFinding({ by_dose: groups }: Pick<DoseAnalysis, "by_dose">): string {
  const [least, most] = [groups[0], groups.at(-1)];
  if (least === undefined || most === undefined) return "No regions";
  const more = 100 * (most.change - least.change);
  return `Sales changed by ${Math.abs(more).toFixed(1)} points ${more < 0 ? "less" : "more"} where the dose was largest than where it was least`;
}

/** How sales changed in regions with little and with much of the audience. */
export function DoseChart({ analysis, seriesName }: { readonly analysis: DoseAnalysis; readonly seriesName: string }) {
  return (
    <DotChart
      title={doseFinding(analysis)}
      unit="change of sales from before to the treatment, in percent of what is usual, less that of all regions"
      interval={`${Math.round(100 * analysis.level)} % interval of each group by itself, by Student's t over its regions`}
      source={`series ${seriesName}, ${analysis.regions} regions, ${analysis.days_before} days before and ${analysis.days_treated} days of treatment`}
      series={doseSeries}
      rows={doseRows(analysis)}
      rowHead="Dose by usual sales"
      format={liftText}
    />
  );
}
