import { Plus, Webhook } from "lucide-react";
import { useState } from "react";
import { api } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { NewEndpointDialog } from "./endpoint-dialogs.tsx";
import { EndpointStatus, eventText, type Endpoint } from "./endpoint-words.tsx";

const columns: Column<Endpoint>[] = [
  { key: "url", head: "Address", isName: true, cell: (endpoint) => endpoint.url, canWrap: true },
  { key: "events", head: "Told when", cell: (endpoint) => endpoint.event_types.map(eventText).join("; "), canWrap: true },
  { key: "state", head: "State", cell: (endpoint) => <EndpointStatus endpoint={endpoint} /> },
  { key: "since", head: "Added", align: "end", cell: (endpoint) => <DateTime at={endpoint.created_at} isDayOnly /> },
];

/** Where events are sent. */
export function WebhooksPage() {
  const to = usePaths();
  const { data } = api.useSuspenseQuery("get", "/v1/webhook-endpoints");
  const isAdmin = useIsAtLeast("admin");
  const [isAdding, setAdding] = useState(false);
  const add = (
    <Button variant="primary" icon={Plus} onClick={() => setAdding(true)}>
      Add endpoint
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Webhooks"
        lead="Vouch tells your programs what happens, signed by the Standard Webhooks specification, and tries again for three days."
        actions={data.data.length > 0 && isAdmin && add}
      />
      <Table
        rows={data.data}
        caption="Webhook endpoints"
        columns={columns}
        rowKey={(endpoint) => endpoint.id}
        rowPath={(endpoint) => to.webhook(endpoint.id)}
        empty={
          <EmptyState title="No endpoints yet" icon={Webhook} action={isAdmin && add}>
            Add an address of your own, and Vouch sends it what happens to orders, commissions and creators.
          </EmptyState>
        }
      />
      {isAdding && <NewEndpointDialog onClose={() => setAdding(false)} />}
    </>
  );
}
