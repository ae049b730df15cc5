import type { paths } from "../../../web/api.gen.d.ts";
import { BarChart } from "../../../web/charts/bar-chart.tsx";
import { ButtonLink } from "../../../web/kit/action/button-link.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { Unknown } from "../../../web/kit/value/money.tsx";
import { usePaths } from "../../../web/session.ts";
import { estimateText, liftText } from "./words.ts";

/** The newest ranking of a series, as the API gives it. */
export type LatestMarkets = paths["/v1/sales-series/{id}/market-selections/latest"]["get"]["responses"][200]["content"]["application/json"];
type Ranking = NonNullable<LatestMarkets["ranking"]>;
type RankedSet = Ranking["sets"][number];

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const nameOf = ({ regions }: RankedSet): string => regions.join(" + ");
/** As many bars as can be told apart. */
const shown = 8;

/**
 * What the ranking shows, as a sentence without a full stop.
 *
 * @example
 * import { regionsFinding } from "./test-regions.tsx";
 * regionsFinding({ sets: [], asked: { days: 14 } }); // => "No set of regions was found"
 */
export function regionsFinding({ sets, asked }: Pick<Ranking, "sets" | "asked">): string {
  const best = sets.find(({ least_lift: least }) => least !== null);
  if (sets.length === 0) return "No set of regions was found";
  if (best === undefined || best.least_lift === null)
    return `In ${asked.days} days no set shows a lift up to 20 %: treat more regions, or for longer`;
  return `Treating ${nameOf(best)} for ${asked.days} days shows a lift from ${liftText(best.least_lift)} on`;
}

/** The best sets as a chart takes them: how long the bar, the larger the smallest lift that is found. */
export const rankingGroups = ({ sets }: Pick<Ranking, "sets">) =>
  sets.slice(0, shown).map((set) => ({
    key: nameOf(set),
    label: nameOf(set),
    bars: {
      least:
        set.least_lift === null
          ? { value: null, text: "none up to 20 %" }
          : { value: Math.abs(set.least_lift), text: liftText(set.least_lift) },
    },
  }));

/** What the bars stand for. */
export const rankingSeries = [{ key: "least", label: "Smallest lift that is found" }];

function RankingChart({ ranking, seriesName }: { readonly ranking: Ranking; readonly seriesName: string }) {
  return (
    <BarChart
      title={regionsFinding(ranking)}
      unit={`smallest lift that is found in ${percent(ranking.power).replace(".0", "")} of stretches of the history, at p of at most ${ranking.asked.alpha}`}
      source={`series ${seriesName}, ${ranking.history_days} days, ${ranking.regions} regions`}
      series={rankingSeries}
      groups={rankingGroups(ranking)}
      groupHead="Regions"
    />
  );
}

const known = <T,>(value: T | null, text: (value: T) => string) => (value === null ? <Unknown /> : text(value));

const columnsOf = ({ unit, asked }: Ranking): Column<RankedSet>[] => [
  { key: "regions", head: "Regions", isName: true, cell: nameOf },
  {
    key: "least",
    head: "Smallest lift found",
    align: "end",
    cell: ({ least_lift: least }) => (least === null ? "None up to 20 %" : liftText(least)),
    explain: "Lifts of 2 to 20 % are put into every stretch of the history; from this one on all are found in at least 8 of 10.",
  },
  {
    key: "total",
    head: "It would bring",
    align: "end",
    cell: ({ least_total: total }) => known(total, (amount) => estimateText(amount, unit)),
    explain: `That lift of the usual sales of these regions in ${asked.days} days. A campaign that cannot bring so much will not be seen.`,
  },
  {
    key: "holdout",
    head: "Holdout cost",
    align: "end",
    cell: ({ holdout_cost: cost }) => known(cost, (amount) => estimateText(amount, unit)),
    explain: "What the same lift would have brought in all other regions meanwhile: they have to wait until the test is over.",
  },
  {
    key: "share",
    head: "Share of sales",
    align: "end",
    cell: ({ share }) => percent(share),
    explain: "Of the sales of all regions that take part.",
  },
  {
    key: "correlation",
    head: "Correlation",
    align: "end",
    cell: ({ correlation }) => known(correlation, (r) => r.toFixed(2)),
    explain: "Pearson’s, of the mean of these regions with the mean of all others, day by day.",
  },
  {
    key: "noise",
    head: "Lift of nothing",
    align: "end",
    cell: ({ noise }) => known(noise, (size) => `±${percent(size)}`),
    explain: "How large lifts are that show when nothing was done: root mean square over the stretches of the history.",
  },
  {
    key: "alarms",
    head: "False alarms",
    align: "end",
    cell: ({ false_alarms: share }) => percent(share),
    explain: `Of the stretches of the history in which nothing was done, the share that shows an effect at p of at most ${asked.alpha}.`,
  },
];

/** Sets of test regions, the best first, each with a way into a plan. */
export function RankingCard({
  ranking,
  series,
}: {
  readonly ranking: Ranking;
  readonly series: { readonly id: string; readonly name: string };
}) {
  const to = usePaths();
  const flags = [...new Set(ranking.sets.flatMap((set) => set.flags))];
  const plan = (set: RankedSet) => (
    <ButtonLink to={to.newExperiment()} search={{ series: series.id, regions: JSON.stringify(set.regions) }} size="small">
      Plan with these
    </ButtonLink>
  );
  return (
    <Card>
      <div className="flex flex-col gap-4">
        <RankingChart ranking={ranking} seriesName={series.name} />
        <Table
          caption="Sets of test regions"
          columns={columnsOf(ranking)}
          rows={ranking.sets}
          rowKey={nameOf}
          rowActions={plan}
          empty={null}
        />
        <p className="text-sm text-muted">
          {ranking.fitted} sets were fitted{ranking.failed === 0 ? "" : `, ${ranking.failed} could not be`}; these fit best, in the order of
          the mean of three ranks: by the smallest lift, by the lift of nothing, and by the fit. Regions chosen this way are no random
          sample: what they show holds for them. {flags.length === 0 ? "" : `Of some sets: ${flags.join(" ")}`}
        </p>
      </div>
    </Card>
  );
}
