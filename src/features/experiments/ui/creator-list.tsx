import { Dices } from "lucide-react";
import { daysLater } from "../../../kernel/civil.ts";
import { usePages, type ListRow } from "../../../web/api.ts";
import { ButtonLink } from "../../../web/kit/action/button-link.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { calendarDayText } from "../../../web/kit/time/time-text.ts";
import { planColumns } from "../../../web/lists/locked-plans.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { designLabel } from "./creator-words.ts";
import { stateWords } from "./words.ts";

type Row = ListRow<"/v1/creator-experiments">;

const columns: Column<Row>[] = [
  ...planColumns<Row["state"], Row>("Experiment", stateWords),
  { key: "design", head: "Design", cell: ({ design }) => designLabel(design) },
  { key: "creators", head: "Creators", align: "end", cell: ({ plan }) => plan.creators.length },
  {
    key: "days",
    head: "Days",
    align: "end",
    cell: ({ plan, to_on }) => `${calendarDayText(plan.from_on)} to ${calendarDayText(daysLater(to_on, -1))}`,
  },
];

/** Every experiment on creators of the workspace. */
export function CreatorExperimentList() {
  const to = usePaths();
  const canPlan = useIsAtLeast("analyst");
  const experiments = usePages("/v1/creator-experiments", {});
  const plan = canPlan && <ButtonLink to={to.newCreatorExperiment()}>Plan an experiment on creators</ButtonLink>;
  return (
    <Section
      title="On creators"
      lead="For posts that reach everywhere, so that no region can be left out: chance says which creators begin when."
      actions={experiments.rows?.length === 0 ? undefined : plan}
    >
      <Table
        {...experiments}
        caption="Experiments on creators"
        columns={columns}
        rowKey={({ id }) => id}
        rowPath={({ id }) => to.creatorExperiment(id)}
        empty={
          <EmptyState title="No experiments on creators yet" icon={Dices} action={plan}>
            Creators begin in waves, or one of each pair begins while the other waits. Chance says who, the plan is locked before, and those
            who wait show what would have been.
          </EmptyState>
        }
      />
    </Section>
  );
}
