import { daysLater } from "../../../kernel/civil.ts";
import { api, inForm } from "../../../web/api.ts";
import { Form } from "../../../web/kit/form/form.tsx";
import { useForm, type FormState } from "../../../web/kit/form/use-form.ts";
import { DateInput } from "../../../web/kit/input/date-input.tsx";
import { NumberInput } from "../../../web/kit/input/number-input.tsx";
import { PercentInput } from "../../../web/kit/input/percent-input.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Textarea } from "../../../web/kit/input/textarea.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import type { CodeReveal, RevealPlan } from "./creator-words.ts";
import { alphas } from "./plan-parts.tsx";

interface OpenProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

interface RevealDraft extends Omit<RevealPlan, "to_on" | "expected_rate" | "visitors_a_day"> {
  readonly name: string;
  /** As people say it, the last day included. */
  readonly last_on: string;
  readonly expected_rate: string | undefined;
  readonly visitors_a_day: number | undefined;
}

const empty: RevealDraft = {
  name: "",
  hypothesis: "",
  treatment: "",
  from_on: "",
  last_on: "",
  expected_rate: undefined,
  visitors_a_day: undefined,
  direction: "gain",
  alpha: "0.1",
};

const directions = [
  { value: "gain", label: "Those who see it order more often" },
  { value: "loss", label: "Those who see it order less often" },
  { value: "any", label: "More or less often" },
] as const;

const pointers = {
  ...Object.fromEntries(Object.keys(empty).map((name) => [name, `/plan/${name}`])),
  name: "/name",
  last_on: "/plan/to_on",
};

function draftOf({ name, plan }: Pick<CodeReveal, "name" | "plan">): RevealDraft {
  const { to_on: to, expected_rate: rate, visitors_a_day: visitors, ...rest } = plan;
  return { ...rest, name, last_on: daysLater(to, -1), expected_rate: rate ?? undefined, visitors_a_day: visitors ?? undefined };
}

function bodyOf({ name, last_on: last, expected_rate: rate, visitors_a_day: visitors, ...rest }: RevealDraft) {
  const plan = { ...rest, to_on: last === "" ? "" : daysLater(last, 1), expected_rate: rate ?? null, visitors_a_day: visitors ?? null };
  return { name, plan };
}

function PlanFields({ form }: { readonly form: FormState<RevealDraft> }) {
  return (
    <>
      <TextInput label="Name" maxLength={200} {...form.field("name")} />
      <Textarea
        label="Hypothesis"
        rows={2}
        hint="Such as: the code brings orders that would not have come."
        {...form.field("hypothesis")}
      />
      <Textarea
        label="What half of the visitors see"
        rows={2}
        hint="The code, where it stands, and what it takes off."
        {...form.field("treatment")}
      />
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <DateInput label="First day" {...form.field("from_on")} />
        <DateInput label="Last day" {...form.field("last_on")} />
        <PercentInput
          label="Order without the code"
          hint="Empty: as on your own links lately."
          isOptional
          {...form.field("expected_rate")}
        />
        <NumberInput
          label="Visitors a day"
          hint="Empty: as on your own links lately."
          isOptional
          min={1}
          {...form.field("visitors_a_day")}
        />
        <Select label="The hypothesis holds when" options={directions} {...form.field("direction")} />
        <Select label="Certainty" options={alphas} {...form.field("alpha")} />
      </div>
    </>
  );
}

/** Plans an experiment with a code, or changes its draft. */
export function RevealPlanDialog({
  reveal,
  onDone,
  isOpen,
  onClose,
}: OpenProps & { readonly reveal?: CodeReveal; readonly onDone?: (id: string) => void }) {
  const create = api.useMutation("post", "/v1/code-reveals", inForm);
  const change = api.useMutation("put", "/v1/code-reveals/{id}/plan", inForm);
  const form = useForm({
    initial: reveal === undefined ? empty : draftOf(reveal),
    pointers,
    submit: (draft) => {
      const body = bodyOf(draft);
      return reveal === undefined ? create.mutateAsync({ body }) : change.mutateAsync({ params: { path: { id: reveal.id } }, body });
    },
    onDone: ({ id }) => {
      onClose();
      onDone?.(id);
    },
  });
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={reveal === undefined ? "Plan an experiment with a code" : "Change the plan"} isWide>
      <Form form={form} submitLabel="Save draft">
        <PlanFields form={form} />
      </Form>
    </Dialog>
  );
}

interface CountDraft {
  readonly counted_on: string;
  readonly shown_visitors: number | undefined;
  readonly shown_orders: number | undefined;
  readonly hidden_visitors: number | undefined;
  readonly hidden_orders: number | undefined;
}

/** Says how many came on a day, and how many of them ordered. */
export function CountDialog({ reveal, isOpen, onClose }: OpenProps & { readonly reveal: CodeReveal }) {
  const count = api.useMutation("put", "/v1/code-reveals/{id}/counts", inForm);
  const initial: CountDraft = {
    counted_on: reveal.plan.from_on,
    shown_visitors: undefined,
    shown_orders: undefined,
    hidden_visitors: undefined,
    hidden_orders: undefined,
  };
  const form = useForm({
    initial,
    pointers: {
      counted_on: "/counts/0/counted_on",
      shown_visitors: "/counts/0/visitors",
      shown_orders: "/counts/0/orders",
      hidden_visitors: "/counts/1/visitors",
      hidden_orders: "/counts/1/orders",
    },
    submit: ({ counted_on, ...told }) =>
      count.mutateAsync({
        params: { path: { id: reveal.id } },
        body: {
          counts: [
            { counted_on, is_shown: true, visitors: told.shown_visitors ?? -1, orders: told.shown_orders ?? -1 },
            { counted_on, is_shown: false, visitors: told.hidden_visitors ?? -1, orders: told.hidden_orders ?? -1 },
          ],
        },
      }),
    onDone: onClose,
  });
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title="Count a day"
      lead="People, not visits, and each who ordered once. A day that is there is corrected. Many days at once go over the API."
    >
      <Form form={form} submitLabel="Save">
        <DateInput label="Day" {...form.field("counted_on")} />
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <NumberInput label="Saw the code" unit="visitors" {...form.field("shown_visitors")} />
          <NumberInput label="Of them ordered" {...form.field("shown_orders")} />
          <NumberInput label="Did not see it" unit="visitors" {...form.field("hidden_visitors")} />
          <NumberInput label="Of them ordered" {...form.field("hidden_orders")} />
        </div>
      </Form>
    </Dialog>
  );
}
