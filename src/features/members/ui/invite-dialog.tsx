import { useState } from "react";
import { api, inForm } from "../../../web/api.ts";
import { Form } from "../../../web/kit/form/form.tsx";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { RadioCards } from "../../../web/kit/input/radio-cards.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { SecretDialog } from "../../../web/kit/overlay/secret-dialog.tsx";
import { roleOptions, type Role } from "./role-options.ts";

/** Invites somebody; their link is shown once, and mailed where a mail server is set. */
export function InviteDialog({ onClose }: { readonly onClose: () => void }) {
  const invite = api.useMutation("post", "/v1/invitations", inForm);
  const [made, setMade] = useState<{ url: string; mailed: boolean; email: string }>();
  const form = useForm({
    initial: { email: "", role: "manager" as Role },
    submit: (values) => invite.mutateAsync({ body: values }),
    onDone: (answer) => setMade(answer),
  });
  if (made !== undefined)
    return (
      <SecretDialog title={`${made.email} is invited`} label="Invitation link" secret={made.url} onClose={onClose}>
        {made.mailed
          ? "The link was mailed to them. You can also pass it on yourself; it is not shown again."
          : "No mail server is set: pass this link on yourself. It is not shown again."}
      </SecretDialog>
    );
  return (
    <Dialog isOpen onClose={onClose} title="Invite a member" lead="They get a link that is valid for seven days and works once.">
      <Form form={form} submitLabel="Invite member" onCancel={onClose}>
        <TextInput label="E-mail" type="email" {...form.field("email")} />
        <RadioCards label="Role" options={roleOptions} {...form.field("role")} />
      </Form>
    </Dialog>
  );
}
