import { useState } from "react";
import { api, inForm } from "../../../web/api.ts";
import { CheckboxGroup } from "../../../web/kit/form/checkbox-group.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import { missing } from "../../../web/kit/form/missing.ts";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { ConfirmDialog } from "../../../web/kit/overlay/confirm-dialog.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { SecretDialog } from "../../../web/kit/overlay/secret-dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { InstantInput } from "../../../web/kit/time/instant-input.tsx";
import { eventOptions, type Endpoint, type EventChoice } from "./endpoint-words.tsx";

const noEvent = "Choose at least one event.";

/** Adds an endpoint; its signing secret is shown this once. */
export function NewEndpointDialog({ onClose }: { readonly onClose: () => void }) {
  const create = api.useMutation("post", "/v1/webhook-endpoints", inForm);
  const [secret, setSecret] = useState<string>();
  const form = useForm({
    initial: { url: "", event_types: ["order.created.v1", "commission.earned.v1"] as EventChoice[] },
    submit: (values) => (values.event_types.length === 0 ? missing("event_types", noEvent) : create.mutateAsync({ body: values })),
    onDone: (answer) => setSecret(answer.secret),
  });
  if (secret !== undefined)
    return (
      <SecretDialog title="The endpoint is added" label="Signing secret" secret={secret} onClose={onClose}>
        Give it to the receiver now: with it, it knows that a delivery is ours. It is not shown again.
      </SecretDialog>
    );
  return (
    <Dialog isOpen onClose={onClose} title="Add endpoint">
      <Form form={form} submitLabel="Add endpoint" onCancel={onClose}>
        <TextInput label="Address" type="url" isMono placeholder="https://" autoComplete="off" {...form.field("url")} />
        <CheckboxGroup label="Events to send" options={eventOptions} {...form.field("event_types")} />
      </Form>
    </Dialog>
  );
}

interface EndpointDialogProps {
  readonly endpoint: Endpoint;
  readonly onClose: () => void;
}

/** Changes what an endpoint is told. */
export function EventsDialog({ endpoint, onClose }: EndpointDialogProps) {
  const update = api.useMutation("patch", "/v1/webhook-endpoints/{id}", inForm);
  const told = eventOptions.map((option) => option.value).filter((value) => endpoint.event_types.includes(value));
  const form = useForm({
    initial: { event_types: told },
    submit: ({ event_types }) =>
      event_types.length === 0
        ? missing("event_types", noEvent)
        : update.mutateAsync({ params: { path: { id: endpoint.id } }, body: { event_types } }),
    onDone: () => {
      showDone("Saved. It counts from the next event on.");
      onClose();
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title="Choose events">
      <Form form={form} submitLabel="Save events" onCancel={onClose}>
        <CheckboxGroup label="Events to send" options={eventOptions} {...form.field("event_types")} />
      </Form>
    </Dialog>
  );
}

/** Sends everything again that happened since an instant. */
export function ReplayDialog({ endpoint, onClose }: EndpointDialogProps) {
  const replay = api.useMutation("post", "/v1/webhook-endpoints/{id}/replay", inForm);
  const form = useForm({
    initial: { since: endpoint.failing_since ?? endpoint.disabled_at ?? undefined },
    submit: ({ since }) =>
      since === undefined
        ? missing("since", "Choose from when on.")
        : replay.mutateAsync({ params: { path: { id: endpoint.id } }, body: { since } }),
    onDone: ({ queued }) => {
      showDone(queued === 1 ? "One event is on its way." : `${queued} events are on their way.`);
      onClose();
    },
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Send again what it missed"
      lead="Each event keeps its id, so a receiver that had it already can tell. At most 10,000 at once."
    >
      <Form form={form} submitLabel="Send again" onCancel={onClose}>
        <InstantInput label="Everything since" {...form.field("since")} />
      </Form>
    </Dialog>
  );
}

/** Asks before a new secret, then shows it this once. */
export function RotateDialog({ endpoint, onClose }: EndpointDialogProps) {
  const [secret, setSecret] = useState<string>();
  const rotate = api.useMutation("post", "/v1/webhook-endpoints/{id}/rotate-secret", { onSuccess: (answer) => setSecret(answer.secret) });
  if (secret !== undefined)
    return (
      <SecretDialog title="A new signing secret" label="Signing secret" secret={secret} onClose={onClose}>
        For a day deliveries are signed with the old and the new one, so that the receiver can change over. It is not shown again.
      </SecretDialog>
    );
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title="Make a new signing secret?"
      confirmLabel="Make secret"
      isBusy={rotate.isPending}
      onConfirm={() => rotate.mutate({ params: { path: { id: endpoint.id } } })}
    >
      The old one goes on working for a day.
    </ConfirmDialog>
  );
}

/** Asks before an endpoint is told nothing any more. */
export function SwitchOffDialog({ endpoint, onClose }: EndpointDialogProps) {
  const update = api.useMutation("patch", "/v1/webhook-endpoints/{id}", {
    onSuccess: () => showDone("The endpoint is switched off."),
    onSettled: onClose,
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title="Switch the endpoint off?"
      confirmLabel="Switch off"
      isDangerous
      isBusy={update.isPending}
      onConfirm={() => update.mutate({ params: { path: { id: endpoint.id } }, body: { enabled: false } })}
    >
      Nothing is sent to {endpoint.url} until you switch it on. What it misses can be sent again afterwards.
    </ConfirmDialog>
  );
}

/** Asks before an endpoint is taken away. */
export function RemoveDialog({ endpoint, onClose, onDone }: EndpointDialogProps & { readonly onDone: () => void }) {
  const archive = api.useMutation("delete", "/v1/webhook-endpoints/{id}", {
    onSuccess: () => {
      showDone("The endpoint is removed.");
      onDone();
    },
    onError: onClose,
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title="Remove the endpoint?"
      confirmLabel="Remove endpoint"
      isDangerous
      isBusy={archive.isPending}
      onConfirm={() => archive.mutate({ params: { path: { id: endpoint.id } } })}
    >
      Nothing is sent to {endpoint.url} any more, and its delivery log leaves the screens. This cannot be undone.
    </ConfirmDialog>
  );
}
