import { Suspense } from "react";
import { CreatorChecklist } from "../../../web/pickers/creator-checklist.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import type { FormState } from "../../../web/kit/form/use-form.ts";
import { DateInput } from "../../../web/kit/input/date-input.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Textarea } from "../../../web/kit/input/textarea.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { Skeleton } from "../../../web/kit/page/skeleton.tsx";
import { CampaignSelect } from "./campaign-select.tsx";
import type { PlanDraft } from "./plan-draft.ts";
import { GateCard, RegionFields } from "./sales-cards.tsx";
import { methods, type SalesSeries } from "./words.ts";

/** What must be seen for a hypothesis to hold. */
export const directions = [
  { value: "gain", label: "More is sold" },
  { value: "loss", label: "Less is sold" },
  { value: "any", label: "More or less" },
] as const;
/** How often a rule may find what is not there. */
export const alphas = [
  { value: "0.05", label: "At most 5 % false alarms" },
  { value: "0.1", label: "At most 10 % false alarms, usual where there are few" },
  { value: "0.2", label: "At most 20 % false alarms" },
];
/** What a day without a row means. */
export const missings = [
  { value: "refused", label: "Not known: ask for it" },
  { value: "zero", label: "Nothing was sold" },
] as const;

const looks = [1, 2, 3, 4, 5].map((count) => ({
  value: String(count),
  label: count === 1 ? "Once, at the end" : `${count}, at equal distances`,
}));
const spendings = [
  { value: "obrien-fleming", label: "Very much (O’Brien and Fleming)" },
  { value: "pocock", label: "As much as late ones (Pocock)" },
] as const;

type DraftForm = FormState<PlanDraft>;

function QuestionFields({ form }: { readonly form: DraftForm }) {
  return (
    <Card title="What do you want to know?">
      <div className="flex flex-col gap-4">
        <TextInput label="Name" maxLength={200} {...form.field("name")} />
        <Textarea
          label="Hypothesis"
          rows={2}
          hint="In a sentence, such as: the posts bring orders that would not have come."
          {...form.field("hypothesis")}
        />
        <Textarea label="What is done in the treated regions" rows={2} hint="And not in the others." {...form.field("treatment")} />
      </div>
    </Card>
  );
}

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
      <QuestionFields form={form} />
      {series.length > 1 && (
        <Card title="On which sales?">
          <Select
            label="Sales by region"
            options={series.map(({ id, name, regions }) => ({ value: id, label: `${name} (${regions} regions)` }))}
            value={seriesId}
            onChange={(id) => form.set({ series_id: id, treated: [], left_out: [] })}
          />
        </Card>
      )}
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
      <Card title="Anything to explain?" lead="Where the sales are not enough, a plan is locked only with a reason.">
        <Textarea label="Why the experiment goes on all the same" isOptional rows={2} {...form.field("gate_note")} />
      </Card>
    </Form>
  );
}
