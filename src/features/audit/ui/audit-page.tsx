import { ShieldCheck } from "lucide-react";
import { usePages, type ListRow } from "../../../web/api.ts";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { SearchBox } from "../../../web/kit/table/search-box.tsx";
import { Table } from "../../../web/kit/table/table.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { useSearchText } from "../../../web/search.ts";

type AuditEvent = ListRow<"/v1/audit-events">;

const words = (action: string): string => {
  const text = action.replaceAll(/[._]/g, " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
};

const who = (event: AuditEvent): string =>
  event.actor_kind === "system" ? "Vouch itself" : event.actor_kind === "api_key" ? "An API key" : "A member";

function Chain({ event }: { readonly event: AuditEvent }) {
  if (event.position === null) return <Badge tone="neutral">Not sealed yet</Badge>;
  return (
    <span className="font-mono text-sm" title={event.hash ?? ""}>
      {event.position} · {event.hash?.slice(0, 10)}
    </span>
  );
}

const columns: Column<AuditEvent>[] = [
  { key: "at", head: "When", cell: (event) => <DateTime at={event.occurred_at} /> },
  { key: "what", head: "What", cell: (event) => words(event.action) },
  { key: "who", head: "By", cell: who },
  {
    key: "chain",
    head: "Chain",
    cell: (event) => <Chain event={event} />,
    explain: "Its place in the hash chain and how its hash begins. The worker seals new events each minute.",
  },
];

/** What was done to configuration, money and access. */
export function AuditPage() {
  const [action, setAction] = useSearchText("action");
  const events = usePages("/v1/audit-events", { query: action === undefined ? {} : { action } });
  return (
    <>
      <PageHeader
        title="Audit log"
        lead="What was done to configuration, money and access. Each event is sealed into a chain of hashes, so a change is found."
      />
      <div className="mb-3 max-w-sm">
        <SearchBox label="Find an action, such as link.updated" value={action} onSearch={setAction} />
      </div>
      <Table
        {...events}
        caption="Audit events"
        columns={columns}
        rowKey={(event) => event.id}
        empty={
          <EmptyState title="No such events" icon={ShieldCheck}>
            Everything that changes configuration, money or access will be listed here.
          </EmptyState>
        }
      />
    </>
  );
}
