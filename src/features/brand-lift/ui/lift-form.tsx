import { Button } from "../../../web/kit/action/button.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import type { FormState } from "../../../web/kit/form/use-form.ts";
import { NumberInput } from "../../../web/kit/input/number-input.tsx";
import { PercentInput } from "../../../web/kit/input/percent-input.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Textarea } from "../../../web/kit/input/textarea.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import type { LiftDraft } from "./lift-draft.ts";
import { assignments } from "./words.ts";

type DraftForm = FormState<LiftDraft>;

const directions = [
  { value: "gain", label: "More answer so" },
  { value: "loss", label: "Fewer answer so" },
  { value: "any", label: "More or fewer" },
] as const;
const alphas = [
  { value: "0.01", label: "At most 1 % false alarms" },
  { value: "0.05", label: "At most 5 % false alarms" },
  { value: "0.1", label: "At most 10 % false alarms" },
];
const mostQuestions = 20;

function QuestionFields({ form }: { readonly form: DraftForm }) {
  const { questions } = form.values;
  const change = (at: number, part: object) =>
    form.set({ questions: questions.map((each, index) => (index === at ? { ...each, ...part } : each)) });
  return (
    <Card title="What is asked?" lead="Both groups get the same questions. The first decides; the others are shown beside it.">
      <div className="flex flex-col gap-4">
        {questions.map((question, at) => (
          <div key={at} className="grid items-start gap-4 sm:grid-cols-2">
            <TextInput
              label={at === 0 ? "Question that decides" : `Question ${at + 1}`}
              value={question.text}
              onChange={(text) => change(at, { text })}
              error={form.errorAt(`/plan/questions/${at}/text`)}
            />
            <TextInput
              label="Answers that count"
              hint={at === 0 ? "Such as: names the brand unasked." : undefined}
              value={question.positive}
              onChange={(positive) => change(at, { positive })}
              error={form.errorAt(`/plan/questions/${at}/positive`)}
            />
          </div>
        ))}
        <div className="flex gap-2">
          {questions.length < mostQuestions && (
            <Button size="small" onClick={() => form.set({ questions: [...questions, { text: "", positive: "" }] })}>
              Add a question
            </Button>
          )}
          {questions.length > 1 && (
            <Button size="small" onClick={() => form.set({ questions: questions.slice(0, -1) })}>
              Remove the last
            </Button>
          )}
        </div>
      </div>
    </Card>
  );
}

function GroupFields({ form }: { readonly form: DraftForm }) {
  return (
    <Card title="Who is asked?" lead="How people come into the groups decides what the difference can be trusted for.">
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Select label="Into the groups they come" options={assignments} {...form.field("assignment")} />
        <TextInput label="What the exposed group saw" {...form.field("exposure")} />
        <TextInput label="How the control group is found" {...form.field("recruitment_control")} />
        <TextInput label="How the exposed group is found" {...form.field("recruitment_exposed")} />
        <NumberInput label="Asked in the control group" min={2} max={10_000_000} unit="people" {...form.field("planned_control")} />
        <NumberInput label="Asked in the exposed group" min={2} max={10_000_000} unit="people" {...form.field("planned_exposed")} />
      </div>
    </Card>
  );
}

function RuleFields({ form }: { readonly form: DraftForm }) {
  return (
    <Card title="What decides?" lead="From these the page says how many answers are needed, before anybody is asked.">
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <PercentInput
          label="Expected share without exposure"
          hint="From an earlier survey, or a careful guess."
          {...form.field("base_rate")}
        />
        <PercentInput label="Smallest difference that matters" hint="In points: 5 means from 20 to 25 %." {...form.field("least_points")} />
        <Select label="The hypothesis holds when" options={directions} {...form.field("direction")} />
        <Select label="Certainty" options={alphas} {...form.field("alpha")} />
      </div>
    </Card>
  );
}

/** The form of a survey's plan. */
export function LiftForm({ form }: { readonly form: DraftForm }) {
  return (
    <Form form={form} submitLabel="Save draft">
      <Card title="What do you want to know?">
        <div className="flex flex-col gap-4">
          <TextInput label="Name" maxLength={200} {...form.field("name")} />
          <Textarea label="Hypothesis" rows={2} {...form.field("hypothesis")} />
        </div>
      </Card>
      <QuestionFields form={form} />
      <GroupFields form={form} />
      <RuleFields form={form} />
    </Form>
  );
}
