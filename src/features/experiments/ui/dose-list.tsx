import { MapPinned } from "lucide-react";
import { daysLater } from "../../../kernel/civil.ts";
import type { components } from "../../../web/api.gen.d.ts";
import { api } from "../../../web/api.ts";
import { ButtonLink } from "../../../web/kit/action/button-link.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { calendarDayText } from "../../../web/kit/time/time-text.ts";
import { planColumns } from "../../../web/lists/locked-plans.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { stateWords } from "./words.ts";

type Row = components["schemas"]["DoseExperimentSummary"];

const columns: Column<Row>[] = [
  ...planColumns<Row["state"], Row>("Experiment", stateWords),
  { key: "posts", head: "Posts", align: "end", cell: ({ plan }) => plan.posts.length },
  {
    key: "days",
    head: "Days",
    align: "end",
    cell: ({ plan, from_on }) => `${calendarDayText(from_on)} to ${calendarDayText(daysLater(plan.to_on, -1))}`,
  },
];

/** Every experiment by audience. */
export function DoseList() {
  const to = usePaths();
  const { data } = api.useQuery("get", "/v1/dose-experiments");
  const canPlan = useIsAtLeast("analyst");
  const plan = canPlan && <ButtonLink to={to.newDoseExperiment()}>Plan an experiment by audience</ButtonLink>;
  return (
    <Section
      title="By audience"
      lead="For posts that go everywhere at once: where more of the audience lives, sales must rise more."
      actions={
        <>
          <ButtonLink to={to.audiences()}>Audiences</ButtonLink>
          {data?.data.length === 0 ? undefined : plan}
        </>
      }
    >
      <Table
        caption="Experiments by audience"
        columns={columns}
        rows={data?.data}
        rowKey={({ id }) => id}
        rowPath={({ id }) => to.doseExperiment(id)}
        empty={
          <EmptyState title="No experiments by audience yet" icon={MapPinned} action={plan}>
            Tell where each creator’s audience lives, lock a plan of the posts, and read what a person reached brought from regions that had
            more and less of it.
          </EmptyState>
        }
      />
    </Section>
  );
}
