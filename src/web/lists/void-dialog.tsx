import { Form } from "../kit/form/form.tsx";
import { useForm } from "../kit/form/use-form.ts";
import { TextInput } from "../kit/input/text-input.tsx";
import { Dialog } from "../kit/overlay/dialog.tsx";
import { showDone } from "../kit/overlay/toast-store.ts";

interface VoidDialogProps {
  readonly title: string;
  /** What is void afterwards: "The cost". */
  readonly what: string;
  readonly submitLabel: string;
  readonly onVoid: (reason: string) => Promise<unknown>;
  readonly onClose: () => void;
}

/** Asks why something that was entered is void: it stays on record, and is entered again where it was only wrong. */
export function VoidDialog({ title, what, submitLabel, onVoid, onClose }: VoidDialogProps) {
  const form = useForm({
    initial: { reason: "" },
    submit: ({ reason }) => onVoid(reason),
    onDone: () => {
      showDone(`${what} is void.`);
      onClose();
    },
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      lead="It stays on record and leaves the sums. To correct it, enter it rightly afterwards."
    >
      <Form form={form} submitLabel={submitLabel} onCancel={onClose}>
        <TextInput label="Why?" maxLength={500} autoComplete="off" {...form.field("reason")} />
      </Form>
    </Dialog>
  );
}
