import { Mail, MailX, Send } from "lucide-react";
import { api, usePages, type ListRow } from "../../../web/api.ts";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { reportNames } from "../../../web/sharing/asked-report.ts";
import { weekdays } from "../../../web/sharing/mail-dialog.tsx";

type Schedule = ListRow<"/v1/report-schedules">;
type Reader = Schedule["recipients"][number];

function rhythmText({ every, on_day: day, at_hour: hour }: Schedule): string {
  const at = `at ${`${hour}`.padStart(2, "0")}:00`;
  if (every === "day") return `every day ${at}`;
  return every === "week" ? `every ${weekdays[day - 1] ?? ""} ${at}` : `every month, day ${day}, ${at}`;
}

const stateWords: { readonly [S in NonNullable<Reader["last_state"]>]: string } = {
  waiting: "on its way",
  sending: "on its way",
  sent: "sent",
  failed: "not sent",
  unknown: "may have arrived",
};

function ReaderLine({ reader }: { readonly reader: Reader }) {
  const { name, opted_out: hasEnded, last_state: state, last_due_at: at, last_problem: problem } = reader;
  if (hasEnded) return <span className="text-muted">{name}: wants no more</span>;
  if (state === null || at === null) return <span>{name}: nothing yet</span>;
  return (
    <span className={state === "failed" || state === "unknown" ? "text-bad" : undefined} title={problem ?? undefined}>
      {name}: {stateWords[state]}, <DateTime at={at} />
    </span>
  );
}

const columns: Column<Schedule>[] = [
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
      <span className="flex flex-col">
        {row.recipients.map((reader, index) => (
          <ReaderLine key={`${index} ${reader.name}`} reader={reader} />
        ))}
      </span>
    ),
    explain: "“May have arrived”: the mail server did not say whether it took the mail. It is not sent again by itself.",
  },
];

/** The reports that are mailed by the calendar. */
export function MailedReports() {
  const schedules = usePages("/v1/report-schedules");
  const canShare = useIsAtLeast("analyst");
  const send = api.useMutation("post", "/v1/report-schedules/{id}/send-now", {
    onSuccess: () => showDone("It is on its way to every reader."),
  });
  const stop = api.useMutation("post", "/v1/report-schedules/{id}/stop", { onSuccess: () => showDone("It is mailed no more.") });
  const buttons = ({ id, subject_name: name }: Schedule) =>
    canShare && (
      <>
        <IconButton icon={Send} label={`Send one now: ${name}`} onClick={() => send.mutate({ params: { path: { id } } })} />
        <IconButton icon={MailX} label={`Mail no more: ${name}`} onClick={() => stop.mutate({ params: { path: { id } } })} />
      </>
    );
  return (
    <Section title="By e-mail" lead="Members get the report as a PDF, by the brand’s clock.">
      <Table
        {...schedules}
        caption="Reports by e-mail"
        columns={columns}
        rowKey={(row) => row.id}
        rowActions={buttons}
        empty={
          <EmptyState title="Nothing is mailed" icon={Mail}>
            Press Share, Send by e-mail beside a report to have it mailed every day, week or month.
          </EmptyState>
        }
      />
    </Section>
  );
}
