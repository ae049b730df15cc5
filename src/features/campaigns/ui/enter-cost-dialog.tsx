import type { CostKind } from "../../../kernel/costs/cost-kind.ts";
import { localDay } from "../../../kernel/zone.ts";
import { api, inForm } from "../../../web/api.ts";
import { Form } from "../../../web/kit/form/form.tsx";
import { missing } from "../../../web/kit/form/missing.ts";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { DateInput } from "../../../web/kit/input/date-input.tsx";
import { MoneyInput } from "../../../web/kit/input/money-input.tsx";
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

const bases = [
  { value: "worked_out", label: "Worked out from how many" },
  { value: "amount", label: "As an amount" },
] as const;

interface Values {
  readonly kind: CostKind;
  readonly basis: (typeof bases)[number]["value"];
  readonly amount: string | undefined;
  readonly quantity: string;
  readonly each: string | undefined;
  readonly incurred_on: string;
  readonly creator_id: string;
  readonly note: string;
}

const words = {
  staff_time: { quantity: "Hours", each: "Cost of an hour" },
  product: { quantity: "Pieces", each: "Cost of a piece" },
} as const;

/** Products and hours can be worked out; other kinds state their amount. */
const wordsOf = ({ kind, basis }: Pick<Values, "kind" | "basis">) =>
  basis === "worked_out" && (kind === "staff_time" || kind === "product") ? words[kind] : undefined;

function useCostForm({ campaign, onClose }: EnterCostDialogProps) {
  const { zone } = useWorkspace();
  const { currency } = campaign;
  const enter = api.useMutation("post", "/v1/campaigns/{id}/costs", inForm);
  return useForm({
    initial: {
      kind: "fee",
      basis: "worked_out",
      amount: undefined,
      quantity: "",
      each: undefined,
      incurred_on: localDay(Date.now(), zone),
      creator_id: "",
      note: "",
    } as Values,
    submit: ({ kind, incurred_on, creator_id, note, ...rest }) => {
      const common = { kind, incurred_on, creator_id: creator_id === "" ? null : creator_id, note };
      const isWorkedOut = wordsOf({ kind, basis: rest.basis }) !== undefined;
      if (isWorkedOut && rest.quantity.trim() === "") return missing("quantity", "Write how many.");
      if (isWorkedOut && rest.each === undefined) return missing("each", "Write what one costs.");
      if (!isWorkedOut && rest.amount === undefined) return missing("amount", "Write the amount.");
      const worth = isWorkedOut
        ? { quantity: rest.quantity.trim(), each: { amount: rest.each!, currency } }
        : { amount: { amount: rest.amount!, currency } };
      return enter.mutateAsync({ params: { path: { id: campaign.id } }, body: { ...common, ...worth } });
    },
    onDone: () => {
      showDone("The cost is entered.");
      onClose();
    },
  });
}

/** Enters a cost: an amount, or hours or pieces at what one costs. */
export function EnterCostDialog({ campaign, onClose }: EnterCostDialogProps) {
  const { currency } = campaign;
  const form = useCostForm({ campaign, onClose });
  const { kind } = form.values;
  const named = wordsOf(form.values);
  const creators = campaign.creators.map((each) => ({ value: each.creator_id, label: each.name }));
  return (
    <Dialog isOpen onClose={onClose} title="Enter cost" lead="Commissions count by themselves; enter what they do not cover.">
      <Form form={form} submitLabel="Enter cost" onCancel={onClose}>
        <Select label="Kind" options={costKindOptions} {...form.field("kind")} />
        {kind in words && <Select label="How it is stated" options={bases} {...form.field("basis")} />}
        {named === undefined ? (
          <MoneyInput label="Amount" currency={currency} {...form.field("amount")} />
        ) : (
          <div className="grid items-start gap-4 sm:grid-cols-2">
            <TextInput label={named.quantity} inputMode="decimal" autoComplete="off" {...form.field("quantity")} />
            <MoneyInput label={named.each} currency={currency} {...form.field("each")} />
          </div>
        )}
        <DateInput label="Day" {...form.field("incurred_on")} />
        <Select label="For" options={[{ value: "", label: "The campaign as a whole" }, ...creators]} {...form.field("creator_id")} />
        <TextInput label="Note" isOptional maxLength={1000} autoComplete="off" {...form.field("note")} />
      </Form>
    </Dialog>
  );
}
