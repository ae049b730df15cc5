import { useState } from "react";
import { api, inForm } from "../../../web/api.ts";
import { CheckboxGroup } from "../../../web/kit/form/checkbox-group.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { SecretDialog } from "../../../web/kit/overlay/secret-dialog.tsx";
import { InstantInput } from "../../../web/kit/time/instant-input.tsx";

const scopeOptions = [
  { value: "orders:write", label: "Send orders and refunds" },
  { value: "orders:read", label: "Read orders" },
  { value: "creators:read", label: "Read creators" },
  { value: "creators:write", label: "Change creators" },
  { value: "programs:read", label: "Read programs" },
  { value: "programs:write", label: "Change programs and pay rules" },
  { value: "links:read", label: "Read links and codes" },
  { value: "links:write", label: "Change links and codes" },
  { value: "attribution:read", label: "Read attribution" },
  { value: "ledger:read", label: "Read commissions and balances" },
  { value: "imports:read", label: "Read imports" },
  { value: "imports:write", label: "Import files" },
  { value: "workspace:read", label: "Read stores and settings" },
  { value: "webhooks:read", label: "Read webhook deliveries" },
  { value: "audit:read", label: "Read the audit log" },
] as const;
type ScopeChoice = (typeof scopeOptions)[number]["value"];

/** Makes a key; its secret is shown this once. */
export function NewKeyDialog({ onClose }: { readonly onClose: () => void }) {
  const create = api.useMutation("post", "/v1/api-keys", inForm);
  const [made, setMade] = useState<{ name: string; secret: string }>();
  const form = useForm({
    initial: { name: "", scopes: ["orders:write"] as ScopeChoice[], expires_at: undefined as string | undefined },
    submit: ({ expires_at, ...rest }) => create.mutateAsync({ body: { ...rest, expires_at: expires_at ?? null } }),
    onDone: (answer) => setMade(answer),
  });
  if (made !== undefined)
    return (
      <SecretDialog title={`Key “${made.name}” is ready`} label="API key" secret={made.secret} onClose={onClose}>
        Copy it now: only its fingerprint is kept, so it cannot be shown again.
      </SecretDialog>
    );
  return (
    <Dialog isOpen onClose={onClose} title="Create an API key" lead="Its secret is shown once, right after.">
      <Form form={form} submitLabel="Create key" onCancel={onClose}>
        <TextInput label="Name" hint="What will use it." maxLength={100} {...form.field("name")} />
        <CheckboxGroup label="It may" options={scopeOptions} {...form.field("scopes")} />
        <InstantInput label="Expires" isOptional hint="Empty: never." {...form.field("expires_at")} />
      </Form>
    </Dialog>
  );
}
