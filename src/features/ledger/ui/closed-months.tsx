import { CalendarCheck2, Lock } from "lucide-react";
import { useState } from "react";
import { api } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { ConfirmDialog } from "../../../web/kit/overlay/confirm-dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { useWorkspace } from "../../../web/session.ts";
import { monthsOver, monthText } from "./months.ts";

interface ClosedMonth {
  readonly month: string;
  readonly closed_at: string;
}

const columns: Column<ClosedMonth>[] = [
  { key: "month", head: "Month", cell: (closed) => monthText(closed.month) },
  { key: "at", head: "Closed", cell: (closed) => <DateTime at={closed.closed_at} /> },
];

const offered = 24;

function CloseMonthDialog({ months, onClose }: { readonly months: readonly [string, ...string[]]; readonly onClose: () => void }) {
  const [month, setMonth] = useState(months[0]);
  const close = api.useMutation("post", "/v1/ledger/closed-months", {
    onSuccess: () => {
      showDone(`${monthText(month)} is closed.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title="Close a month?"
      confirmLabel="Close month"
      isDangerous
      isBusy={close.isPending}
      onConfirm={() => close.mutate({ body: { month } })}
    >
      <div className="flex flex-col gap-3">
        <p>Nothing is booked into it any more: later corrections stand in the month in which they are made. This cannot be undone.</p>
        <Select label="Month" options={months.map((value) => ({ value, label: monthText(value) }))} value={month} onChange={setMonth} />
      </div>
    </ConfirmDialog>
  );
}

/** Months that nothing is booked into any more. */
export function ClosedMonths() {
  const { zone } = useWorkspace();
  const canWrite = useIsAtLeast("admin");
  const { data } = api.useSuspenseQuery("get", "/v1/ledger/closed-months");
  const [isAsking, setAsking] = useState(false);
  const [first, ...rest] = monthsOver(Date.now(), zone, offered).filter((month) => !data.data.some((closed) => closed.month === month));
  const close = canWrite && first !== undefined && (
    <Button icon={Lock} onClick={() => setAsking(true)}>
      Close month
    </Button>
  );
  return (
    <Section
      title="Closed months"
      lead="Close a month once its figures have been reported: they then stay as they are."
      actions={data.data.length === 0 ? undefined : close}
    >
      <Table
        caption="Closed months"
        columns={columns}
        rows={data.data}
        rowKey={(closed) => closed.month}
        empty={
          <EmptyState title="Every month is open" icon={CalendarCheck2} action={close}>
            Late refunds still change months that are open.
          </EmptyState>
        }
      />
      {isAsking && first !== undefined && <CloseMonthDialog months={[first, ...rest]} onClose={() => setAsking(false)} />}
    </Section>
  );
}
