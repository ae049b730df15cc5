import { localDay } from "../../../kernel/zone.ts";
import { api, inForm } from "../../../web/api.ts";
import { DecimalTextInput } from "../../../web/kit/form/decimal-text-input.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import { missing } from "../../../web/kit/form/missing.ts";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { DateInput } from "../../../web/kit/input/date-input.tsx";
import { MoneyInput } from "../../../web/kit/input/money-input.tsx";
import { NumberInput } from "../../../web/kit/input/number-input.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { platformOptions } from "../../../web/pickers/platforms.ts";
import { useWorkspace } from "../../../web/session.ts";
import { formatWords, optionsOf, priceWords, type Format, type Quote } from "./words.ts";

interface QuoteDialogProps {
  readonly creatorId: string;
  readonly platform: Quote["platform"];
  readonly onClose: () => void;
}

const initialOf = (platform: Quote["platform"], today: string) => ({
  ...{ kind: "content" as Quote["kind"], state: "asked" as Quote["state"], platform, format: "" as "" | Format },
  ...{ quantity: 1 as number | undefined, months: "", price: undefined as string | undefined, quoted_on: today, source: "", note: "" },
});

const states = [
  { value: "asked", label: "Asked by the creator" },
  { value: "paid", label: "Paid" },
] as const;

function useQuoteForm({ creatorId, platform, onClose }: QuoteDialogProps) {
  const { zone, currency } = useWorkspace();
  const add = api.useMutation("post", "/v1/creators/{id}/quotes", inForm);
  return useForm({
    initial: initialOf(platform, localDay(Date.now(), zone)),
    submit: ({ price, format, months, quantity, ...values }) => {
      if (price === undefined) return missing("price", "Write the price.");
      if (quantity === undefined) return missing("quantity", "Write how many.");
      if (values.source.trim() === "") return missing("source", "Say where the price comes from.");
      const isContent = values.kind === "content";
      const body = { ...values, quantity, format: format === "" ? null : format, months: isContent || months === "" ? null : months };
      return add.mutateAsync({ params: { path: { id: creatorId } }, body: { ...body, price: { amount: price, currency } } });
    },
    pointers: { price: "/price/amount" },
    onDone: () => {
      showDone("The price is kept.");
      onClose();
    },
  });
}

/** Keeps what a creator asks or was paid. */
export function QuoteDialog(props: QuoteDialogProps) {
  const { currency } = useWorkspace();
  const form = useQuoteForm(props);
  const isContent = form.values.kind === "content";
  return (
    <Dialog isOpen onClose={props.onClose} title="Enter a price" lead="One entry for each of the five prices. Estimates learn from it.">
      <Form form={form} submitLabel="Keep price" onCancel={props.onClose}>
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <Select label="What for" options={optionsOf(priceWords)} {...form.field("kind")} />
          <Select label="State" options={states} {...form.field("state")} />
          <Select label="Platform" options={platformOptions} {...form.field("platform")} />
          <Select label="Format" options={[{ value: "", label: "Any" }, ...optionsOf(formatWords)]} {...form.field("format")} />
          <NumberInput label="Pieces" min={1} max={1_000} {...form.field("quantity")} />
          {!isContent && <DecimalTextInput label="Months" {...form.field("months")} />}
          <MoneyInput label="Price for all of it" currency={currency} {...form.field("price")} />
          <DateInput label="Day" {...form.field("quoted_on")} />
        </div>
        <TextInput label="Source" hint="An e-mail, a media kit, a contract." maxLength={500} autoComplete="off" {...form.field("source")} />
        <TextInput label="Note" isOptional maxLength={1_000} autoComplete="off" {...form.field("note")} />
      </Form>
    </Dialog>
  );
}
