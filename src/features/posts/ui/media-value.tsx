import { Pencil } from "lucide-react";
import { useState } from "react";
import { api, inForm } from "../../../web/api.ts";
import type { components } from "../../../web/api.gen.d.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { DecimalTextInput } from "../../../web/kit/form/decimal-text-input.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import type { TableFile } from "../../../web/kit/table/table-file.ts";
import { Unknown } from "../../../web/kit/value/money.tsx";
import { useIsAtLeast } from "../../../web/role.ts";

type MediaValue = components["schemas"]["MediaValue"];
type Method = MediaValue["methods"][number];

/** Decimal text with its thousands apart, without a currency's sign: it is no money. */
function pointsText(text: string): string {
  const [whole = "0", cents = ""] = text.split(".");
  return `${BigInt(whole).toLocaleString("en")}.${cents}`;
}

const columnsIn = (currency: string): Column<Method>[] => [
  { key: "name", head: "Method", isName: true, cell: ({ name, version }) => `${name}, version ${version}` },
  {
    key: "value",
    head: `Media value, by rates in ${currency}`,
    align: "end",
    isCorner: true,
    cell: ({ value }) => (value === null ? <Unknown /> : pointsText(value)),
  },
  { key: "formula", head: "How it is counted", canWrap: true, cell: ({ formula }) => <span className="text-muted">{formula}</span> },
  { key: "reason", head: "Note", canWrap: true, cell: ({ reason }) => <span className="text-muted">{reason ?? "nothing lacks"}</span> },
  { key: "source", head: "Source", canWrap: true, cell: ({ source }) => <span className="text-muted">{source}</span> },
];

/** The finding: how far the methods lie apart. */
function rangeText({ low, high, rates_currency: currency }: MediaValue): string {
  if (low === null || high === null) return "No method has all it needs of every post.";
  const what = low === high ? pointsText(low) : `${pointsText(low)} to ${pointsText(high)}`;
  return `${what} media value, by rates in ${currency}.`;
}

const rule =
  "What the attention would have cost as advertising, if you believe the method. Nobody earns or pays it: it is no money and part of no return.";

type Book = ReturnType<typeof useRates>["data"];

const useRates = () => api.useSuspenseQuery("get", "/v1/media-rates");

function RateForm({ book, onClose }: { readonly book: Book; readonly onClose: () => void }) {
  const set = api.useMutation("put", "/v1/media-rates", inForm);
  const form = useForm({
    initial: {
      currency: book.currency,
      source: book.source ?? "",
      ...Object.fromEntries(book.data.map(({ key, value }) => [key, value ?? ""])),
    } as Record<string, string>,
    submit: ({ currency = "", source = "", ...texts }) => {
      const rates = Object.fromEntries(
        book.data
          .filter(({ key, published }) => texts[key] !== (published ?? ""))
          .map(({ key }) => [key, texts[key] === "" ? null : texts[key]!]),
      );
      return set.mutateAsync({ body: { currency, source, rates } });
    },
    pointers: Object.fromEntries(book.data.map(({ key }) => [key, `/rates/${key}`])),
    onDone: () => {
      showDone("The rates are said.");
      onClose();
    },
  });
  return (
    <Form form={form} submitLabel="Say rates" onCancel={onClose}>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <TextInput label="Currency of all rates" maxLength={3} autoComplete="off" {...form.field("currency")} />
        <TextInput label="Where they come from" maxLength={500} autoComplete="off" {...form.field("source")} />
        {book.data.map(({ key, label, published }) => (
          <DecimalTextInput
            key={key}
            label={label}
            isOptional
            hint={published === null ? "Not published." : `Published: ${published}.`}
            {...form.field(key)}
          />
        ))}
      </div>
    </Form>
  );
}

function RatesDialog({ onClose }: { readonly onClose: () => void }) {
  const { data: book } = useRates();
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Rates of media value"
      lead="Assumptions of the methods. An empty field: none. Earlier rates stay on record."
    >
      <RateForm book={book} onClose={onClose} />
    </Dialog>
  );
}

/** Media value by every published method, as a range. */
export function MediaValueSection({ value, of, file }: { readonly value: MediaValue; readonly of: string; readonly file: TableFile }) {
  const canWrite = useIsAtLeast("manager");
  const [isOpen, setOpen] = useState(false);
  const edit = canWrite && (
    <Button icon={Pencil} size="small" onClick={() => setOpen(true)}>
      Say rates
    </Button>
  );
  return (
    <Section title="Media value" lead={`${rangeText(value)} ${rule}`} actions={edit}>
      <Table
        caption={`Media value of ${of}`}
        columns={columnsIn(value.rates_currency)}
        rows={value.methods}
        rowKey={({ id }) => id}
        file={file}
        empty={<span />}
      />
      {isOpen && <RatesDialog onClose={() => setOpen(false)} />}
    </Section>
  );
}
