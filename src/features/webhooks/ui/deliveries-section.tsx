import { RotateCw, Send, TextSearch } from "lucide-react";
import { useState } from "react";
import { api, usePages, type ListRow } from "../../../web/api.ts";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { CodeBlock } from "../../../web/kit/page/code-block.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { KeyValueList } from "../../../web/kit/page/key-value-list.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { IdText } from "../../../web/kit/value/id-text.tsx";
import { Unknown } from "../../../web/kit/value/money.tsx";
import { Status } from "../../../web/kit/value/status.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { eventText } from "./endpoint-words.tsx";

type Delivery = ListRow<"/v1/webhook-endpoints/{id}/deliveries">;

const answerText = (delivery: Delivery): string =>
  delivery.error ?? (delivery.response_status === null ? "" : `HTTP ${delivery.response_status}`);

const columns: Column<Delivery>[] = [
  { key: "at", head: "When", cell: (delivery) => <DateTime at={delivery.created_at} /> },
  { key: "event", head: "Event", cell: (delivery) => eventText(delivery.event_type) },
  { key: "try", head: "Try", align: "end", cell: (delivery) => delivery.attempt },
  { key: "status", head: "Outcome", cell: (delivery) => <Status value={delivery.status} /> },
  { key: "answer", head: "Answer", cell: answerText, canWrap: true },
];

function DeliveryDialog({ delivery, onClose }: { readonly delivery: Delivery; readonly onClose: () => void }) {
  return (
    <Dialog isOpen onClose={onClose} title={eventText(delivery.event_type)}>
      <div className="flex flex-col gap-4">
        <KeyValueList
          entries={[
            { label: "Event", value: <IdText value={delivery.event_id} what="event id" /> },
            { label: "Sent", value: <DateTime at={delivery.attempted_at ?? delivery.created_at} /> },
            { label: "Try", value: delivery.attempt },
            { label: "Outcome", value: <Status value={delivery.status} /> },
            { label: "Answer", value: answerText(delivery) || <Unknown /> },
            { label: "Took", value: delivery.duration_ms === null ? <Unknown /> : `${delivery.duration_ms} ms` },
          ]}
        />
        {delivery.response_excerpt !== null && delivery.response_excerpt !== "" && (
          <CodeBlock label="What it answered" code={delivery.response_excerpt} />
        )}
      </div>
    </Dialog>
  );
}

/** The delivery log of an endpoint. */
export function DeliveriesSection({ endpointId }: { readonly endpointId: string }) {
  const isAdmin = useIsAtLeast("admin");
  const deliveries = usePages("/v1/webhook-endpoints/{id}/deliveries", { path: { id: endpointId } });
  const [open, setOpen] = useState<Delivery>();
  const replay = api.useMutation("post", "/v1/webhook-endpoints/{id}/replay", {
    onSuccess: () => showDone("The event is on its way again."),
  });
  const actionsOf = (delivery: Delivery) => (
    <>
      <IconButton icon={TextSearch} label="See the answer" onClick={() => setOpen(delivery)} />
      {isAdmin && (
        <IconButton
          icon={RotateCw}
          label="Send again"
          disabled={replay.isPending}
          onClick={() => replay.mutate({ params: { path: { id: endpointId } }, body: { event_id: delivery.event_id } })}
        />
      )}
    </>
  );
  return (
    <Section title="Deliveries" lead="Every try is a row.">
      <Table
        {...deliveries}
        caption="Deliveries"
        columns={columns}
        rowKey={(delivery) => delivery.id}
        rowActions={actionsOf}
        empty={
          <EmptyState title="Nothing was sent yet" icon={Send}>
            Send a test to see whether the receiver answers.
          </EmptyState>
        }
      />
      {open !== undefined && <DeliveryDialog delivery={open} onClose={() => setOpen(undefined)} />}
    </Section>
  );
}
