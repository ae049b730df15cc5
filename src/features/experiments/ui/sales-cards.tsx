import { CircleCheck, TriangleAlert } from "lucide-react";
import { api } from "../../../web/api.ts";
import { Card } from "../../../web/kit/page/card.tsx";
import { useState } from "react";
import { Checkbox } from "../../../web/kit/input/checkbox.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { estimateText } from "./words.ts";

/** The series of sales that are told by region, the newest first. */
export function useRegionSeries() {
  const { data } = api.useSuspenseQuery("get", "/v1/sales-series");
  return data.data.filter((each) => each.sold_by === "region");
}

/** Whether the sales are enough to plan on, check by check. */
export function GateCard({ seriesId, fromOn }: { readonly seriesId: string; readonly fromOn: string }) {
  const query = /^\d{4}-\d{2}-\d{2}$/.test(fromOn) ? { from_on: fromOn } : {};
  const { data } = api.useSuspenseQuery("get", "/v1/sales-series/{id}/gate", { params: { path: { id: seriesId }, query } });
  return (
    <Card
      title={data.is_open ? "These sales are enough to plan on" : "These sales are not yet enough"}
      lead="At least 25 days before treatment and 20 regions, without gaps, as the makers of GeoLift ask for."
    >
      <ul className="flex flex-col gap-2">
        {data.checks.map(({ check, is_ok, sentence, examples }) => (
          <li key={check} className="flex gap-2">
            {is_ok ? (
              <CircleCheck aria-label="Fine" className="mt-0.5 size-4 shrink-0 text-good" />
            ) : (
              <TriangleAlert aria-label="Lacking" className="mt-0.5 size-4 shrink-0 text-warn" />
            )}
            <span className="min-w-0">
              {sentence}
              {examples.length > 0 && <span className="block text-sm text-muted">{examples.join(", ")}</span>}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

interface RegionFieldsProps {
  readonly seriesId: string;
  readonly chosen: readonly string[];
  readonly onChange: (chosen: string[]) => void;
  readonly error: string | undefined;
  /** The question. */
  readonly title: string;
  /** Behind how many of how many are chosen: what to heed. */
  readonly lead: string;
  readonly findLabel: string;
}

/** The regions of a series, or whatever its names stand for, to choose from. */
export function RegionFields({ seriesId, chosen: names, onChange, error, title, lead, findLabel }: RegionFieldsProps) {
  const { data } = api.useSuspenseQuery("get", "/v1/sales-series/{id}", { params: { path: { id: seriesId } } });
  const [sought, seek] = useState("");
  const chosen = new Set(names);
  const flip = (region: string, isOn: boolean) =>
    onChange(data.region_list.map((each) => each.region).filter((each) => (each === region ? isOn : chosen.has(each))));
  const shown = data.region_list.filter(({ region }) => region.toLowerCase().includes(sought.trim().toLowerCase()));
  return (
    <Card title={title} lead={`${names.length} of ${data.regions} ${lead}`}>
      <div className="flex flex-col gap-3">
        <div className="max-w-xs">
          <TextInput label={findLabel} type="search" isOptional value={sought} onChange={seek} />
        </div>
        <div className="grid max-h-80 gap-x-4 gap-y-1.5 overflow-y-auto sm:grid-cols-2 lg:grid-cols-3">
          {shown.map(({ region, days, sales }) => (
            <Checkbox
              key={region}
              label={region}
              hint={`${estimateText(Number(sales), data.unit)} in ${days} days`}
              value={chosen.has(region)}
              onChange={(isOn) => flip(region, isOn)}
            />
          ))}
        </div>
        {error !== undefined && <p className="text-bad">{error}</p>}
      </div>
    </Card>
  );
}
