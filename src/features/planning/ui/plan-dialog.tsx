import { useNavigate } from "@tanstack/react-router";
import { daysLater } from "../../../kernel/civil.ts";
import { api, inForm } from "../../../web/api.ts";
import { DecimalTextInput } from "../../../web/kit/form/decimal-text-input.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import { missing } from "../../../web/kit/form/missing.ts";
import { useForm, type FormState } from "../../../web/kit/form/use-form.ts";
import { DateInput } from "../../../web/kit/input/date-input.tsx";
import { MoneyInput } from "../../../web/kit/input/money-input.tsx";
import { NumberInput } from "../../../web/kit/input/number-input.tsx";
import { PercentInput } from "../../../web/kit/input/percent-input.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { More } from "../../../web/kit/parts/more.tsx";
import { CreatorChecklist } from "../../../web/pickers/creator-checklist.tsx";
import { usePaths, useWorkspace } from "../../../web/session.ts";
import type { BudgetPlan } from "./plan.ts";

interface PlanDialogProps {
  /** The one to change; missing for a new one. */
  readonly plan?: BudgetPlan;
  readonly onClose: () => void;
}

const rates = { gates: ["scale_chance", "stop_chance"], risk: ["most_share", "least_proven_share", "most_loss_chance"] } as const;

type PlanRules = Pick<BudgetPlan, "gates" | "risk" | "assumptions">;

/** What the form begins with; a test's cost has no default, since only the brand knows its prices. */
const defaults: Omit<PlanRules, "gates"> & { readonly gates: Omit<PlanRules["gates"], "test_spend"> & { readonly test_spend: undefined } } =
  {
    gates: { test_spend: undefined, least_cycles: 1, least_return: "1", scale_chance: "0.8", stop_chance: "0.2" },
    risk: { most_share: "0.4", least_proven_share: "0", most_loss_chance: "0.25", least_marginal: "1" },
    assumptions: { newcomer: { estimate: "1", low: "0.3", high: "2.5" }, doubling: "1.6", shared_spread: "0.15", worth: "1" },
  };

interface Values {
  readonly name: string;
  readonly budget: string | undefined;
  readonly starts_on: string;
  /** The last day itself. */
  readonly ends_on: string;
  readonly creator_ids: readonly string[];
  readonly test_spend: string | undefined;
  readonly least_cycles: number | undefined;
  readonly least_return: string;
  readonly scale_chance: string | undefined;
  readonly stop_chance: string | undefined;
  readonly most_share: string | undefined;
  readonly least_proven_share: string | undefined;
  readonly most_loss_chance: string | undefined;
  readonly least_marginal: string;
  readonly estimate: string;
  readonly low: string;
  readonly high: string;
  readonly doubling: string;
  readonly shared_spread: string | undefined;
  readonly worth: string | undefined;
}

function valuesOf(plan: BudgetPlan | undefined): Values {
  const { gates, risk, assumptions } = plan ?? defaults;
  const { newcomer, ...assumed } = assumptions;
  const rules = { ...gates, ...risk, ...newcomer, ...assumed };
  if (plan === undefined) return { name: "", budget: undefined, starts_on: "", ends_on: "", creator_ids: [], ...rules };
  const { name, budget, starts_on, creator_ids } = plan;
  return { name, budget: budget.amount, starts_on, ends_on: daysLater(plan.ends_on, -1), creator_ids, ...rules };
}

const pointers = {
  ...{ test_spend: "/gates/test_spend", least_cycles: "/gates/least_cycles", least_return: "/gates/least_return" },
  ...Object.fromEntries(rates.gates.map((name) => [name, `/gates/${name}`])),
  ...Object.fromEntries([...rates.risk, "least_marginal"].map((name) => [name, `/risk/${name}`])),
  ...Object.fromEntries(["estimate", "low", "high"].map((name) => [name, `/assumptions/newcomer/${name}`])),
  ...Object.fromEntries(["doubling", "shared_spread", "worth"].map((name) => [name, `/assumptions/${name}`])),
};

/** What the API takes; a rate that was emptied goes back to its default there. */
function bodyOf(values: Values, currency: string) {
  const { scale_chance, stop_chance, most_share, least_proven_share, most_loss_chance, shared_spread, worth } = values;
  const { least_return, least_cycles, least_marginal, estimate, low, high, doubling } = values;
  const set = <K extends string>(name: K, value: string | number | undefined) => (value === undefined ? {} : { [name]: value });
  return {
    ...{
      name: values.name,
      budget: { amount: values.budget!, currency },
      starts_on: values.starts_on,
      ends_on: daysLater(values.ends_on, 1),
    },
    creator_ids: [...values.creator_ids],
    gates: {
      ...{ test_spend: values.test_spend!, least_return },
      ...set("least_cycles", least_cycles),
      ...set("scale_chance", scale_chance),
      ...set("stop_chance", stop_chance),
    },
    risk: {
      least_marginal,
      ...set("most_share", most_share),
      ...set("least_proven_share", least_proven_share),
      ...set("most_loss_chance", most_loss_chance),
    },
    assumptions: { newcomer: { estimate, low, high }, doubling, ...set("shared_spread", shared_spread), ...set("worth", worth) },
  };
}

function usePlanForm({ plan, onClose }: PlanDialogProps, currency: string) {
  const to = usePaths();
  const navigate = useNavigate();
  const create = api.useMutation("post", "/v1/budget-plans", inForm);
  const change = api.useMutation("put", "/v1/budget-plans/{id}", inForm);
  return useForm({
    initial: valuesOf(plan),
    submit: (values) => {
      if (values.budget === undefined) return missing("budget", "Write the budget.");
      if (values.starts_on === "") return missing("starts_on", "Choose the first day.");
      if (values.ends_on === "") return missing("ends_on", "Choose the last day.");
      if (values.creator_ids.length === 0) return missing("creator_ids", "Choose at least one creator.");
      if (values.test_spend === undefined) return missing("gates/test_spend", "Write what a test costs at most.");
      const body = bodyOf(values, currency);
      return plan === undefined ? create.mutateAsync({ body }) : change.mutateAsync({ params: { path: { id: plan.id } }, body });
    },
    pointers,
    onDone: (saved) => {
      showDone(`“${saved.name}” is being worked out.`);
      onClose();
      if (plan === undefined) void navigate({ to: to.budgetPlan(saved.id) });
    },
  });
}

type PlanForm = FormState<Values>;

function Rules({ form }: { readonly form: PlanForm }) {
  return (
    <>
      <More label="Gates: when a creator is scaled or stopped">
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <NumberInput label="Campaigns before anything but a test" {...form.field("least_cycles")} />
          <DecimalTextInput label="Revenue per 1 spent to reach" {...form.field("least_return")} />
          <PercentInput label="Scale from this chance on" {...form.field("scale_chance")} />
          <PercentInput label="Stop down to this chance" {...form.field("stop_chance")} />
        </div>
      </More>
      <More label="Limits: how much may be risked">
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <PercentInput label="On one creator at most" {...form.field("most_share")} />
          <PercentInput label="On the proven at least" {...form.field("least_proven_share")} />
          <PercentInput label="Chance of a loss at most" {...form.field("most_loss_chance")} />
          <DecimalTextInput label="The last unit brings at least" {...form.field("least_marginal")} />
        </div>
      </More>
    </>
  );
}

function Assumptions({ form }: { readonly form: PlanForm }) {
  return (
    <More label="Assumptions: what no data say">
      <div className="grid items-start gap-4 sm:grid-cols-3">
        <DecimalTextInput label="A new creator brings" hint="Revenue per 1 spent." {...form.field("estimate")} />
        <DecimalTextInput label="At least" {...form.field("low")} />
        <DecimalTextInput label="At most" hint="80 % interval." {...form.field("high")} />
      </div>
      <div className="grid items-start gap-4 sm:grid-cols-3">
        <DecimalTextInput label="Twice the spend brings" hint="Times; below 2." {...form.field("doubling")} />
        <PercentInput label="All better or worse by" {...form.field("shared_spread")} />
        <PercentInput label="Of revenue counts" hint="100, or your margin rate." {...form.field("worth")} />
      </div>
    </More>
  );
}

/** Plans a budget, or changes a plan that is not locked. */
export function PlanDialog(props: PlanDialogProps) {
  const { plan, onClose } = props;
  const own = useWorkspace().currency;
  const currency = plan?.budget.currency ?? own;
  const form = usePlanForm(props, currency);
  const isNew = plan === undefined;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={isNew ? "Plan a budget" : "Change the plan"}
      lead="It starts from the lessons of closed reviews. Everything it assumes can be changed."
    >
      <Form form={form} submitLabel={isNew ? "Plan budget" : "Work it out again"} onCancel={onClose}>
        <TextInput label="Name" autoComplete="off" {...form.field("name")} />
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <MoneyInput label="Budget" currency={currency} {...form.field("budget")} />
          <MoneyInput label="A test costs at most" hint="Of one creator." currency={currency} {...form.field("test_spend")} />
          <DateInput label="First day" {...form.field("starts_on")} />
          <DateInput label="Last day" {...form.field("ends_on")} />
        </div>
        <CreatorChecklist {...form.field("creator_ids")} />
        <Rules form={form} />
        <Assumptions form={form} />
      </Form>
    </Dialog>
  );
}
