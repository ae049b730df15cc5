import { ClipboardList, Plus } from "lucide-react";
import { useState } from "react";
import { api, usePages } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { AccountHandle } from "../../../web/pickers/names.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { ApplicationState, type Application } from "./application-words.tsx";
import { PageDialog } from "./page-dialog.tsx";
import { PagesSection } from "./pages-section.tsx";

const columns: Column<Application>[] = [
  { key: "name", head: "Name", isName: true, cell: (application) => application.name },
  { key: "program", head: "Program", isName: true, cell: (application) => application.program_name },
  { key: "state", head: "State", isCorner: true, cell: ({ state }) => <ApplicationState state={state} /> },
  {
    key: "accounts",
    head: "Accounts",
    canWrap: true,
    cell: ({ accounts }) => (
      <ul className="flex flex-col gap-0.5">
        {accounts.map((account) => (
          <li key={`${account.platform} ${account.handle}`}>
            <AccountHandle account={{ platform: account.platform, handle: account.handle }} />
          </li>
        ))}
      </ul>
    ),
  },
  { key: "at", head: "Applied", cell: ({ applied_at }) => <DateTime at={applied_at} /> },
];

/** Who applied, and the pages on which creators do. */
export function ApplicationsPage() {
  const to = usePaths();
  const canWrite = useIsAtLeast("manager");
  const { data: pages } = api.useSuspenseQuery("get", "/v1/application-pages");
  const applications = usePages("/v1/applications");
  const [isAdding, setAdding] = useState(false);
  const add = canWrite && (
    <Button variant="primary" icon={Plus} onClick={() => setAdding(true)}>
      New page
    </Button>
  );
  const isEmpty = pages.data.length === 0;
  return (
    <>
      <PageHeader
        title="Applications"
        guide="let-creators-apply"
        lead="Creators who come to you by themselves."
        actions={!isEmpty && add}
      />
      <div className="flex flex-col gap-8">
        {isEmpty ? (
          <EmptyState title="No page to apply on yet" icon={ClipboardList} action={add}>
            Open one for a program and share its address. Applicants name their profiles and show with a code in the bio that they are
            theirs; you decide.
          </EmptyState>
        ) : (
          <>
            <Section title="Who applied">
              <Table
                {...applications}
                caption="Applications"
                columns={columns}
                rowKey={(application) => application.id}
                rowPath={(application) => to.application(application.id)}
                empty={
                  <EmptyState title="Nobody has applied yet" icon={ClipboardList}>
                    Share the address of a page below.
                  </EmptyState>
                }
              />
            </Section>
            <PagesSection pages={pages.data} />
          </>
        )}
      </div>
      {isAdding && <PageDialog onClose={() => setAdding(false)} />}
    </>
  );
}
