import { useNavigate } from "@tanstack/react-router";
import { api, inForm } from "../../../web/api.ts";
import { useRegionSeries } from "./sales-cards.tsx";
import { ButtonLink } from "../../../web/kit/action/button-link.tsx";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { useSearchText } from "../../../web/search.ts";
import { usePaths } from "../../../web/session.ts";
import { SalesNeeded } from "./experiment-parts.tsx";
import { draftPointers, emptyDraft, planOf, draftOf, type PlanDraft } from "./plan-draft.ts";
import { PlanForm } from "./plan-form.tsx";
import type { SalesSeries } from "./words.ts";
import { ChangePlanFrame } from "../../../web/lists/locked-plans.tsx";
import { useParam } from "../../../web/params.ts";

/** The regions that an address names, as a list of JSON; none where it is not one. */
function regionsOf(text: string | undefined): string[] {
  try {
    const found: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(found) ? found.filter((region): region is string => typeof region === "string") : [];
  } catch {
    return [];
  }
}

function NewPlan({ series, first }: { readonly series: readonly SalesSeries[]; readonly first: SalesSeries }) {
  const to = usePaths();
  const navigate = useNavigate();
  const create = api.useMutation("post", "/v1/experiments", inForm);
  const [wanted] = useSearchText("series");
  const [regions] = useSearchText("regions");
  const chosen = series.find(({ id }) => id === wanted);
  const initial: PlanDraft = { ...emptyDraft, series_id: (chosen ?? first).id, treated: chosen === undefined ? [] : regionsOf(regions) };
  const form = useForm({
    initial,

    pointers: draftPointers,
    submit: (draft) => create.mutateAsync({ body: { name: draft.name, series_id: draft.series_id, plan: planOf(draft) } }),
    onDone: ({ id }) => void navigate({ to: to.experiment(id) }),
  });
  return <PlanForm form={form} series={series} submitLabel="Save draft" />;
}

/** Planning an experiment by region: nothing is decided until the plan is locked. */
export function NewExperimentPage() {
  const to = usePaths();
  const series = useRegionSeries();
  const [first] = series;
  return (
    <>
      <PageHeader
        title="Plan an experiment"
        lead="A draft that you can change until you lock it. Lock it before the campaign begins."
        crumbs={[{ label: "Experiments", to: to.experiments() }]}
        actions={
          first !== undefined && (
            <>
              <ButtonLink to={to.newImport()} search={{ kind: "sales" }}>
                Import more sales
              </ButtonLink>
              <ButtonLink to={to.testRegions()}>Find test regions</ButtonLink>
            </>
          )
        }
      />
      {first === undefined ? (
        <SalesNeeded>
          A table with a row for each region and day: region, date, sales, and spend if you know it. At least 25 days and 20 regions.
        </SalesNeeded>
      ) : (
        <div className="max-w-4xl">
          <NewPlan series={series} first={first} />
        </div>
      )}
    </>
  );
}

/** Changing the draft of a plan. */
export function ChangePlanPage() {
  const to = usePaths();
  const navigate = useNavigate();
  const id = useParam("experiment");
  const { data: experiment } = api.useSuspenseQuery("get", "/v1/experiments/{id}", { params: { path: { id } } });
  const { data: series } = api.useSuspenseQuery("get", "/v1/sales-series");
  const change = api.useMutation("put", "/v1/experiments/{id}/plan", inForm);
  const form = useForm({
    initial: draftOf(experiment),
    pointers: draftPointers,
    submit: (draft) => change.mutateAsync({ params: { path: { id } }, body: { name: draft.name, plan: planOf(draft) } }),
    onDone: () => void navigate({ to: to.experiment(id) }),
  });
  return (
    <ChangePlanFrame
      crumbs={[
        { label: "Experiments", to: to.experiments() },
        { label: experiment.name, to: to.experiment(id) },
      ]}
    >
      <PlanForm form={form} series={series.data.filter((each) => each.id === experiment.series_id)} submitLabel="Save draft" />
    </ChangePlanFrame>
  );
}
