import { api, inForm } from "../../../web/api.ts";
import { Form } from "../../../web/kit/form/form.tsx";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { DateInput } from "../../../web/kit/input/date-input.tsx";
import { NumberInput } from "../../../web/kit/input/number-input.tsx";
import { PercentInput } from "../../../web/kit/input/percent-input.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { askedAgain, worthBody, type Result } from "./worth.ts";

interface WorthDialogProps {
  /** The newest answer, from which the fields begin. */
  readonly result: Result | null | undefined;
  readonly onClose: () => void;
}

/** Asks what customers are worth as of another day, for a shorter or longer time, or at another price of waiting. */
export function WorthDialog({ result, onClose }: WorthDialogProps) {
  const request = api.useMutation("post", "/v1/customers-worth", inForm);
  const form = useForm({
    initial: askedAgain(result),
    submit: (values) => request.mutateAsync({ body: worthBody(values) }),
    onDone: onClose,
  });
  return (
    <Dialog isOpen onClose={onClose} title="Forecast another span">
      <Form form={form} submitLabel="Work it out" onCancel={onClose}>
        <DateInput
          label="Orders until"
          isOptional
          hint="Yesterday, unless you choose an earlier day, such as to hold a forecast against what came since."
          {...form.field("until")}
        />
        <NumberInput label="Forecast for" unit="weeks" min={1} max={260} {...form.field("weeks")} />
        <PercentInput label="A year’s wait costs" hint="Money that comes later is worth less." {...form.field("yearly_discount")} />
      </Form>
    </Dialog>
  );
}
