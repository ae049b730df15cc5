import { MessageCircleQuestion } from "lucide-react";
import { usePages, type ListRow } from "../../../web/api.ts";
import { ButtonLink } from "../../../web/kit/action/button-link.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { Count } from "../../../web/kit/value/count.tsx";
import { planColumns } from "../../../web/lists/locked-plans.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { stateWords } from "./words.ts";

type Row = ListRow<"/v1/brand-lifts">;

const columns: Column<Row>[] = [
  ...planColumns<Row["state"], Row>("Survey", stateWords),
  { key: "control", head: "Planned control", align: "end", cell: ({ plan }) => <Count value={plan.planned_control} /> },
  { key: "exposed", head: "Planned exposed", align: "end", cell: ({ plan }) => <Count value={plan.planned_exposed} /> },
];

/** Every survey of brand lift. */
export function LiftListPage() {
  const to = usePaths();
  const canPlan = useIsAtLeast("analyst");
  const surveys = usePages("/v1/brand-lifts", {});
  const plan = canPlan && (
    <ButtonLink to={to.newBrandLift()} variant="primary">
      Plan a survey
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title="Brand lift"
        lead="The same questions to people who saw it and to people who did not: what they know, and what the difference can be trusted for."
        crumbs={[{ label: "Experiments", to: to.experiments() }]}
        actions={surveys.rows?.length !== 0 && plan}
      />
      <Table
        {...surveys}
        caption="Surveys"
        columns={columns}
        rowKey={({ id }) => id}
        rowPath={({ id }) => to.brandLift(id)}
        empty={
          <EmptyState title="No surveys yet" icon={MessageCircleQuestion} action={plan}>
            Plan the questions and how each group is found, see how many answers are needed, and lock the plan before the first answer. Then
            enter what was counted.
          </EmptyState>
        }
      />
    </>
  );
}
