import { api, inForm } from "../../../web/api.ts";
import { useRegionSeries } from "./sales-cards.tsx";
import { ComputationCard } from "../../../web/computations/computation-card.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import { missing } from "../../../web/kit/form/missing.ts";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { NumberInput } from "../../../web/kit/input/number-input.tsx";
import { PercentInput } from "../../../web/kit/input/percent-input.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { Notice } from "../../../web/kit/page/notice.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { useSearchText } from "../../../web/search.ts";
import { usePaths } from "../../../web/session.ts";
import { SalesNeeded } from "./experiment-parts.tsx";
import { RankingCard } from "./test-regions.tsx";
import type { SalesSeries } from "./words.ts";

interface Values {
  readonly days: number | undefined;
  readonly fewest: number | undefined;
  readonly most: number | undefined;
  readonly most_share: string | undefined;
  readonly direction: "gain" | "loss";
  readonly missing: "refused" | "zero";
}

const initial: Values = { days: 28, fewest: 2, most: 4, most_share: "0.5", direction: "gain", missing: "refused" };
/** Sizes that one search tries at most. */
const mostSizes = 6;

function AskForm({ seriesId }: { readonly seriesId: string }) {
  const ask = api.useMutation("post", "/v1/sales-series/{id}/market-selections", inForm);
  const form = useForm({
    initial,
    pointers: { fewest: "/sizes", most: "/sizes/0" },
    submit: async ({ days, fewest, most, most_share, ...rest }) => {
      if (days === undefined) return missing("days", "Say for how many days.");
      if (fewest === undefined || most === undefined) return missing("fewest", "Say how many regions.");
      if (most < fewest || most - fewest >= mostSizes) return missing("most", `From ${fewest} to at most ${fewest + mostSizes - 1}.`);
      const sizes = Array.from({ length: most - fewest + 1 }, (_, at) => fewest + at);
      return ask.mutateAsync({
        params: { path: { id: seriesId } },
        body: { days, sizes, most_share: Number(most_share ?? "0.5"), left_out: [], history_from_on: null, alpha: 0.1, ...rest },
      });
    },
  });
  return (
    <Form form={form} submitLabel="Find test regions">
      <div className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-3">
        <NumberInput label="Days of treatment" min={1} max={365} unit="days" {...form.field("days")} />
        <NumberInput label="Fewest regions" min={1} max={50} {...form.field("fewest")} />
        <NumberInput label="Most regions" min={1} max={50} {...form.field("most")} />
        <PercentInput label="Largest share of sales" hint="The rest shows what would have been." {...form.field("most_share")} />
        <Select
          label="What is expected"
          options={[
            { value: "gain", label: "More is sold" },
            { value: "loss", label: "Less is sold" },
          ]}
          {...form.field("direction")}
        />
        <Select
          label="A day without a row means"
          options={[
            { value: "refused", label: "Not known: ask for it" },
            { value: "zero", label: "Nothing was sold" },
          ]}
          {...form.field("missing")}
        />
      </div>
    </Form>
  );
}

function Latest({ series }: { readonly series: SalesSeries }) {
  const { data: latest } = api.useSuspenseQuery("get", "/v1/sales-series/{id}/market-selections/latest", {
    params: { path: { id: series.id } },
  });
  const { computation_id: id, ranking, note } = latest;
  if (ranking !== null) return <RankingCard ranking={ranking} series={series} />;
  if (note !== "")
    return (
      <Notice tone="warn" title="No regions to propose">
        {note}
      </Notice>
    );
  if (id === null) return null;
  return (
    <ComputationCard key={id} id={id} label="Trying sets of regions">
      {() => null}
    </ComputationCard>
  );
}

function Search({ all, first }: { readonly all: readonly SalesSeries[]; readonly first: SalesSeries }) {
  const [wanted, choose] = useSearchText("series");
  const series = all.find(({ id }) => id === wanted) ?? first;
  const mayAsk = useIsAtLeast("analyst");
  return (
    <div className="flex flex-col gap-5">
      <Card
        title="What is to be found?"
        lead="Each region is put together with those most like it; what they would show is tried on their own history."
      >
        <div className="flex flex-col gap-4">
          {all.length > 1 && (
            <div className="max-w-md">
              <Select
                label="Sales by region"
                options={all.map(({ id, name, regions }) => ({ value: id, label: `${name} (${regions} regions)` }))}
                value={series.id}
                onChange={choose}
              />
            </div>
          )}
          {mayAsk && <AskForm key={series.id} seriesId={series.id} />}
        </div>
      </Card>
      <Latest key={series.id} series={series} />
    </div>
  );
}

/** Which regions to treat, before a plan is made. */
export function TestRegionsPage() {
  const to = usePaths();
  const series = useRegionSeries();
  const [first] = series;
  return (
    <>
      <PageHeader
        title="Find test regions"
        lead="Which regions show the smallest effect, and what it costs that the others wait."
        crumbs={[{ label: "Experiments", to: to.experiments() }]}
      />
      {first === undefined ? (
        <SalesNeeded>A table with a row for each region and day: region, date, sales.</SalesNeeded>
      ) : (
        <Search all={series} first={first} />
      )}
    </>
  );
}
