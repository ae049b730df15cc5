import { Mail, MailX, Send, UserPlus } from "lucide-react";
import { useState } from "react";
import { api, usePages, type ListRow } from "../../../web/api.ts";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { ConfirmDialog } from "../../../web/kit/overlay/confirm-dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { reportNames } from "../../../web/sharing/asked-report.ts";
import { WEEKDAYS } from "../../../kernel/civil.ts";
import { InviteReaderDialog } from "./invite-reader-dialog.tsx";
import { MailState, OutsideReaderLine, RemoveReaderDialog, type OutsideReader } from "./outside-readers.tsx";

type Schedule = ListRow<"/v1/report-schedules">;
type Reader = Schedule["recipients"][number];

function rhythmText({ every, on_day: day, at_hour: hour }: Schedule): string {
  const at = `at ${`${hour}`.padStart(2, "0")}:00`;
  if (every === "day") return `every day ${at}`;
  return every === "week" ? `every ${WEEKDAYS[day - 1] ?? ""} ${at}` : `every month, day ${day}, ${at}`;
}

function ReaderLine({ reader }: { readonly reader: Reader }) {
  if (reader.opted_out) return <span className="text-muted">{reader.name}: wants no more</span>;
  return (
    <span>
      {reader.name}: <MailState mail={reader} />
    </span>
  );
}

const columnsWith = (onRemove: ((reader: OutsideReader) => void) | undefined): Column<Schedule>[] => [
  {
    key: "report",
    head: "Report",
    isName: true,
    cell: (row) => (row.subject_id === null ? row.subject_name : `${reportNames[row.report]} ${row.subject_name}`),
  },
  { key: "when", head: "When", canWrap: true, cell: rhythmText },
  { key: "next", head: "Next", cell: (row) => <DateTime at={row.next_due_at} /> },
  {
    key: "readers",
    head: "Readers",
    canWrap: true,
    cell: (row) => (
      <span className="flex flex-col gap-1">
        {row.recipients.map((reader, index) => (
          <ReaderLine key={`${index} ${reader.name}`} reader={reader} />
        ))}
        {row.outside_readers.map((reader) => (
          <OutsideReaderLine key={reader.id} reader={reader} onRemove={onRemove} />
        ))}
      </span>
    ),
    explain:
      "Members, and people outside who said that they want it. Somebody outside who once said no to the workspace gets no invitation; you are not told. “May have arrived”: nobody could say so of the mail, though it was sent twice. It is not sent again by itself.",
  },
];

/** Asks before a report is mailed no more: readers outside would have to be asked anew. */
function StopMailingDialog({ of, onClose }: { readonly of: Schedule; readonly onClose: () => void }) {
  const stop = api.useMutation("post", "/v1/report-schedules/{id}/stop", {
    onSuccess: () => showDone("It is mailed no more."),
    onSettled: onClose,
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Mail ${of.subject_name} no more?`}
      confirmLabel="Mail no more"
      isDangerous
      isBusy={stop.isPending}
      onConfirm={() => stop.mutate({ params: { path: { id: of.id } } })}
    >
      Nobody gets it any more. People outside have to be invited anew if you mail it again later.
    </ConfirmDialog>
  );
}

/** The reports that are mailed by the calendar. */
export function MailedReports() {
  const schedules = usePages("/v1/report-schedules");
  const canShare = useIsAtLeast("analyst");
  const [inviting, setInviting] = useState<Schedule>();
  const [removing, setRemoving] = useState<OutsideReader>();
  const [stopping, setStopping] = useState<Schedule>();
  const send = api.useMutation("post", "/v1/report-schedules/{id}/send-now", {
    onSuccess: () => showDone("It is on its way to every reader."),
  });
  const buttons = (row: Schedule) => {
    const { id, subject_name: name } = row;
    return (
      canShare && (
        <>
          <IconButton icon={UserPlus} label={`Invite somebody outside: ${name}`} onClick={() => setInviting(row)} />
          <IconButton icon={Send} label={`Send one now: ${name}`} onClick={() => send.mutate({ params: { path: { id } } })} />
          <IconButton icon={MailX} label={`Mail no more: ${name}`} onClick={() => setStopping(row)} />
        </>
      )
    );
  };
  return (
    <Section title="By e-mail" lead="Members, and people outside who said yes, get the report as a PDF, by the brand’s clock.">
      <Table
        {...schedules}
        caption="Reports by e-mail"
        columns={columnsWith(canShare ? setRemoving : undefined)}
        rowKey={(row) => row.id}
        rowActions={buttons}
        empty={
          <EmptyState title="Nothing is mailed" icon={Mail}>
            Press Share, Send by e-mail beside a report to have it mailed every day, week or month.
          </EmptyState>
        }
      />
      {inviting !== undefined && (
        <InviteReaderDialog scheduleId={inviting.id} name={inviting.subject_name} onClose={() => setInviting(undefined)} />
      )}
      {stopping !== undefined && <StopMailingDialog of={stopping} onClose={() => setStopping(undefined)} />}
      {removing !== undefined && <RemoveReaderDialog of={removing} onClose={() => setRemoving(undefined)} />}
    </Section>
  );
}
