import { Calculator, Sigma } from "lucide-react";
import { useQueryClient } from "@tanstack/react-query";
import { api } from "../../../web/api.ts";
import { ComputationCard } from "../../../web/computations/computation-card.tsx";
import { Button } from "../../../web/kit/action/button.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { KeyValueList } from "../../../web/kit/page/key-value-list.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { Count } from "../../../web/kit/value/count.tsx";
import type { Days } from "../../../web/pickers/period.ts";
import { useSearchText } from "../../../web/search.ts";
import type { Measure } from "./comparison.ts";
import { ModelsChart } from "./models-chart.tsx";
import { ModelsTable } from "./models-table.tsx";
import { ageText, type Modelled, type ModelledResult, type ModelLevel } from "./models.ts";

const levels = [
  { value: "creators", label: "Among creators and channels" },
  { value: "channels", label: "Among channels" },
] as const;

function Journeys({ result }: { readonly result: ModelledResult }) {
  const { orders, journeys, interval, method, built_by: builtBy } = result;
  const shapley =
    method.shapley === null
      ? []
      : [{ label: "Shapley", value: method.shapley === "exact" ? "every order of joining" : "orders of joining drawn" }];
  const drawn =
    interval === null ? [] : [{ label: "Intervals", value: `${interval.method}, ${interval.replicates} samples, seed ${interval.seed}` }];
  return (
    <Card title="What it is made of" lead={builtBy}>
      <KeyValueList
        entries={[
          {
            label: "Orders with a touch",
            value: (
              <>
                <Count value={journeys.orders_with_path} /> of <Count value={orders} />
              </>
            ),
          },
          { label: "Journeys without an order", value: <Count value={journeys.without_order} /> },
          { label: "Of them by persons known", value: <Count value={journeys.of_persons} /> },
          { label: "By browsers of nobody known", value: <Count value={journeys.of_browsers} /> },
          { label: "Single clicks", value: <Count value={journeys.of_single_clicks} /> },
          { label: "Visits in no journey", value: <Count value={journeys.loose_visits} /> },
          ...shapley,
          ...drawn,
        ]}
      />
    </Card>
  );
}

function Result({ result, measure, at }: { readonly result: ModelledResult; readonly measure: Measure; readonly at: string }) {
  return (
    <div className="flex flex-col gap-5">
      {result.warnings.length > 0 && (
        <ul className="flex list-disc flex-col gap-1 pl-5 text-sm text-muted">
          {result.warnings.map(({ kind, text }) => (
            <li key={kind}>{text}</li>
          ))}
        </ul>
      )}
      <ModelsChart result={result} measure={measure} workedOutAt={at} />
      <ModelsTable result={result} measure={measure} />
      <Journeys result={result} />
    </div>
  );
}

/** Of which days the newest result is, and how old it is. */
function Age({ newest, days }: { readonly newest: Modelled; readonly days: Days }) {
  const { result, finished_at: at } = newest;
  if (result === null || at === null) return null;
  const isOfThese = result.from === days.from && result.to === days.to;
  return (
    <p className="text-muted">
      {isOfThese ? "Worked out" : `Of other days than chosen above, ${result.from} up to but without ${result.to}; worked out`}{" "}
      {ageText(at, Date.now())}, <DateTime at={at} />.
    </p>
  );
}

interface ModelsSectionProps {
  readonly days: Days;
  readonly currency: string | undefined;
  readonly measure: Measure;
}

function Newest({ newest, ...props }: ModelsSectionProps & { readonly newest: Modelled | null }) {
  if (newest === null)
    return (
      <EmptyState title="Not worked out yet" icon={Sigma}>
        Rules divide by position. These models look at all journeys, those that led to no order too, and ask what would be lost without each
        creator. It takes from seconds to some minutes.
      </EmptyState>
    );
  if (newest.result === null || newest.finished_at === null)
    return (
      <ComputationCard id={newest.computation_id} label="Dividing by data">
        {() => null}
      </ComputationCard>
    );
  return (
    <div className="flex flex-col gap-4">
      <Age newest={newest} days={props.days} />
      <Result result={newest.result} measure={props.measure} at={newest.finished_at} />
    </div>
  );
}

/** What models that learn from journeys say beside the rules, with intervals. */
export function ModelsSection({ days, currency, measure }: ModelsSectionProps) {
  const [chosen, choose] = useSearchText("among");
  const level: NonNullable<ModelLevel> = chosen === "channels" ? "channels" : "creators";
  const asked = { level, ...(currency === undefined ? {} : { currency }) };
  const { data } = api.useSuspenseQuery("get", "/v1/attribution/models", { params: { query: asked } });
  const run = api.useMutation("post", "/v1/attribution/models");
  const queries = useQueryClient();
  const start = () => run.mutate({ body: { ...days, ...asked } }, { onSuccess: () => void queries.invalidateQueries() });
  const isUnderWay = data.newest !== null && ["waiting", "running"].includes(data.newest.state);
  return (
    <Section
      title="What the data says"
      lead="Markov and Shapley learn from journeys what each creator adds. Like every model they say who was there, not who caused it: that an experiment says."
      actions={
        <>
          <Select
            label="Among whom"
            isLabelHidden
            options={levels}
            value={level}
            onChange={(next) => choose(next === "creators" ? undefined : next)}
          />
          <Button icon={Calculator} isBusy={run.isPending} isDisabled={isUnderWay} onClick={start}>
            Work it out for these days
          </Button>
        </>
      }
    >
      <Newest newest={data.newest} days={days} currency={currency} measure={measure} />
    </Section>
  );
}
