import { FlaskConical } from "lucide-react";
import { daysLater } from "../../../kernel/civil.ts";
import { usePages, type ListRow } from "../../../web/api.ts";
import { ButtonLink } from "../../../web/kit/action/button-link.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { calendarDayText } from "../../../web/kit/time/time-text.ts";
import { planColumns } from "../../../web/lists/locked-plans.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { CreatorExperimentList } from "./creator-list.tsx";
import { DoseList } from "./dose-list.tsx";
import { RevealList } from "./reveal-list.tsx";
import { stateWords } from "./words.ts";

type Row = ListRow<"/v1/experiments">;

const columns: Column<Row>[] = [
  ...planColumns<Row["state"], Row>("Experiment", stateWords),
  { key: "regions", head: "Treated regions", align: "end", cell: ({ plan }) => plan.treated.length },
  {
    key: "days",
    head: "Treatment",
    align: "end",
    cell: ({ plan }) => `${calendarDayText(plan.from_on)} to ${calendarDayText(daysLater(plan.to_on, -1))}`,
  },
];

/** Every experiment of the workspace. */
export function ExperimentListPage() {
  const to = usePaths();
  const canPlan = useIsAtLeast("analyst");
  const experiments = usePages("/v1/experiments", {});
  const isEmpty = experiments.rows?.length === 0;
  const plan = canPlan && (
    <ButtonLink to={to.newExperiment()} variant="primary">
      Plan an experiment
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title="Experiments"
        guide="did-my-campaign-cause-sales"
        lead="What would have happened anyway, and what your campaign caused: some regions get it, the others show the rest."
        actions={
          <>
            <ButtonLink to={to.brandLifts()}>Brand lift</ButtonLink>
            {!isEmpty && plan}
          </>
        }
      />
      <Table
        {...experiments}
        caption="Experiments"
        columns={columns}
        rowKey={({ id }) => id}
        rowPath={({ id }) => to.experiment(id)}
        empty={
          <EmptyState title="No experiments yet" icon={FlaskConical} action={plan}>
            Import sales by region and day, choose the regions that get the campaign, and lock a plan before it begins. Afterwards four
            methods say what it caused, with intervals.
          </EmptyState>
        }
      />
      <div className="mt-8">
        <CreatorExperimentList />
      </div>
      <div className="mt-8">
        <DoseList />
      </div>
      <div className="mt-8">
        <RevealList />
      </div>
    </>
  );
}
