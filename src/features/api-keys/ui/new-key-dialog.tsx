import { useState } from "react";
import { api, inForm } from "../../../web/api.ts";
import { Form } from "../../../web/kit/form/form.tsx";
import { missing } from "../../../web/kit/form/missing.ts";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { SecretDialog } from "../../../web/kit/overlay/secret-dialog.tsx";
import { InstantInput } from "../../../web/kit/time/instant-input.tsx";
import { ScopeFields, type Purpose, type Scope } from "./scope-fields.tsx";

/** Makes a key; its secret is shown this once. */
export function NewKeyDialog({ onClose }: { readonly onClose: () => void }) {
  const create = api.useMutation("post", "/v1/api-keys", inForm);
  const [made, setMade] = useState<{ name: string; secret: string }>();
  const [purpose, setPurpose] = useState<Purpose>("shop");
  const form = useForm({
    initial: { name: "", scopes: ["orders:write"] as readonly Scope[], expires_at: undefined as string | undefined },
    submit: ({ name, scopes, expires_at }) =>
      scopes.length === 0
        ? missing("scopes", "Choose at least one thing it may do.")
        : create.mutateAsync({ body: { name, scopes: [...scopes], expires_at: expires_at ?? null } }),
    onDone: (answer) => setMade(answer),
  });
  if (made !== undefined)
    return (
      <SecretDialog title={`Key “${made.name}” is ready`} label="API key" secret={made.secret} onClose={onClose}>
        Copy it now: only its fingerprint is kept, so it cannot be shown again.
      </SecretDialog>
    );
  const { value, onChange, error } = form.field("scopes");
  return (
    <Dialog isOpen onClose={onClose} title="Create API key" lead="Its secret is shown once, right after.">
      <Form form={form} submitLabel="Create key" onCancel={onClose}>
        <TextInput label="Name" hint="What will use it: “Web shop”." maxLength={100} autoComplete="off" {...form.field("name")} />
        <ScopeFields purpose={purpose} onPurpose={setPurpose} value={value} onChange={onChange} error={error} />
        <InstantInput label="Expires" isOptional hint="Empty: never." {...form.field("expires_at")} />
      </Form>
    </Dialog>
  );
}
