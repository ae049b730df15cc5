import { useNavigate } from "@tanstack/react-router";
import { MapPinned } from "lucide-react";
import { api, inForm } from "../../../web/api.ts";
import { useRegionSeries } from "./sales-cards.tsx";
import { ButtonLink } from "../../../web/kit/action/button-link.tsx";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { ChangePlanFrame } from "../../../web/lists/locked-plans.tsx";
import { useParam } from "../../../web/params.ts";
import { usePaths } from "../../../web/session.ts";
import { doseDraftOf, dosePlanOf, dosePointers, firstDraft } from "./dose-plan-draft.ts";
import { DosePlanForm } from "./dose-plan-form.tsx";
import { SalesNeeded } from "./experiment-parts.tsx";
import type { SalesSeries } from "./words.ts";

function NewPlan({
  series,
  first,
  creatorId,
}: {
  readonly series: readonly SalesSeries[];
  readonly first: SalesSeries;
  readonly creatorId: string;
}) {
  const to = usePaths();
  const navigate = useNavigate();
  const create = api.useMutation("post", "/v1/dose-experiments", inForm);
  const form = useForm({
    initial: firstDraft(first.id, creatorId),
    pointers: dosePointers,
    submit: (draft) => create.mutateAsync({ body: { name: draft.name, series_id: draft.series_id, plan: dosePlanOf(draft) } }),
    onDone: ({ id }) => void navigate({ to: to.doseExperiment(id) }),
  });
  return <DosePlanForm form={form} series={series} />;
}

function AudiencesNeeded() {
  const to = usePaths();
  return (
    <EmptyState
      title="Audiences by region are needed first"
      icon={MapPinned}
      action={
        <ButtonLink to={to.audiences()} variant="primary">
          Tell audiences
        </ButtonLink>
      }
    >
      How much of each creator’s audience lives in which region is the dose: without it nothing can be compared.
    </EmptyState>
  );
}

/** Planning an experiment by audience: nothing is decided until the plan is locked. */
export function NewDosePage() {
  const to = usePaths();
  const series = useRegionSeries();
  const { data: audiences } = api.useSuspenseQuery("get", "/v1/creator-audiences");
  const [[first], [audience]] = [series, audiences.data];
  return (
    <>
      <PageHeader
        title="Plan an experiment by audience"
        lead="For posts that go everywhere at once: where more of the audience lives, sales must rise more."
        crumbs={[{ label: "Experiments", to: to.experiments() }]}
      />
      {first === undefined ? (
        <SalesNeeded>A row for each region and day, from at least 25 days before the first post on.</SalesNeeded>
      ) : audience === undefined ? (
        <AudiencesNeeded />
      ) : (
        <div className="max-w-4xl">
          <NewPlan series={series} first={first} creatorId={audience.creator_id} />
        </div>
      )}
    </>
  );
}

/** Changing the draft of a plan by audience. */
export function ChangeDosePage() {
  const to = usePaths();
  const navigate = useNavigate();
  const id = useParam("experiment");
  const { data: experiment } = api.useSuspenseQuery("get", "/v1/dose-experiments/{id}", { params: { path: { id } } });
  const { data: series } = api.useSuspenseQuery("get", "/v1/sales-series");
  const change = api.useMutation("put", "/v1/dose-experiments/{id}/plan", inForm);
  const form = useForm({
    initial: doseDraftOf(experiment),
    pointers: dosePointers,
    submit: (draft) => change.mutateAsync({ params: { path: { id } }, body: { name: draft.name, plan: dosePlanOf(draft) } }),
    onDone: () => void navigate({ to: to.doseExperiment(id) }),
  });
  return (
    <ChangePlanFrame
      crumbs={[
        { label: "Experiments", to: to.experiments() },
        { label: experiment.name, to: to.doseExperiment(id) },
      ]}
    >
      <DosePlanForm form={form} series={series.data.filter((each) => each.id === experiment.series_id)} />
    </ChangePlanFrame>
  );
}
