import type { CostKind } from "../../../kernel/costs/cost-kind.ts";
import { localDay } from "../../../kernel/zone.ts";
import { api, inForm } from "../../../web/api.ts";
import { DecimalTextInput } from "../../../web/kit/form/decimal-text-input.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import { missing } from "../../../web/kit/form/missing.ts";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { DateInput } from "../../../web/kit/input/date-input.tsx";
import { MoneyInput } from "../../../web/kit/input/money-input.tsx";
import { PercentInput } from "../../../web/kit/input/percent-input.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { costKindOptions } from "../../../web/lists/cost-kinds.ts";
import { useWorkspace } from "../../../web/session.ts";
import type { Campaign } from "./campaign.ts";

interface EnterCostDialogProps {
  readonly campaign: Campaign;
  readonly onClose: () => void;
}

type Basis = "amount" | "worked_out" | "order";

interface Values {
  readonly kind: CostKind;
  readonly basis: Basis;
  readonly amount: string | undefined;
  readonly quantity: string;
  readonly share: string | undefined;
  readonly each: string | undefined;
  readonly order: string;
  readonly incurred_on: string;
  readonly creator_id: string;
  readonly note: string;
  readonly vat_note: string;
  readonly reference: string;
}

/** What is counted of the kinds that are worked out, and what one of it costs; the others state their amount. */
const counted: { readonly [K in CostKind]?: { readonly quantity: string; readonly each: string; readonly way: string } } = {
  staff_time: { quantity: "Hours", each: "Cost of an hour", way: "Hours at a rate" },
  product: { quantity: "Pieces", each: "Cost of a piece", way: "Pieces at what one costs" },
  shipping: { quantity: "Parcels", each: "Cost of a parcel", way: "Parcels at what one costs" },
  tools: { quantity: "Share", each: "Whole bill", way: "A share of a bill" },
};

const waysOf = (kind: CostKind): { value: Basis; label: string }[] => [
  { value: "amount", label: "As an amount" },
  ...(counted[kind] === undefined ? [] : [{ value: "worked_out" as const, label: counted[kind].way }]),
  ...(kind === "product" ? [{ value: "order" as const, label: "The goods of a gifted order" }] : []),
];

/** How the cost is stated: a way that the kind does not have falls back to the amount. */
const basisOf = ({ kind, basis }: Pick<Values, "kind" | "basis">): Basis =>
  waysOf(kind).some(({ value }) => value === basis) ? basis : "amount";

/** What the cost comes to as the API takes it, or the field that is missing. */
function worthOf(values: Values, currency: string) {
  const money = (amount: string) => ({ amount, currency });
  const basis = basisOf(values);
  if (basis === "order") return values.order.trim() === "" ? missing("order", "Write the order’s number.") : { order: values.order.trim() };
  if (basis === "amount") return values.amount === undefined ? missing("amount", "Write the amount.") : { amount: money(values.amount) };
  const isShare = values.kind === "tools";
  const quantity = isShare ? values.share : values.quantity.trim();
  if (quantity === undefined || quantity === "") return missing(isShare ? "share" : "quantity", "Write how many.");
  if (isShare && values.note.trim() === "") return missing("note", "Say by which key the share was taken.");
  return values.each === undefined ? missing("each", "Write what one costs.") : { quantity, each: money(values.each) };
}

function useCostForm({ campaign, onClose }: EnterCostDialogProps) {
  const { zone } = useWorkspace();
  const { currency } = campaign;
  const enter = api.useMutation("post", "/v1/campaigns/{id}/costs", inForm);
  return useForm({
    initial: {
      kind: "fee",
      basis: "amount",
      amount: undefined,
      quantity: "",
      share: undefined,
      each: undefined,
      order: "",
      incurred_on: localDay(Date.now(), zone),
      creator_id: "",
      note: "",
      vat_note: "",
      reference: "",
    } as Values,
    submit: (values) => {
      const worth = worthOf(values, currency);
      if (worth instanceof Promise) return worth;
      const { kind, incurred_on, creator_id, note, vat_note, reference } = values;
      const common = { kind, incurred_on, creator_id: creator_id === "" ? null : creator_id, note, vat_note };
      const body = { ...common, ...worth, reference: reference.trim() === "" ? null : reference };
      return enter.mutateAsync({ params: { path: { id: campaign.id } }, body });
    },
    pointers: { share: "/quantity" },
    onDone: () => {
      showDone("The cost is entered.");
      onClose();
    },
  });
}

/** How much it comes to, in the way that was chosen. */
function WorthFields({ form, currency }: { readonly form: ReturnType<typeof useCostForm>; readonly currency: string }) {
  const basis = basisOf(form.values);
  const words = counted[form.values.kind];
  if (basis === "order")
    return (
      <TextInput
        label="Order number"
        hint="As the shop calls it. Its lines say what the goods cost."
        autoComplete="off"
        {...form.field("order")}
      />
    );
  if (basis === "amount" || words === undefined) return <MoneyInput label="Amount" currency={currency} {...form.field("amount")} />;
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      {form.values.kind === "tools" ? (
        <PercentInput label={words.quantity} {...form.field("share")} />
      ) : (
        <DecimalTextInput label={words.quantity} {...form.field("quantity")} />
      )}
      <MoneyInput label={words.each} currency={currency} {...form.field("each")} />
    </div>
  );
}

/** Enters a cost: an amount, how many at what one costs, a share of a bill, or the goods of a gifted order. */
export function EnterCostDialog({ campaign, onClose }: EnterCostDialogProps) {
  const form = useCostForm({ campaign, onClose });
  const ways = waysOf(form.values.kind);
  const isShare = form.values.kind === "tools" && basisOf(form.values) === "worked_out";
  const creators = campaign.creators.map((each) => ({ value: each.creator_id, label: each.name }));
  return (
    <Dialog isOpen onClose={onClose} title="Enter cost" lead="Commissions count by themselves; enter what they do not cover.">
      <Form form={form} submitLabel="Enter cost" onCancel={onClose}>
        <Select label="Kind" options={costKindOptions} {...form.field("kind")} />
        {ways.length > 1 && <Select label="How it is stated" options={ways} {...form.field("basis")} value={basisOf(form.values)} />}
        <WorthFields form={form} currency={campaign.currency} />
        <DateInput label="Day" {...form.field("incurred_on")} />
        <Select label="For" options={[{ value: "", label: "The campaign as a whole" }, ...creators]} {...form.field("creator_id")} />
        <TextInput
          label={isShare ? "Key of the share" : "Note"}
          isOptional={!isShare}
          hint={isShare ? "Such as: 3 of 12 campaigns of the year." : undefined}
          maxLength={1000}
          autoComplete="off"
          {...form.field("note")}
        />
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <TextInput
            label="Reference"
            isOptional
            hint="Such as an invoice’s number."
            maxLength={200}
            autoComplete="off"
            {...form.field("reference")}
          />
          <TextInput
            label="Value-added tax"
            isOptional
            hint="What the amount contains of it."
            maxLength={200}
            autoComplete="off"
            {...form.field("vat_note")}
          />
        </div>
      </Form>
    </Dialog>
  );
}
