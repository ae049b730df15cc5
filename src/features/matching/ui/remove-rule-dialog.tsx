import { Form } from "../../../web/kit/form/form.tsx";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { whyField } from "./rules-head.tsx";

interface RemoveRuleDialogProps {
  readonly what: string;
  readonly onRemove: (why: string) => Promise<unknown>;
  readonly onClose: () => void;
}

/** Takes one of the rules out; what was set before stays on record. */
export function RemoveRuleDialog({ what, onRemove, onClose }: RemoveRuleDialogProps) {
  const form = useForm({
    initial: { source: "" },
    submit: ({ source }) => onRemove(source),
    onDone: () => {
      showDone("It is out.");
      onClose();
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title="Remove it?" lead={what}>
      <Form form={form} submitLabel="Remove" submitVariant="danger" onCancel={onClose}>
        <TextInput {...whyField} {...form.field("source")} />
      </Form>
    </Dialog>
  );
}
