import { Suspense } from "react";
import { CreatorChecklist } from "../../../web/pickers/creator-checklist.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import type { FormState } from "../../../web/kit/form/use-form.ts";
import { DateInput } from "../../../web/kit/input/date-input.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { Skeleton } from "../../../web/kit/page/skeleton.tsx";
import { CampaignSelect } from "./campaign-select.tsx";
import type { PlanDraft } from "./plan-draft.ts";
import { alphas, directions, GateNoteCard, missings, QuestionCard, SeriesCard } from "./plan-parts.tsx";
import { GateCard, RegionFields } from "./sales-cards.tsx";
import { methods, type SalesSeries } from "./words.ts";

const looks = [1, 2, 3, 4, 5].map((count) => ({
  value: String(count),
  label: count === 1 ? "Once, at the end" : `${count}, at equal distances`,
}));
const spendings = [
  { value: "obrien-fleming", label: "Very much (O’Brien and Fleming)" },
  { value: "pocock", label: "As much as late ones (Pocock)" },
] as const;

type DraftForm = FormState<PlanDraft>;

function RuleFields({ form }: { readonly form: DraftForm }) {
  return (
    <Card title="What decides?" lead="Once the plan is locked, this rule alone gives the verdict. All four methods are shown beside it.">
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <DateInput label="First day of treatment" {...form.field("from_on")} />
        <DateInput label="Last day of treatment" {...form.field("last_on")} />
        <Select label="Method that decides" options={methods} {...form.field("method")} />
        <Select label="The hypothesis holds when" options={directions} {...form.field("direction")} />
        <Select label="Certainty" options={alphas} {...form.field("alpha")} />
        <Select
          label="Looks"
          hint="Each look asks for a smaller p, so that looking often does not find what is not there."
          options={looks}
          {...form.field("looks")}
        />
        {form.values.looks !== "1" && <Select label="Early looks ask for" options={spendings} {...form.field("spending")} />}
        <Select label="A day without a row means" options={missings} {...form.field("missing")} />
      </div>
    </Card>
  );
}

/** Whose credit the result is compared with. */
function WorkFields({ form }: { readonly form: DraftForm }) {
  return (
    <Card
      title="Whose work is it?"
      lead="The result can then say what their credit is worth. Keep their posts to the treated regions: all their credit of these days counts as made there."
    >
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <CampaignSelect {...form.field("campaign_id")} />
        <div>
          <CreatorChecklist {...form.field("creator_ids")} />
          <p className="mt-1 text-sm text-muted">Without a choice the creators of the campaign count.</p>
        </div>
      </div>
    </Card>
  );
}

interface PlanFormProps {
  readonly form: DraftForm;
  /** The series that can be chosen; one where it is chosen already. */
  readonly series: readonly SalesSeries[];
  readonly submitLabel: string;
}

/** The form of a plan: the question, the sales, the regions, the days, the rule. */
export function PlanForm({ form, series, submitLabel }: PlanFormProps) {
  const { series_id: seriesId, from_on: fromOn, treated } = form.values;
  const at = treated.map((_, index) => form.errorAt(`/plan/treated/${index}`)).find((error) => error !== undefined);
  return (
    <Form form={form} submitLabel={submitLabel}>
      <QuestionCard
        name={form.field("name")}
        hypothesis={{
          ...form.field("hypothesis"),
          hint: "In a sentence, such as: the posts bring orders that would not have come.",
        }}
        treatment={{ ...form.field("treatment"), label: "What is done in the treated regions", hint: "And not in the others." }}
      />
      <SeriesCard
        series={series}
        value={seriesId}
        onChange={(id) => form.set({ series_id: id, treated: [], left_out: [] })}
        label="Sales by region"
        rows="regions"
      />
      <RuleFields form={form} />
      <Suspense fallback={<Skeleton />}>
        <GateCard seriesId={seriesId} fromOn={fromOn} />
        <RegionFields
          key={seriesId}
          seriesId={seriesId}
          chosen={treated}
          onChange={form.field("treated").onChange}
          error={form.field("treated").error ?? at}
          title="Which regions get the campaign?"
          lead="chosen. The others show what would have been: leave most of the sales there."
          findLabel="Find a region"
        />
      </Suspense>
      <WorkFields form={form} />
      <GateNoteCard field={form.field("gate_note")} />
    </Form>
  );
}
