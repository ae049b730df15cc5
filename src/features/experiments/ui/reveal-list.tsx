import { useNavigate } from "@tanstack/react-router";
import { TicketPercent } from "lucide-react";
import { useState } from "react";
import { daysLater } from "../../../kernel/civil.ts";
import type { components } from "../../../web/api.gen.d.ts";
import { api } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { calendarDayText } from "../../../web/kit/time/time-text.ts";
import { planColumns } from "../../../web/lists/locked-plans.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { RevealPlanDialog } from "./reveal-dialogs.tsx";
import { stateWords } from "./words.ts";

type Row = components["schemas"]["CodeRevealSummary"];

const columns: Column<Row>[] = [
  ...planColumns<Row["state"], Row>("Experiment", stateWords),
  {
    key: "days",
    head: "Days",
    align: "end",
    cell: ({ plan }) => `${calendarDayText(plan.from_on)} to ${calendarDayText(daysLater(plan.to_on, -1))}`,
  },
];

/** Every experiment in which half of the visitors see a code. */
export function RevealList() {
  const to = usePaths();
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const { data } = api.useQuery("get", "/v1/code-reveals");
  const plan = useIsAtLeast("analyst") && <Button onClick={() => setOpen(true)}>Plan an experiment with a code</Button>;
  return (
    <Section
      title="With a code"
      lead="Does the code bring orders, or only take money off those that come anyway? Half of your visitors see it, by a hash."
      actions={data?.data.length === 0 ? undefined : plan}
    >
      <Table
        caption="Experiments with a code"
        columns={columns}
        rows={data?.data}
        rowKey={({ id }) => id}
        rowPath={({ id }) => to.codeReveal(id)}
        empty={
          <EmptyState title="No experiments with a code yet" icon={TicketPercent} action={plan}>
            Lock a plan, show the code to the half that the hash says, count who comes and who orders, and read the difference with its
            interval.
          </EmptyState>
        }
      />
      <RevealPlanDialog isOpen={isOpen} onClose={() => setOpen(false)} onDone={(id) => void navigate({ to: to.codeReveal(id) })} />
    </Section>
  );
}
