import { ShieldCheck, TextSearch } from "lucide-react";
import { useState } from "react";
import { usePages, type ListRow } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { Combobox } from "../../../web/kit/input/combobox.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { CodeBlock } from "../../../web/kit/page/code-block.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { KeyValueList } from "../../../web/kit/page/key-value-list.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { useSearchText } from "../../../web/search.ts";
import { aboutText } from "./about-text.ts";
import { actionChoices, actionText } from "./action-words.ts";

type AuditEvent = ListRow<"/v1/audit-events">;

function who(event: AuditEvent): string {
  if (event.actor_kind === "system") return "Vouch itself";
  return event.actor_kind === "api_key" ? "An API key" : (event.actor_name ?? "A former member");
}

function Place({ event }: { readonly event: AuditEvent }) {
  if (event.position === null) return <Badge>Not sealed yet</Badge>;
  return (
    <span className="font-mono text-sm">
      {event.position} · {event.hash?.slice(0, 8)}
    </span>
  );
}

function What({ event }: { readonly event: AuditEvent }) {
  const about = aboutText(event.detail);
  return (
    <>
      {actionText(event.action)}
      {about !== "" && <div className="text-sm text-muted">{about}</div>}
    </>
  );
}

const columns: Column<AuditEvent>[] = [
  { key: "at", head: "When", cell: (event) => <DateTime at={event.occurred_at} /> },
  { key: "what", head: "What", cell: (event) => <What event={event} />, isName: true },
  { key: "who", head: "By", cell: who },
  {
    key: "chain",
    head: "Chain",
    cell: (event) => <Place event={event} />,
    explain:
      "Its place in the chain of hashes, and how its hash begins. Each hash covers the one before, so nothing can be changed or left out unseen. New events are sealed every minute; `vouch verify` goes through the whole chain.",
  },
];

function EventDialog({ event, onClose }: { readonly event: AuditEvent; readonly onClose: () => void }) {
  return (
    <Dialog isOpen onClose={onClose} title={actionText(event.action)} isWide>
      <div className="flex flex-col gap-4">
        <KeyValueList
          entries={[
            { label: "When", value: <DateTime at={event.occurred_at} /> },
            { label: "By", value: who(event) },
            { label: "On", value: `${event.subject_kind.replaceAll("_", " ")} ${event.subject_id}` },
            { label: "Place in the chain", value: event.position ?? "Not sealed yet" },
            ...(event.hash === null ? [] : [{ label: "Hash", value: <code className="font-mono text-sm break-all">{event.hash}</code> }]),
          ]}
        />
        {event.detail === null ? (
          <p className="text-muted">What it was in detail was erased; the chain still proves that it happened.</p>
        ) : (
          <CodeBlock label="Detail" code={JSON.stringify(event.detail, null, 2)} />
        )}
      </div>
    </Dialog>
  );
}

/** What was done to configuration, money and access. */
export function AuditPage() {
  const [action, setAction] = useSearchText("action");
  const events = usePages("/v1/audit-events", { query: action === undefined ? {} : { action } });
  const [open, setOpen] = useState<AuditEvent>();
  return (
    <>
      <PageHeader title="Audit log" lead="Who changed configuration, money or access, and when. A change to it would show." />
      <div className="mb-3 max-w-80">
        <Combobox label="Action" isLabelHidden placeholder="All actions" choices={actionChoices} value={action} onChange={setAction} />
      </div>
      <Table
        {...events}
        caption="Audit events"
        columns={columns}
        rowKey={(event) => event.id}
        rowActions={(event) => <IconButton icon={TextSearch} label="See the details" onClick={() => setOpen(event)} />}
        empty={
          <EmptyState
            title="Nothing of that kind"
            icon={ShieldCheck}
            action={<Button onClick={() => setAction(undefined)}>Show all</Button>}
          >
            Whatever changes configuration, money or access is listed here.
          </EmptyState>
        }
      />
      {open !== undefined && <EventDialog event={open} onClose={() => setOpen(undefined)} />}
    </>
  );
}
