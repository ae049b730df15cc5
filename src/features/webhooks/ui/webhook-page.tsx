import { useState } from "react";
import { api, usePages, type ListRow } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { SecretDialog } from "../../../web/kit/overlay/secret-dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { Notice } from "../../../web/kit/page/notice.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { Status } from "../../../web/kit/value/status.tsx";
import { useParam } from "../../../web/params.ts";
import { useIsAtLeast } from "../../../web/role.ts";

type Delivery = ListRow<"/v1/webhook-endpoints/{id}/deliveries">;

const outcome = (delivery: Delivery): string =>
  delivery.error ?? (delivery.response_status === null ? "" : `HTTP ${delivery.response_status}`);

function ReplayButton({ endpointId, eventId }: { readonly endpointId: string; readonly eventId: string }) {
  const replay = api.useMutation("post", "/v1/webhook-endpoints/{id}/replay");
  const send = () =>
    replay.mutate(
      { params: { path: { id: endpointId } }, body: { event_id: eventId } },
      { onSuccess: () => showDone("The event is sent again.") },
    );
  return (
    <Button size="small" onClick={send} isBusy={replay.isPending}>
      Send again
    </Button>
  );
}

const columns = (endpointId: string): Column<Delivery>[] => [
  { key: "at", head: "When", cell: (delivery) => <DateTime at={delivery.created_at} /> },
  { key: "event", head: "Event", cell: (delivery) => delivery.event_type },
  { key: "try", head: "Try", align: "end", cell: (delivery) => delivery.attempt },
  { key: "status", head: "Outcome", cell: (delivery) => <Status value={delivery.status} /> },
  { key: "answer", head: "Answer", cell: outcome },
  { key: "again", head: "", align: "end", cell: (delivery) => <ReplayButton endpointId={endpointId} eventId={delivery.event_id} /> },
];

function Actions({ id, isDisabled }: { readonly id: string; readonly isDisabled: boolean }) {
  const [secret, setSecret] = useState<string>();
  const test = api.useMutation("post", "/v1/webhook-endpoints/{id}/test");
  const update = api.useMutation("patch", "/v1/webhook-endpoints/{id}");
  const rotate = api.useMutation("post", "/v1/webhook-endpoints/{id}/rotate-secret");
  const params = { path: { id } };
  const flip = () =>
    update.mutate({ params, body: { enabled: isDisabled } }, { onSuccess: () => showDone(isDisabled ? "Switched on." : "Switched off.") });
  return (
    <>
      <Button
        onClick={() => test.mutate({ params }, { onSuccess: () => showDone("A test event is on its way.") })}
        isDisabled={isDisabled}
        isBusy={test.isPending}
      >
        Send test
      </Button>
      <Button onClick={() => rotate.mutate({ params }, { onSuccess: (answer) => setSecret(answer.secret) })} isBusy={rotate.isPending}>
        New secret
      </Button>
      <Button onClick={flip} isBusy={update.isPending}>
        {isDisabled ? "Switch on" : "Switch off"}
      </Button>
      {secret !== undefined && (
        <SecretDialog title="A new signing secret" label="Signing secret" secret={secret} onClose={() => setSecret(undefined)}>
          For a day deliveries are signed with the old and the new one, so that the receiver can change over.
        </SecretDialog>
      )}
    </>
  );
}

/** One endpoint with its delivery log. */
export function WebhookPage() {
  const id = useParam("webhook");
  const { data } = api.useSuspenseQuery("get", "/v1/webhook-endpoints");
  const endpoint = data.data.find((each) => each.id === id);
  const deliveries = usePages("/v1/webhook-endpoints/{id}/deliveries", { path: { id } });
  const isAdmin = useIsAtLeast("admin");
  if (endpoint === undefined) return <EmptyState title="There is no such endpoint">It may have been taken away.</EmptyState>;
  return (
    <div className="flex flex-col gap-4">
      <PageHeader
        title={endpoint.url}
        lead={`Is told of ${endpoint.event_types.join(", ")}.`}
        actions={isAdmin && <Actions id={id} isDisabled={endpoint.disabled_at !== null} />}
      />
      {endpoint.disabled_at !== null && (
        <Notice tone="warn" title="This endpoint is switched off">
          It was switched off: {endpoint.disabled_reason}. Mend it, switch it on, and send again what it missed.
        </Notice>
      )}
      <Section title="Deliveries" lead="Every try is a row, newest first.">
        <Table
          {...deliveries}
          caption="Deliveries"
          columns={columns(id)}
          rowKey={(delivery) => delivery.id}
          empty={<EmptyState title="Nothing was sent yet">Send a test to see whether the receiver answers.</EmptyState>}
        />
      </Section>
    </div>
  );
}
