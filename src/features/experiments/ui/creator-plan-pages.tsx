import { useNavigate } from "@tanstack/react-router";
import { FileUp } from "lucide-react";
import { Suspense } from "react";
import { api, inForm } from "../../../web/api.ts";
import { ButtonLink } from "../../../web/kit/action/button-link.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import { useForm, type FormState } from "../../../web/kit/form/use-form.ts";
import { DateInput } from "../../../web/kit/input/date-input.tsx";
import { NumberInput } from "../../../web/kit/input/number-input.tsx";
import { RadioCards } from "../../../web/kit/input/radio-cards.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { Skeleton } from "../../../web/kit/page/skeleton.tsx";
import { ChangePlanFrame } from "../../../web/lists/locked-plans.tsx";
import { useParam } from "../../../web/params.ts";
import { usePaths } from "../../../web/session.ts";
import { creatorDraftOf, creatorPlanOf, creatorPointers, emptyCreatorDraft, type CreatorDraft } from "./creator-plan-draft.ts";
import { designs } from "./creator-words.ts";
import { alphas, directions, missings, QuestionCard, SeriesCard } from "./plan-parts.tsx";
import { RecordsButton } from "./records-dialog.tsx";
import { RegionFields } from "./sales-cards.tsx";
import type { SalesSeries } from "./words.ts";

type DraftForm = FormState<CreatorDraft>;

function QuestionFields({ form, isNew }: { readonly form: DraftForm; readonly isNew: boolean }) {
  return (
    <QuestionCard
      name={form.field("name")}
      hypothesis={{
        ...form.field("hypothesis"),
        hint: "In a sentence, such as: a weekly post brings orders that would not have come.",
      }}
      treatment={{
        ...form.field("treatment"),
        label: "What begins for a creator",
        hint: "Such as posts, a better offer, or paid amplification. Not before their day.",
      }}
    >
      {isNew && <RadioCards label="How chance deals out" options={designs} {...form.field("design")} />}
    </QuestionCard>
  );
}

function RuleFields({ form }: { readonly form: DraftForm }) {
  const isStaggered = form.values.design === "staggered_creators";
  return (
    <Card
      title="When, and what decides?"
      lead="Once the plan is locked chance says who begins when, and this rule alone gives the verdict."
    >
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <DateInput label="First day for anybody" {...form.field("from_on")} />
        <NumberInput label="Compared with the time before" unit="weeks" min={2} max={104} {...form.field("history_weeks")} />
        {isStaggered && <NumberInput label="Waves" min={2} max={12} {...form.field("waves")} />}
        {isStaggered && <NumberInput label="From one wave to the next" unit="weeks" min={1} max={12} {...form.field("weeks_between")} />}
        {!isStaggered && <NumberInput label="How long the other waits" unit="weeks" min={1} max={52} {...form.field("weeks")} />}
        <Select label="The hypothesis holds when" options={directions} {...form.field("direction")} />
        <Select label="Certainty" options={alphas} {...form.field("alpha")} />
        <Select label="A day without a row means" options={missings} {...form.field("missing")} />
      </div>
    </Card>
  );
}

interface PlanFormProps {
  readonly form: DraftForm;
  /** The series that can be chosen; one where it is chosen already. */
  readonly series: readonly SalesSeries[];
  readonly isNew: boolean;
}

function CreatorPlanForm({ form, series, isNew }: PlanFormProps) {
  const { series_id: seriesId, creators } = form.values;
  const at = creators.map((_, index) => form.errorAt(`/plan/creators/${index}`)).find((error) => error !== undefined);
  return (
    <Form form={form} submitLabel="Save draft">
      <QuestionFields form={form} isNew={isNew} />
      <SeriesCard
        series={series}
        value={seriesId}
        onChange={(id) => form.set({ series_id: id, creators: [] })}
        label="Series"
        rows="names"
        lead="A series with a row for each creator and day."
      />
      <RuleFields form={form} />
      <Suspense fallback={<Skeleton />}>
        <RegionFields
          key={seriesId}
          seriesId={seriesId}
          chosen={creators}
          onChange={form.field("creators").onChange}
          error={form.field("creators").error ?? at}
          title="Which creators take part?"
          lead="chosen. Chance says for whom it begins when: choose only those who will do as it says."
          findLabel="Find a creator"
        />
      </Suspense>
    </Form>
  );
}

function NewPlan({ series, first }: { readonly series: readonly SalesSeries[]; readonly first: SalesSeries }) {
  const to = usePaths();
  const navigate = useNavigate();
  const create = api.useMutation("post", "/v1/creator-experiments", inForm);
  const form = useForm({
    initial: { ...emptyCreatorDraft, series_id: first.id },
    pointers: creatorPointers,
    submit: (draft) => create.mutateAsync({ body: { name: draft.name, series_id: draft.series_id, plan: creatorPlanOf(draft) } }),
    onDone: ({ id }) => void navigate({ to: to.creatorExperiment(id) }),
  });
  return <CreatorPlanForm form={form} series={series} isNew />;
}

/** Planning an experiment on creators: nothing is decided until the plan is locked. */
export function NewCreatorExperimentPage() {
  const to = usePaths();
  const { data } = api.useSuspenseQuery("get", "/v1/sales-series");
  const [first] = data.data;
  return (
    <>
      <PageHeader
        title="Plan an experiment on creators"
        lead="For posts that reach everywhere, so that no region can be left out: chance says which creators begin when."
        crumbs={[{ label: "Experiments", to: to.experiments() }]}
        actions={
          first !== undefined && (
            <>
              <ButtonLink to={to.newImport()} search={{ kind: "sales" }}>
                Import more
              </ButtonLink>
              <RecordsButton />
            </>
          )
        }
      />
      {first === undefined ? (
        <EmptyState
          title="Sales by creator are needed first"
          icon={FileUp}
          action={
            <>
              <RecordsButton isPrimary />
              <ButtonLink to={to.newImport()} search={{ kind: "sales" }}>
                Import a file
              </ButtonLink>
            </>
          }
        >
          A row for each creator and day: take them from your own orders or clicks, or import a table of creator, date and sales.
        </EmptyState>
      ) : (
        <div className="max-w-4xl">
          <NewPlan series={data.data} first={first} />
        </div>
      )}
    </>
  );
}

/** Changing the draft of a plan on creators. */
export function ChangeCreatorPlanPage() {
  const to = usePaths();
  const navigate = useNavigate();
  const id = useParam("experiment");
  const { data: experiment } = api.useSuspenseQuery("get", "/v1/creator-experiments/{id}", { params: { path: { id } } });
  const { data: series } = api.useSuspenseQuery("get", "/v1/sales-series");
  const change = api.useMutation("put", "/v1/creator-experiments/{id}/plan", inForm);
  const form = useForm({
    initial: creatorDraftOf(experiment),
    pointers: creatorPointers,
    submit: (draft) => change.mutateAsync({ params: { path: { id } }, body: { name: draft.name, plan: creatorPlanOf(draft) } }),
    onDone: () => void navigate({ to: to.creatorExperiment(id) }),
  });
  return (
    <ChangePlanFrame
      crumbs={[
        { label: "Experiments", to: to.experiments() },
        { label: experiment.name, to: to.creatorExperiment(id) },
      ]}
    >
      <CreatorPlanForm form={form} series={series.data.filter((each) => each.id === experiment.series_id)} isNew={false} />
    </ChangePlanFrame>
  );
}
