import { GraduationCap, Plus, Wallet } from "lucide-react";
import { useState } from "react";
import { daysLater } from "../../../kernel/civil.ts";
import { usePages, type ListRow } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { Day } from "../../../web/kit/time/day.tsx";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { roundedWords } from "../../../web/kit/value/locale.ts";
import { Money } from "../../../web/kit/value/money.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { PlanDialog } from "./plan-dialog.tsx";
import { PlanningTabs } from "./planning-tabs.tsx";

type Plan = ListRow<"/v1/budget-plans">;
type Lesson = ListRow<"/v1/lessons">;

const columns: Column<Plan>[] = [
  { key: "name", head: "Plan", isName: true, cell: ({ name }) => name },
  { key: "budget", head: "Budget", align: "end", isCorner: true, cell: ({ budget }) => <Money value={budget} /> },
  {
    key: "days",
    head: "Days",
    cell: ({ starts_on: from, ends_on: end }) => (
      <>
        <Day on={from} /> to <Day on={daysLater(end, -1)} />
      </>
    ),
  },
  {
    key: "state",
    head: "Forecast",
    cell: ({ is_locked: isLocked }) => <Badge tone={isLocked ? "good" : "accent"}>{isLocked ? "Locked" : "Open"}</Badge>,
  },
  { key: "made", head: "Made", align: "end", cell: ({ created_at: at }) => <DateTime at={at} isDayOnly /> },
];

const number = (text: string): string => roundedWords(text, 2);

const lessonColumns: Column<Lesson>[] = [
  { key: "name", head: "About", isName: true, cell: ({ name }) => name },
  {
    key: "estimate",
    head: "Estimate",
    align: "end",
    isCorner: true,
    cell: ({ estimate, low, high }) => `${number(estimate)} (${number(low)} to ${number(high)})`,
  },
  { key: "cycles", head: "Campaigns or posts", align: "end", cell: ({ cycles }) => cycles },
  { key: "words", head: "In words", canWrap: true, cell: ({ words }) => words },
  { key: "campaign", head: "From", isName: true, cell: ({ campaign_name: name }) => name },
];

function Lessons() {
  const lessons = usePages("/v1/lessons");
  const none = (
    <EmptyState title="No lessons yet" icon={GraduationCap}>
      Close the review of a campaign: what came back for each creator, with its interval, is what the next plan starts from.
    </EmptyState>
  );
  return (
    <Section title="What plans start from" lead="Lessons of closed reviews, the newest first.">
      <Table {...lessons} caption="Lessons" columns={lessonColumns} rowKey={({ id }) => id} empty={none} />
    </Section>
  );
}

/** Plans of the next budget, and what they start from. */
export function PlanListPage() {
  const to = usePaths();
  const canWrite = useIsAtLeast("manager");
  const plans = usePages("/v1/budget-plans");
  const [isPlanning, setPlanning] = useState(false);
  const plan = canWrite && (
    <Button variant="primary" icon={Plus} onClick={() => setPlanning(true)}>
      Plan budget
    </Button>
  );
  const none = (
    <EmptyState title="No plans yet" icon={Wallet} action={plan}>
      Name a budget and the creators it may go to. You get who to test, scale or stop, who gets how much, and what may come back.
    </EmptyState>
  );
  return (
    <>
      <PageHeader
        title="Planning"
        guide="what-may-i-spend-next"
        lead="Who gets how much of the next budget, and what may come back."
        actions={plans.rows?.length !== 0 && plan}
      />
      <PlanningTabs />
      <div className="flex flex-col gap-8">
        <Table {...plans} caption="Plans" columns={columns} rowKey={({ id }) => id} rowPath={({ id }) => to.budgetPlan(id)} empty={none} />
        <Lessons />
      </div>
      {isPlanning && <PlanDialog onClose={() => setPlanning(false)} />}
    </>
  );
}
