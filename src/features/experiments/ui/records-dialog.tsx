import { useState } from "react";
import type { components } from "../../../web/api.gen.d.ts";
import { api, inForm } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { DateInput } from "../../../web/kit/input/date-input.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { useWorkspace } from "../../../web/session.ts";

type Measure = NonNullable<components["schemas"]["SalesSeries"]["measure"]>;

const measures = [
  { value: "orders", label: "Orders a creator was seen on the way to" },
  { value: "net_sales", label: "Net sales of those orders" },
  { value: "clicks", label: "Clicks on a creator's links" },
] as const satisfies readonly { value: Measure; label: string }[];

const names: Record<Measure, string> = { orders: "Orders by creator", net_sales: "Net sales by creator", clicks: "Clicks by creator" };

interface RecordsDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Takes a series by creator and day from the workspace's own records. */
function RecordsDialog({ isOpen, onClose }: RecordsDialogProps) {
  const { currency } = useWorkspace();
  const take = api.useMutation("post", "/v1/sales-series/records", inForm);
  const form = useForm({
    initial: { measure: "orders" as Measure, from_on: "", name: "" },
    submit: ({ measure, from_on, name }) =>
      take.mutateAsync({
        body: {
          measure,
          from_on: from_on === "" ? null : from_on,
          name: name === "" ? names[measure] : name,
          currency: measure === "net_sales" ? currency : null,
        },
      }),
    onDone: ({ series, other_currency_orders: others }) => {
      const rest = others === 0 ? "" : ` ${others} orders in another currency are not counted.`;
      showDone(`${series.name}: ${series.regions} creators, up to ${series.last_on ?? "no day"}.${rest}`);
      onClose();
    },
  });
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title="Take from your own records"
      lead="A row for each creator and day, up to yesterday. Under a name that is there already it goes on, and earlier days are corrected."
    >
      <Form form={form} submitLabel="Take">
        <Select label="What is counted" options={measures} {...form.field("measure")} />
        <DateInput label="From" hint="Empty: from the first record on." isOptional {...form.field("from_on")} />
        <TextInput label="Name of the series" isOptional maxLength={200} placeholder={names[form.values.measure]} {...form.field("name")} />
      </Form>
    </Dialog>
  );
}

/** The way to a series of one's own records. */
export function RecordsButton({ isPrimary = false }: { readonly isPrimary?: boolean }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant={isPrimary ? "primary" : "plain"} onClick={() => setOpen(true)}>
        Take from own records
      </Button>
      <RecordsDialog isOpen={isOpen} onClose={() => setOpen(false)} />
    </>
  );
}
