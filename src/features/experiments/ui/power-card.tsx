import { api } from "../../../web/api.ts";
import type { Column } from "../../../web/kit/table/column.ts";
import { tableFile } from "../../../web/kit/table/table-file.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { useParam } from "../../../web/params.ts";
import { Flags, PowerBars, PowerStudyCard } from "./experiment-parts.tsx";
import { estimateText, liftText, type Experiment } from "./words.ts";

type Power = NonNullable<Experiment["power"]>;
type Duration = Power["durations"][number];

const percent = (share: number): string => `${Math.round(100 * share)} %`;

const columnsOf = (unit: string): Column<Duration>[] => [
  { key: "days", head: "Days of treatment", cell: ({ days }) => days },
  {
    key: "least",
    head: "Smallest lift that is found",
    align: "end",
    cell: ({ least_lift: least }) => (least === null ? "None up to 20 %" : liftText(least)),
  },
  {
    key: "total",
    head: "It would bring",
    align: "end",
    cell: ({ least_total: total }) => (total === null ? "–" : estimateText(total, unit)),
  },
  { key: "alarms", head: "False alarms", align: "end", cell: ({ false_alarms: share }) => percent(share) },
  { key: "windows", head: "Stretches side by side", align: "end", cell: ({ windows }) => windows },
];

/** The finding of a study, as a sentence. */
function findingOf({ least_lift: least, days }: Duration, { power, unit }: Power, total: number | null): string {
  if (least === null) return `In ${days} days no lift up to 20 % is found often enough: treat more regions, or for longer`;
  const size = total === null ? "" : `, ${estimateText(total, unit)} in all`;
  return `In ${days} days a lift of ${liftText(least)}${size} is found in at least ${percent(power)} of cases`;
}

function Curve({ power, planned, seriesName }: { readonly power: Power; readonly planned: Duration; readonly seriesName: string }) {
  return (
    <PowerBars
      title={findingOf(planned, power, planned.least_total)}
      unit={`share of stretches of the history in which the lift is found, at p of at most ${power.alpha}`}
      source={`series ${seriesName}, ${power.history_days} days before treatment`}
      cells={planned.cells}
    />
  );
}

function Study({ power, seriesName }: { readonly power: Power; readonly seriesName: string }) {
  const id = useParam("experiment");
  const planned = power.durations.find(({ days }) => days === power.planned_days);
  const flags = [...new Set(power.durations.filter(({ days }) => days === power.planned_days).flatMap((each) => each.flags))];
  return (
    <div className="flex flex-col gap-4">
      {planned !== undefined && <Curve power={power} planned={planned} seriesName={seriesName} />}
      <Table
        caption="Power by length of treatment"
        columns={columnsOf(power.unit)}
        rows={power.durations}
        rowKey={({ days }) => String(days)}
        file={tableFile("/v1/experiments/{id}", { path: { id }, table: "power" })}
        empty={null}
        isGrid
      />
      <Flags sentences={[...flags, ...(power.note === "" ? [] : [power.note])]} />
    </div>
  );
}

/** How large an effect a plan would find, before money is spent. */
export function PowerCard({ experiment }: { readonly experiment: Experiment }) {
  const study = api.useMutation("post", "/v1/experiments/{id}/power-studies");
  const { id, power, series_name: seriesName } = experiment;
  return (
    <PowerStudyCard
      experiment={experiment}
      onAsk={() => study.mutate({ params: { path: { id } } })}
      isBusy={study.isPending}
      how="Effects of 2 to 20 % are put into every stretch of your own history, and it is counted how often they are found."
    >
      {power !== null && <Study power={power} seriesName={seriesName} />}
    </PowerStudyCard>
  );
}
