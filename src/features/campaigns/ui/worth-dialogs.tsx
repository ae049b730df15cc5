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

type Part = Campaign["creators"][number];

const formatWords: { readonly [F in NonNullable<Part["format"]>]: string } = {
  post: "Post",
  carousel: "Carousel",
  reel: "Reel",
  story: "Story",
  video: "Video",
  short: "Short video",
  live: "Live",
  podcast: "Podcast",
  newsletter: "Newsletter",
  mixed: "Several formats",
};
const formats: readonly { readonly value: NonNullable<Part["format"]> | ""; readonly label: string }[] = [
  { value: "", label: "Not said" },
  ...Object.entries(formatWords).map(([value, label]) => ({ value: value as NonNullable<Part["format"]>, label })),
];

/** Says with which offer and in which format a creator takes part. */
export function PartDialog({
  campaign,
  part,
  onClose,
}: {
  readonly campaign: Campaign;
  readonly part: Part;
  readonly onClose: () => void;
}) {
  const set = api.useMutation("put", "/v1/campaigns/{id}/creators/{creator_id}", inForm);
  const form = useForm({
    initial: { discount: part.discount ?? undefined, format: (part.format ?? "") as NonNullable<Part["format"]> | "" },
    submit: ({ discount, format }) =>
      set.mutateAsync({
        params: { path: { id: campaign.id, creator_id: part.creator_id } },
        body: { discount: discount ?? null, format: format === "" ? null : format },
      }),
    onDone: () => {
      showDone("Saved.");
      onClose();
    },
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Offer and format of ${part.name}`}
      lead="What a creator brings is told apart from what their offer and format bring: see “Who do I book again?”."
    >
      <Form form={form} submitLabel="Save" onCancel={onClose}>
        <PercentInput
          label="Discount of their code"
          isOptional
          hint="0 %: their code gives none. Empty: not said."
          {...form.field("discount")}
        />
        <Select label="Format, mostly" options={formats} {...form.field("format")} />
      </Form>
    </Dialog>
  );
}
