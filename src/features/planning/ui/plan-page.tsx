import { Lock, Pencil } from "lucide-react";
import { useState } from "react";
import { daysLater } from "../../../kernel/civil.ts";
import { api, inForm, usePages } from "../../../web/api.ts";
import { ComputationCard } from "../../../web/computations/computation-card.tsx";
import { Button } from "../../../web/kit/action/button.tsx";
import { TextLink } from "../../../web/kit/action/text-link.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import { missing } from "../../../web/kit/form/missing.ts";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { Combobox } from "../../../web/kit/input/combobox.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { Notice } from "../../../web/kit/page/notice.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { calendarDayText } from "../../../web/kit/time/time-text.ts";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { Money, moneyText } from "../../../web/kit/value/money.tsx";
import { Stat, Stats } from "../../../web/kit/value/stat.tsx";
import { useParam } from "../../../web/params.ts";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { AllocationChart, LadderChart, ScenarioChart } from "./plan-charts.tsx";
import { PlanDialog } from "./plan-dialog.tsx";
import { CreatorsTable, TiersTable } from "./plan-tables.tsx";
import { perSpentText, planStates, rangeText, shareText, unitsText, type BudgetPlan, type PlanForecast } from "./plan.ts";

function LockDialog({ plan, onClose }: { readonly plan: BudgetPlan; readonly onClose: () => void }) {
  const campaigns = usePages("/v1/campaigns", { query: { archived: "false", limit: 100 } });
  const lock = api.useMutation("post", "/v1/budget-plans/{id}/lock", inForm);
  const form = useForm({
    initial: { campaign_id: undefined as string | undefined },
    submit: ({ campaign_id }) =>
      campaign_id === undefined
        ? missing("campaign_id", "Choose the campaign that carries the plan out.")
        : lock.mutateAsync({ params: { path: { id: plan.id } }, body: { campaign_id } }),
    onDone: () => {
      showDone("The forecast is locked.");
      onClose();
    },
  });
  const choices = (campaigns.rows ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Lock the forecast"
      lead="It never changes from then on, and what the campaign brings is held against it. Lock it before the campaign begins."
    >
      <Form form={form} submitLabel="Lock forecast" onCancel={onClose}>
        <Combobox
          label="Campaign"
          placeholder="Choose a campaign"
          emptyText="No campaign fits."
          choices={choices}
          {...form.field("campaign_id")}
        />
      </Form>
    </Dialog>
  );
}

function PlanStats({ plan, forecast }: { readonly plan: BudgetPlan; readonly forecast: PlanForecast }) {
  const { currency } = plan.budget;
  const source = "lessons of closed reviews, and the plan’s assumptions";
  const at = forecast.worked_out_at;
  const units = (value: number): string => unitsText(value, currency);
  return (
    <Stats>
      <Stat
        label="Spend"
        value={<Money value={forecast.spend} />}
        detail={forecast.unspent.amount === "0" ? "the whole budget" : `${moneyText(forecast.unspent)} is kept`}
        explanation={{ formula: plan.formulas["spend"], source, at }}
      />
      <Stat
        label="Revenue it may bring"
        value={units(forecast.revenue.middle)}
        detail={rangeText(forecast.revenue, units)}
        explanation={{ formula: plan.formulas["interval"], source, at, interval: `80 %: ${rangeText(forecast.revenue, units)}` }}
      />
      <Stat
        label="Chance of a loss"
        value={shareText(forecast.loss_chance)}
        detail={forecast.per_spent === null ? "nothing is spent" : `${perSpentText(forecast.per_spent.middle)} back per 1 spent`}
        explanation={{ formula: plan.formulas["loss_chance"], source, at }}
      />
      <Stat
        label="The last unit brings"
        value={perSpentText(forecast.marginal)}
        unit="of revenue"
        explanation={{ formula: plan.formulas["marginal"], source, at }}
      />
    </Stats>
  );
}

function Forecast({ plan, forecast }: { readonly plan: BudgetPlan; readonly forecast: PlanForecast }) {
  return (
    <>
      {forecast.limits.length > 0 && (
        <Notice tone="warn" title="A limit keeps money back">
          {forecast.limits.map((limit) => (
            <p key={limit}>{limit}</p>
          ))}
        </Notice>
      )}
      <PlanStats plan={plan} forecast={forecast} />
      <AllocationChart plan={plan} forecast={forecast} />
      <Section title="Test, scale or stop?" lead={plan.formulas["stage"]}>
        <CreatorsTable plan={plan} forecast={forecast} />
      </Section>
      <Section title="By size of audience">
        <TiersTable plan={plan} forecast={forecast} />
      </Section>
      {forecast.per_spent !== null && (
        <Section title="How may it come out?" lead={plan.formulas["scenarios"]}>
          <ScenarioChart plan={plan} forecast={forecast} />
        </Section>
      )}
      <Section title="What would more or less money bring?" lead={plan.formulas["response"]}>
        <LadderChart plan={plan} forecast={forecast} />
      </Section>
    </>
  );
}

function LockedNotice({ plan }: { readonly plan: BudgetPlan }) {
  const to = usePaths();
  if (plan.lock === null) return null;
  const { campaign_id: id, campaign_name: name, locked_at: at, sha256, is_late: isLate } = plan.lock;
  return (
    <Notice tone={isLate ? "warn" : "good"} title={isLate ? "Locked after its campaign had begun" : "The forecast is locked"}>
      For <TextLink to={to.campaign(id)}>{name}</TextLink>, <DateTime at={at} />. SHA-256{" "}
      <code className="text-xs break-all">{sha256}</code>.{isLate && " Whoever locked it may have seen the first orders."}
    </Notice>
  );
}

/** One plan: who gets how much, what it may bring, and what it rests on. */
export function PlanPage() {
  const to = usePaths();
  const canWrite = useIsAtLeast("manager");
  const id = useParam("plan");
  const { data: plan } = api.useSuspenseQuery("get", "/v1/budget-plans/{id}", { params: { path: { id } } });
  const [open, setOpen] = useState<"change" | "lock">();
  const close = () => setOpen(undefined);
  const { label, tone } = planStates[plan.state];
  const isOpen = canWrite && plan.lock === null;
  const actions = isOpen && (
    <>
      <Button icon={Pencil} onClick={() => setOpen("change")}>
        Change plan
      </Button>
      {plan.forecast !== null && (
        <Button variant="primary" icon={Lock} onClick={() => setOpen("lock")}>
          Lock forecast
        </Button>
      )}
    </>
  );
  return (
    <>
      <PageHeader
        title={plan.name}
        lead={`${moneyText(plan.budget)}, ${calendarDayText(plan.starts_on)} to ${calendarDayText(daysLater(plan.ends_on, -1))}. Returns are on attributed revenue, which is not what was caused.`}
        crumbs={[{ label: "Planning", to: to.budgetPlans() }]}
        badge={<Badge tone={tone}>{label}</Badge>}
        actions={actions}
      />
      <div className="flex flex-col gap-8">
        <LockedNotice plan={plan} />
        {plan.forecast !== null && <Forecast plan={plan} forecast={plan.forecast} />}
        {plan.forecast === null && plan.computation_id !== null && (
          <ComputationCard id={plan.computation_id} label="Working out the plan">
            {() => null}
          </ComputationCard>
        )}
      </div>
      {open === "change" && <PlanDialog plan={plan} onClose={close} />}
      {open === "lock" && <LockDialog plan={plan} onClose={close} />}
    </>
  );
}
