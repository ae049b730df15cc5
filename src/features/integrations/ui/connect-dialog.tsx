import { useState } from "react";
import { api, inForm } from "../../../web/api.ts";
import { Form } from "../../../web/kit/form/form.tsx";
import { missing } from "../../../web/kit/form/missing.ts";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { RadioCards } from "../../../web/kit/input/radio-cards.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { CodeBlock } from "../../../web/kit/page/code-block.tsx";
import { More } from "../../../web/kit/parts/more.tsx";
import { senders, stopgapSecret, type Connection } from "./connection-words.ts";

const kinds = [
  { value: "shopify", label: "Shopify", hint: "Orders, refunds and disputes as they happen." },
  { value: "stripe", label: "Stripe", hint: "Payments, refunds and disputes." },
] as const;

interface StartProps {
  readonly onMade: (connection: Connection) => void;
  readonly onClose: () => void;
}

function Start({ onMade, onClose }: StartProps) {
  const { data: stores } = api.useSuspenseQuery("get", "/v1/stores");
  const create = api.useMutation("post", "/v1/connections", inForm);
  const form = useForm({
    initial: { kind: "shopify" as Connection["kind"], store_id: stores.data[0]?.id ?? "", click_param: "" },
    submit: ({ click_param, ...rest }) =>
      create.mutateAsync({ body: { ...rest, secret: stopgapSecret(), ...(click_param.trim() === "" ? {} : { click_param }) } }),
    onDone: onMade,
  });
  return (
    <Form form={form} submitLabel="Connect" onCancel={onClose}>
      <RadioCards label="What to connect" options={kinds} {...form.field("kind")} />
      {stores.data.length > 1 && (
        <Select
          label="Whose orders"
          options={stores.data.map((store) => ({ value: store.id, label: store.name }))}
          {...form.field("store_id")}
        />
      )}
      <More label="Click parameter">
        <TextInput
          label="Name of the click parameter"
          isOptional
          isMono
          placeholder="vclid"
          hint="Only if your short domain passes clicks on under another name than vclid."
          {...form.field("click_param")}
        />
      </More>
    </Form>
  );
}

/** What is entered at the sender, and the secret that comes back from there. */
function SecretForm({ connection, onClose }: { readonly connection: Connection; readonly onClose: () => void }) {
  const sender = senders[connection.kind];
  const update = api.useMutation("patch", "/v1/connections/{id}", inForm);
  const form = useForm({
    initial: { secret: "" },
    submit: ({ secret }) =>
      secret.trim() === ""
        ? missing("secret", `Paste the secret from ${sender.name}.`)
        : update.mutateAsync({ params: { path: { id: connection.id } }, body: { secret } }),
    onDone: () => {
      showDone(`${sender.name} is connected.`);
      onClose();
    },
  });
  return (
    <div className="flex flex-col gap-4">
      <ol className="flex list-decimal flex-col gap-3 pl-5">
        <li>
          <p>
            At {sender.name}: {sender.where}
          </p>
          <div className="mt-2">
            <CodeBlock label="Webhook address" code={connection.webhook_url} isWrapped />
          </div>
          <p className="mt-2 text-sm text-muted">{sender.events.join(", ")}</p>
        </li>
        <li>
          <p>Bring the signing secret back here. {sender.secret}</p>
        </li>
      </ol>
      <Form form={form} submitLabel="Save secret" onCancel={onClose}>
        <TextInput
          label="Signing secret"
          type="password"
          isMono
          autoComplete="off"
          hint="Kept encrypted and never shown again. Until it is here, deliveries are refused."
          {...form.field("secret")}
        />
      </Form>
    </div>
  );
}

interface ConnectDialogProps {
  /** One that exists, to change its secret; missing for a new one. */
  readonly connection?: Connection;
  readonly onClose: () => void;
}

/** Connects a store or payment provider in two steps, because one side needs the address and the other the secret. */
export function ConnectDialog({ connection, onClose }: ConnectDialogProps) {
  const [made, setMade] = useState(connection);
  return (
    <Dialog isOpen onClose={onClose} title={made === undefined ? "Connect" : `Connect ${senders[made.kind].name}`}>
      {made === undefined ? <Start onMade={setMade} onClose={onClose} /> : <SecretForm connection={made} onClose={onClose} />}
    </Dialog>
  );
}
