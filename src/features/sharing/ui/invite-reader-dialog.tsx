import { api, inForm } from "../../../web/api.ts";
import { Form } from "../../../web/kit/form/form.tsx";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { ShownFields } from "../../../web/sharing/shown-fields.tsx";

interface InviteReaderDialogProps {
  readonly scheduleId: string;
  /** What the report is of. */
  readonly name: string;
  readonly onClose: () => void;
}

/** Asks somebody outside whether they want a report that is mailed already. */
export function InviteReaderDialog({ scheduleId, name, onClose }: InviteReaderDialogProps) {
  const invite = api.useMutation("post", "/v1/report-schedules/{id}/readers", inForm);
  const form = useForm({
    initial: { email: "", shows_names: false, shows_money: false },
    submit: (body) => invite.mutateAsync({ params: { path: { id: scheduleId } }, body }),
    onDone: () => {
      showDone("They are asked by mail. The report goes to them once they say yes.");
      onClose();
    },
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Invite somebody outside to “${name}”`}
      lead="A client, a board member: they get one mail that asks, and no report before they say yes."
    >
      <Form form={form} submitLabel="Ask them" onCancel={onClose}>
        <TextInput label="E-mail" type="email" {...form.field("email")} />
        <ShownFields names={form.field("shows_names")} money={form.field("shows_money")} />
      </Form>
    </Dialog>
  );
}
