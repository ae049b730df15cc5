import { Pencil, Plus, TicketPercent } from "lucide-react";
import { useState } from "react";
import { usePages } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { CopyButton } from "../../../web/kit/action/copy-button.tsx";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { LinkTabs } from "../../../web/kit/parts/link-tabs.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { CreatorPicker } from "../../../web/pickers/creator-picker.tsx";
import { CreatorName, ProgramName } from "../../../web/pickers/names.tsx";
import { ProgramFilter } from "../../../web/pickers/program-filter.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { useClearSearch, useSearchText } from "../../../web/search.ts";
import { usePaths } from "../../../web/session.ts";
import { EditCodeDialog, NewCodeDialog } from "./code-dialog.tsx";
import { CodeStatus, policyLabel, purposeLabel, type Code } from "./code-words.tsx";

const columns: Column<Code>[] = [
  { key: "code", head: "Code", cell: (code) => <span className="font-mono">{code.code}</span> },
  { key: "creator", head: "Creator", isName: true, cell: (code) => <CreatorName id={code.creator_id} /> },
  { key: "program", head: "Program", isName: true, cell: (code) => <ProgramName id={code.program_id} /> },
  {
    key: "pays",
    head: "Pays",
    cell: (code) =>
      code.purpose === "personal_use" ? <span className="text-muted">{purposeLabel(code.purpose)}</span> : policyLabel(code.policy),
    explain:
      "A code says whose order it was, also without a click. “Only if also clicked” and “only if it came last” keep a code that leaked to coupon sites from being paid.",
  },
  { key: "status", head: "Status", cell: (code) => <CodeStatus code={code} /> },
  {
    key: "until",
    head: "Counts until",
    align: "end",
    cell: (code) => (code.valid_until === null ? <span className="text-muted">no end</span> : <DateTime at={code.valid_until} isDayOnly />),
  },
];

const queryOf = (creator: string | undefined, program: string | undefined) => ({
  ...(creator === undefined ? {} : { creator_id: creator }),
  ...(program === undefined ? {} : { program_id: program }),
});

/** Every code of the workspace. */
export function CodeListPage() {
  const to = usePaths();
  const canWrite = useIsAtLeast("manager");
  const [creator, setCreator] = useSearchText("creator");
  const [program, setProgram] = useSearchText("program");
  const clear = useClearSearch(["creator", "program"]);
  const [wanted, want] = useSearchText("new");
  const [editing, edit] = useState<Code>();
  const query = queryOf(creator, program);
  const isNarrowed = Object.keys(query).length > 0;
  const codes = usePages("/v1/codes", { query });
  const isEmpty = codes.rows?.length === 0 && !isNarrowed;
  const create = canWrite && (
    <Button variant="primary" icon={Plus} onClick={() => want("yes")}>
      Create code
    </Button>
  );
  const none = isNarrowed ? (
    <EmptyState title="No code fits" icon={TicketPercent} action={<Button onClick={clear}>Clear filters</Button>}>
      No code has all of what you asked for.
    </EmptyState>
  ) : (
    <EmptyState title="No codes yet" icon={TicketPercent} action={create}>
      A code brings orders back to a creator where nobody can click: in a podcast, in a story, by word of mouth.
    </EmptyState>
  );
  const actionsOf = (code: Code) => (
    <>
      <CopyButton text={code.code} what="code" />
      {canWrite && <IconButton icon={Pencil} label="Edit code" onClick={() => edit(code)} />}
    </>
  );
  return (
    <>
      <PageHeader title="Codes" lead="Whose order it was, also without a click." actions={!isEmpty && create} />
      <LinkTabs
        label="Links and codes"
        tabs={[
          { label: "Links", to: to.links() },
          { label: "Codes", to: to.codes() },
        ]}
      />
      {!isEmpty && (
        <div className="mb-3 grid grid-cols-2 gap-2 sm:flex sm:flex-wrap">
          <CreatorPicker label="Creator" isLabelHidden placeholder="All creators" value={creator} onChange={setCreator} />
          <ProgramFilter value={program} onChange={setProgram} />
        </div>
      )}
      <Table
        {...codes}
        caption="Codes"
        columns={columns}
        rowKey={(code) => code.id}
        rowPath={(code) => to.code(code.id)}
        rowActions={actionsOf}
        empty={none}
      />
      {wanted !== undefined && canWrite && <NewCodeDialog creatorId={creator} onClose={() => want(undefined)} />}
      {editing !== undefined && <EditCodeDialog code={editing} onClose={() => edit(undefined)} />}
    </>
  );
}
