import { FileUp } from "lucide-react";
import { usePages } from "../../../web/api.ts";
import { ButtonLink } from "../../../web/kit/action/button-link.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { Count } from "../../../web/kit/value/count.tsx";
import { Status } from "../../../web/kit/value/status.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { kindLabel, type Import } from "./import-words.ts";

const isRead = (each: Import) => each.rows !== null;

const columns: Column<Import>[] = [
  { key: "file", head: "File", isName: true, cell: (each) => each.file_name },
  { key: "kind", head: "Holds", cell: (each) => kindLabel(each.kind) },
  { key: "status", head: "Status", cell: (each) => <Status value={each.status} /> },
  { key: "rows", head: "Rows", align: "end", cell: (each) => <Count value={each.rows} /> },
  {
    key: "taken",
    head: "Taken",
    align: "end",
    cell: (each) => <Count value={isRead(each) ? each.taken : null} />,
    explain: "Rows that made or changed something. While a file is only checked: rows that would.",
  },
  { key: "unchanged", head: "Unchanged", align: "end", cell: (each) => <Count value={isRead(each) ? each.unchanged : null} /> },
  { key: "refused", head: "Refused", align: "end", cell: (each) => <Count value={isRead(each) ? each.refused : null} /> },
  { key: "at", head: "Uploaded", align: "end", cell: (each) => <DateTime at={each.created_at} /> },
];

/** Every file that was brought in, and the way to bring in another. */
export function ImportListPage() {
  const to = usePaths();
  const canWrite = useIsAtLeast("manager");
  const imports = usePages("/v1/imports");
  const bring = canWrite && (
    <ButtonLink to={to.newImport()} variant="primary" icon={FileUp}>
      Import a file
    </ButtonLink>
  );
  const isEmpty = imports.rows?.length === 0;
  return (
    <>
      <PageHeader
        title="Import"
        guide="where-may-i-get-data"
        lead="Files that were brought in, and what became of their rows."
        actions={!isEmpty && bring}
      />
      <Table
        {...imports}
        caption="Imports"
        columns={columns}
        rowKey={(each) => each.id}
        rowPath={(each) => to.import(each.id)}
        empty={
          <EmptyState title="Nothing imported yet" icon={FileUp} action={bring}>
            Bring in creators, orders, sales by region, posts, costs and more from a file. You see how each row is read and what is wrong
            with it before anything is written.
          </EmptyState>
        }
      />
    </>
  );
}
