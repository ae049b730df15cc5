import { Inbox, RotateCw } from "lucide-react";
import { api, usePages, type ListRow } from "../../../web/api.ts";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { Badge, type Tone } from "../../../web/kit/value/badge.tsx";
import { useIsAtLeast } from "../../../web/role.ts";

type Payload = ListRow<"/v1/raw-payloads">;

const tones: Readonly<Record<string, Tone>> = { taken: "good", duplicate: "neutral", ignored: "neutral", unreadable: "bad" };

function Outcome({ payload }: { readonly payload: Payload }) {
  const last = payload.results.at(-1);
  if (last === undefined) return <Badge tone="warn">Waiting</Badge>;
  const word = last.outcome.replaceAll("_", " ");
  return <Badge tone={tones[last.outcome] ?? "neutral"}>{word.charAt(0).toUpperCase() + word.slice(1)}</Badge>;
}

const columns: Column<Payload>[] = [
  { key: "at", head: "Came", cell: (payload) => <DateTime at={payload.received_at} /> },
  { key: "source", head: "From", cell: (payload) => payload.source.charAt(0).toUpperCase() + payload.source.slice(1) },
  { key: "topic", head: "About", cell: (payload) => <code className="font-mono text-sm">{payload.topic}</code> },
  { key: "outcome", head: "Outcome", cell: (payload) => <Outcome payload={payload} /> },
  {
    key: "detail",
    head: "Why",
    cell: (payload) => (payload.is_erased ? "Erased with the person in it" : (payload.results.at(-1)?.detail ?? "")),
    canWrap: true,
  },
];

/** What stores and payment providers sent, and what became of it. */
export function DeliverySection() {
  const canReplay = useIsAtLeast("manager");
  const payloads = usePages("/v1/raw-payloads");
  const replay = api.useMutation("post", "/v1/raw-payloads/{id}/replay", {
    onSuccess: () => showDone("Taken again. What it says counts once."),
  });
  const again = (payload: Payload) =>
    !payload.is_erased && (
      <IconButton
        icon={RotateCw}
        label="Take this delivery again"
        disabled={replay.isPending}
        onClick={() => replay.mutate({ params: { path: { id: payload.id } } })}
      />
    );
  return (
    <Section title="What came in" lead="Every delivery is kept as it came, encrypted, and can be taken again.">
      <Table
        {...payloads}
        caption="Deliveries from stores and payment providers"
        columns={columns}
        rowKey={(payload) => payload.id}
        {...(canReplay ? { rowActions: again } : {})}
        empty={
          <EmptyState title="Nothing has come yet" icon={Inbox}>
            Place a test order, or send a test from Shopify or Stripe: it appears here within a second.
          </EmptyState>
        }
      />
    </Section>
  );
}
