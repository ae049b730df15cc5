import { ArrowRightLeft, Plus } from "lucide-react";
import { useState } from "react";
import { localDay } from "../../../kernel/zone.ts";
import { api, inForm } from "../../../web/api.ts";
import type { components } from "../../../web/api.gen.d.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import { missing } from "../../../web/kit/form/missing.ts";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { DateInput } from "../../../web/kit/input/date-input.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { tableFile } from "../../../web/kit/table/table-file.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { Day } from "../../../web/kit/time/day.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { useWorkspace } from "../../../web/session.ts";

type Rate = components["schemas"]["ExchangeRate"];

/** Without the zeros that the database fills up with. */
const plainRate = (rate: string): string => (rate.includes(".") ? rate.replace(/\.?0+$/, "") : rate);

const columns: Column<Rate>[] = [
  { key: "on", head: "Day", cell: (rate) => <Day on={rate.on} /> },
  { key: "pair", head: "Rate", cell: (rate) => `1 ${rate.base} = ${plainRate(rate.rate)} ${rate.quote}` },
  { key: "source", head: "Source", cell: (rate) => rate.source, canWrap: true },
];

function AddRateDialog({ onClose }: { readonly onClose: () => void }) {
  const { currency, zone } = useWorkspace();
  const today = localDay(Date.now(), zone);
  const add = api.useMutation("post", "/v1/exchange-rates", inForm);
  const place = (name: string) => `/rates/0/${name}`;
  const form = useForm({
    initial: { on: today, base: "USD", quote: currency, rate: "", source: "ECB" },
    pointers: { on: place("on"), base: place("base"), quote: place("quote"), rate: place("rate"), source: place("source") },
    submit: ({ base, quote, rate, ...rest }) => {
      if (rate.trim() === "") return missing("rates/0/rate", "Write what one unit is worth.");
      const pair = { base: base.trim().toUpperCase(), quote: quote.trim().toUpperCase() };
      return add.mutateAsync({ body: { rates: [{ ...rest, ...pair, rate: rate.trim().replace(",", ".") }] } });
    },
    onDone: ({ added }) => {
      showDone(added === 1 ? "The rate is added." : "That day already has this rate; it stays as it is.");
      onClose();
    },
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Add rate"
      lead="A rate that a day already has stays as it is, because commissions rest on it. Many at once: send them by the API."
    >
      <Form form={form} submitLabel="Add rate" onCancel={onClose}>
        <DateInput label="Day" max={today} {...form.field("on")} />
        <div className="grid items-start gap-4 sm:grid-cols-3">
          <TextInput label="One unit of" maxLength={3} autoComplete="off" {...form.field("base")} />
          <TextInput label="Is worth" inputMode="decimal" placeholder="0.9134" autoComplete="off" {...form.field("rate")} />
          <TextInput label="Units of" maxLength={3} autoComplete="off" {...form.field("quote")} />
        </div>
        <TextInput label="Source" hint="Where the rate comes from." maxLength={100} autoComplete="off" {...form.field("source")} />
      </Form>
    </Dialog>
  );
}

/** The rates by which orders in other currencies are converted. */
export function ExchangeRates() {
  const canWrite = useIsAtLeast("admin");
  const { data } = api.useSuspenseQuery("get", "/v1/exchange-rates");
  const [isAdding, setAdding] = useState(false);
  const add = canWrite && (
    <Button icon={Plus} onClick={() => setAdding(true)}>
      Add rate
    </Button>
  );
  return (
    <Section
      title="Rates of exchange"
      lead="Needed where a program pays in one currency and an order came in another, and for totals over currencies."
      actions={data.data.length === 0 ? undefined : add}
    >
      <Table
        caption="Rates of exchange"
        columns={columns}
        rows={data.data}
        file={tableFile("/v1/exchange-rates")}
        rowKey={(rate) => `${rate.on} ${rate.base} ${rate.quote} ${rate.source}`}
        empty={
          <EmptyState title="No rates yet" icon={ArrowRightLeft} action={add}>
            As long as all orders and programs share one currency, none is needed.
          </EmptyState>
        }
      />
      {isAdding && <AddRateDialog onClose={() => setAdding(false)} />}
    </Section>
  );
}
