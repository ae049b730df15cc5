import { api, inForm } from "../../../web/api.ts";
import { Form } from "../../../web/kit/form/form.tsx";
import { missing } from "../../../web/kit/form/missing.ts";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { MoneyInput } from "../../../web/kit/input/money-input.tsx";
import { PercentInput } from "../../../web/kit/input/percent-input.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import type { Campaign } from "./campaign.ts";

function MarginForm({ known, onClose }: { readonly known: string | undefined; readonly onClose: () => void }) {
  const set = api.useMutation("put", "/v1/margin-rate", inForm);
  const form = useForm({
    initial: { rate: known },
    submit: ({ rate }) => (rate === undefined ? missing("rate", "Write the rate.") : set.mutateAsync({ body: { rate } })),
    onDone: () => {
      showDone("The margin rate is stated.");
      onClose();
    },
  });
  return (
    <Form form={form} submitLabel="State margin rate" onCancel={onClose}>
      <PercentInput label="Margin rate" {...form.field("rate")} />
    </Form>
  );
}

/** States the brand's margin rate. */
export function MarginDialog({ onClose }: { readonly onClose: () => void }) {
  const known = api.useQuery("get", "/v1/margin-rate", {}, { throwOnError: false });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="State the margin rate"
      lead="Of all campaigns: what is left of 100 of revenue after goods and delivery. Where an order says what its goods cost, that holds instead."
    >
      {!known.isPending && <MarginForm known={known.data?.rate ?? undefined} onClose={onClose} />}
    </Dialog>
  );
}

const spans = [
  { value: "campaign", label: "Campaign’s days" },
  { value: "days_90", label: "90 days" },
  { value: "lifetime", label: "Lifetime" },
] as const;

interface Effect {
  readonly horizon: (typeof spans)[number]["value"];
  readonly revenue: string | undefined;
  readonly low: string | undefined;
  readonly high: string | undefined;
  readonly level: string | undefined;
  readonly source: string;
}

function useEffectForm(campaign: Campaign, onClose: () => void) {
  const state = api.useMutation("post", "/v1/campaigns/{id}/incremental", inForm);
  const { currency } = campaign;
  return useForm({
    initial: { horizon: "campaign", revenue: undefined, low: undefined, high: undefined, level: "0.9", source: "" } as Effect,
    submit: ({ revenue, low, high, level, ...rest }) => {
      if (revenue === undefined) return missing("revenue", "Write the revenue.");
      if (low === undefined) return missing("low", "Write the lower end.");
      if (high === undefined) return missing("high", "Write the upper end.");
      if (level === undefined) return missing("level", "Write how sure the interval is.");
      const money = (amount: string) => ({ amount, currency });
      const body = { ...rest, level, revenue: money(revenue), low: money(low), high: money(high) };
      return state.mutateAsync({ params: { path: { id: campaign.id } }, body });
    },
    pointers: { revenue: "/revenue", low: "/low", high: "/high" },
    onDone: () => {
      showDone("The effect is stated.");
      onClose();
    },
  });
}

/** States what a campaign caused, with its interval and its source. */
export function EffectDialog({ campaign, onClose }: { readonly campaign: Campaign; readonly onClose: () => void }) {
  const form = useEffectForm(campaign, onClose);
  const { currency } = campaign;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="State what it caused"
      lead="Revenue that would not have come without the campaign, as an experiment says. The newest statement of a span holds."
    >
      <Form form={form} submitLabel="State effect" onCancel={onClose}>
        <Select label="Span" options={spans} {...form.field("horizon")} />
        <MoneyInput label="Incremental revenue" currency={currency} {...form.field("revenue")} />
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <MoneyInput label="At least" currency={currency} {...form.field("low")} />
          <MoneyInput label="At most" currency={currency} {...form.field("high")} />
        </div>
        <PercentInput label="How sure the interval is" {...form.field("level")} />
        <TextInput
          label="Source"
          hint="The experiment, its method and date."
          maxLength={500}
          autoComplete="off"
          {...form.field("source")}
        />
      </Form>
    </Dialog>
  );
}
