import { useState } from "react";
import { api, inForm } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { RadioCards } from "../../../web/kit/input/radio-cards.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { Card } from "../../../web/kit/page/card.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { InstantInput } from "../../../web/kit/time/instant-input.tsx";
import { Status } from "../../../web/kit/value/status.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import type { Creator } from "./platforms.tsx";

const statuses = [
  { value: "active", label: "Active", hint: "Their orders earn." },
  { value: "paused", label: "Paused", hint: "Links still lead on; orders earn nothing." },
  { value: "banned", label: "Banned", hint: "As paused, and meant to stay." },
] as const;

function ChangeStatusDialog({ creator, onClose }: { readonly creator: Creator; readonly onClose: () => void }) {
  const change = api.useMutation("post", "/v1/creators/{id}/statuses", inForm);
  const form = useForm({
    initial: { status: creator.status, effective_at: undefined as string | undefined, reason: "" },
    submit: ({ effective_at, ...rest }) =>
      change.mutateAsync({
        params: { path: { id: creator.id } },
        body: { ...rest, ...(effective_at === undefined ? {} : { effective_at }) },
      }),
    onDone: () => {
      showDone("The status is changed.");
      onClose();
    },
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Status of ${creator.name}`}
      lead="An order is decided by the status at its own time: what was earned before stays earned."
    >
      <Form form={form} submitLabel="Change status" onCancel={onClose}>
        <RadioCards label="Status" options={statuses} {...form.field("status")} />
        <InstantInput
          label="From"
          isOptional
          hint="Empty: from now on. A time in the past or the future is possible."
          {...form.field("effective_at")}
        />
        <TextInput label="Reason" isOptional hint="Kept in the history." maxLength={500} {...form.field("reason")} />
      </Form>
    </Dialog>
  );
}

function History({ creatorId }: { readonly creatorId: string }) {
  const { data } = api.useSuspenseQuery("get", "/v1/creators/{id}/statuses", { params: { path: { id: creatorId } } });
  if (data.data.length === 0) return <p className="text-muted">Active since they were added.</p>;
  return (
    <ol className="flex flex-col gap-3">
      {data.data.toReversed().map((change) => (
        <li key={`${change.effective_at} ${change.recorded_at}`}>
          <p className="flex flex-wrap items-center gap-x-2">
            <Status value={change.status} />
            <span className="text-muted">
              from <DateTime at={change.effective_at} />
            </span>
          </p>
          {change.reason !== "" && <p className="mt-0.5 break-words">{change.reason}</p>}
        </li>
      ))}
    </ol>
  );
}

/** Whether the creator earns, since when, and why. */
export function StatusCard({ creator }: { readonly creator: Creator }) {
  const canWrite = useIsAtLeast("manager");
  const [isOpen, setOpen] = useState(false);
  const change = (
    <Button size="small" onClick={() => setOpen(true)}>
      Change status
    </Button>
  );
  return (
    <Card title="Status" actions={canWrite && change}>
      <History creatorId={creator.id} />
      {isOpen && <ChangeStatusDialog creator={creator} onClose={() => setOpen(false)} />}
    </Card>
  );
}
