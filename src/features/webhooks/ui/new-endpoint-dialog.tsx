import { useState } from "react";
import { api, inForm } from "../../../web/api.ts";
import { CheckboxGroup } from "../../../web/kit/form/checkbox-group.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { SecretDialog } from "../../../web/kit/overlay/secret-dialog.tsx";
import { eventOptions, type EventChoice } from "./event-options.ts";

/** Adds an endpoint; its signing secret is shown this once. */
export function NewEndpointDialog({ onClose }: { readonly onClose: () => void }) {
  const create = api.useMutation("post", "/v1/webhook-endpoints", inForm);
  const [secret, setSecret] = useState<string>();
  const form = useForm({
    initial: { url: "", event_types: ["order.created.v1", "commission.earned.v1"] as EventChoice[] },
    submit: (values) => create.mutateAsync({ body: values }),
    onDone: (answer) => setSecret(answer.secret),
  });
  if (secret !== undefined)
    return (
      <SecretDialog title="The endpoint is added" label="Signing secret" secret={secret} onClose={onClose}>
        Give it to the receiver now: with it, it knows that a delivery is ours. It is not shown again.
      </SecretDialog>
    );
  return (
    <Dialog isOpen onClose={onClose} title="Add an endpoint">
      <Form form={form} submitLabel="Add endpoint" onCancel={onClose}>
        <TextInput label="Address" hint="https, of the public Internet" {...form.field("url")} />
        <CheckboxGroup label="It is told when" options={eventOptions} {...form.field("event_types")} />
      </Form>
    </Dialog>
  );
}
