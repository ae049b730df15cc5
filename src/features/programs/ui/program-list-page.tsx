import { BadgePercent, Plus } from "lucide-react";
import { useState } from "react";
import { usePages } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { Count } from "../../../web/kit/value/count.tsx";
import { ShelfPicker, useShelf } from "../../../web/pickers/shelf-picker.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { summaryParts } from "./pay-rule-section.tsx";
import { kindLabel, ProgramDialog, type Program } from "./program-dialog.tsx";

const columns: Column<Program>[] = [
  { key: "name", head: "Program", isName: true, cell: (program) => program.name },
  { key: "kind", head: "Kind", cell: (program) => kindLabel(program.kind) },
  {
    key: "pays",
    head: "Pays now",
    cell: (program) => (program.pay_rule === null ? <Badge tone="warn">No pay rule</Badge> : summaryParts(program.pay_rule.summary)[0]),
    canWrap: true,
  },
  { key: "creators", head: "Creators", align: "end", cell: (program) => <Count value={program.creators} /> },
  { key: "since", head: "Since", align: "end", cell: (program) => <DateTime at={program.created_at} isDayOnly /> },
];

/** Every program of the workspace. */
export function ProgramListPage() {
  const to = usePaths();
  const canWrite = useIsAtLeast("manager");
  const shelf = useShelf();
  const programs = usePages("/v1/programs", { query: { archived: shelf.archived } });
  const [isCreating, setCreating] = useState(false);
  const isEmpty = programs.rows?.length === 0 && shelf.archived === "false";
  const create = canWrite && (
    <Button variant="primary" icon={Plus} onClick={() => setCreating(true)}>
      Create program
    </Button>
  );
  const none =
    shelf.archived === "true" ? (
      <EmptyState title="No program has ended" icon={BadgePercent}>
        Ended programs stay here with everything they earned.
      </EmptyState>
    ) : (
      <EmptyState title="No programs yet" icon={BadgePercent} action={create}>
        A program says what is paid and to whom. Create one, write its pay rule, then give its creators links and codes.
      </EmptyState>
    );
  return (
    <>
      <PageHeader title="Programs" lead="What creators are paid for, and how much." actions={!isEmpty && create} />
      {!isEmpty && <ShelfPicker shelf={shelf} inUse="Running" putAway="Ended" />}
      <Table
        {...programs}
        caption="Programs"
        columns={columns}
        rowKey={(program) => program.id}
        rowPath={(program) => to.program(program.id)}
        empty={none}
      />
      {isCreating && <ProgramDialog onClose={() => setCreating(false)} />}
    </>
  );
}
