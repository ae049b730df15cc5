import { daysLater } from "../../../kernel/civil.ts";
import { localDay } from "../../../kernel/zone.ts";
import { api, inForm } from "../../../web/api.ts";
import type { components } from "../../../web/api.gen.d.ts";
import { DecimalTextInput } from "../../../web/kit/form/decimal-text-input.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import { missing } from "../../../web/kit/form/missing.ts";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { DateInput } from "../../../web/kit/input/date-input.tsx";
import { MoneyInput } from "../../../web/kit/input/money-input.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { useWorkspace } from "../../../web/session.ts";
import { basisOptions, placeOptions, type Reuse } from "./reuse.ts";

interface EnterReuseProps {
  readonly campaign: components["schemas"]["Campaign"];
  readonly onClose: () => void;
}

const counts = { with_shown: "", with_ordered: "", without_shown: "", without_ordered: "", shown_in_all: "" };
type CountField = keyof typeof counts;

const countLabels: { readonly [F in CountField]: string } = {
  with_shown: "Saw it with the content",
  with_ordered: "Of these ordered",
  without_shown: "Saw it without",
  without_ordered: "Of these ordered",
  shown_in_all: "Saw it with the content in all",
};

const initialOf = (creatorId: string, today: string) => ({
  creator_id: creatorId,
  post_id: "",
  used_in: "paid_ads" as Reuse["used_in"],
  from_on: today,
  last_on: "",
  basis: "replacement_cost" as Reuse["basis"],
  amount: undefined as string | undefined,
  each: undefined as string | undefined,
  ...counts,
  source: "",
  note: "",
});
type Values = ReturnType<typeof initialOf>;

/** What the use is worth as the API takes it, or the field that is missing. */
function worthOf(values: Values, currency: string) {
  const { amount, each } = values;
  if (values.basis !== "measured") return amount === undefined ? missing("amount", "Write the amount.") : { amount: { amount, currency } };
  const wrong = (Object.keys(counts) as CountField[]).find((field) => !/^\d{1,9}$/.test(values[field].trim()));
  if (wrong !== undefined) return missing(wrong, "Write a whole number.");
  if (each === undefined) return missing("each", "Write what an order is worth.");
  const group = (side: "with" | "without") => ({ shown: Number(values[`${side}_shown`]), ordered: Number(values[`${side}_ordered`]) });
  return {
    test: { with: group("with"), without: group("without"), shown_in_all: Number(values.shown_in_all), each: { amount: each, currency } },
  };
}

function useReuseForm({ campaign, onClose }: EnterReuseProps) {
  const { zone } = useWorkspace();
  const enter = api.useMutation("post", "/v1/campaigns/{id}/content-reuses", inForm);
  return useForm({
    initial: initialOf(campaign.creators[0]?.creator_id ?? "", localDay(Date.now(), zone)),
    submit: (values) => {
      if (values.creator_id === "") return missing("creator_id", "Choose whose content it is; add creators to the campaign first.");
      const worth = worthOf(values, campaign.currency);
      if (worth instanceof Promise) return worth;
      const { creator_id, post_id, used_in, from_on, last_on, basis, source, note } = values;
      const until_on = last_on === "" ? null : daysLater(last_on, 1);
      const body = { creator_id, post_id: post_id === "" ? null : post_id, used_in, from_on, until_on, basis, source, note, ...worth };
      return enter.mutateAsync({ params: { path: { id: campaign.id } }, body });
    },
    pointers: {
      last_on: "/until_on",
      each: "/test/each/amount",
      with_shown: "/test/with/shown",
      with_ordered: "/test/with",
      without_shown: "/test/without/shown",
      without_ordered: "/test/without",
      shown_in_all: "/test/shown_in_all",
    },
    onDone: () => {
      showDone("The use is entered.");
      onClose();
    },
  });
}

type ReuseForm = ReturnType<typeof useReuseForm>;

function TestFields({ form, currency }: { readonly form: ReuseForm; readonly currency: string }) {
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      {(Object.keys(counts) as CountField[]).map((field) => (
        <DecimalTextInput key={field} isWhole label={countLabels[field]} {...form.field(field)} />
      ))}
      <MoneyInput label="An order is worth" hint="Its margin, as far as you know it." currency={currency} {...form.field("each")} />
    </div>
  );
}

/** The creator's posts, where there are any. */
function PostChoice({ form, campaignId }: { readonly form: ReuseForm; readonly campaignId: string }) {
  const creator_id = form.values.creator_id;
  const query = { campaign_id: campaignId, creator_id, limit: 100 };
  const posts = api.useQuery("get", "/v1/posts", { params: { query } }, { throwOnError: false, enabled: creator_id !== "" });
  const options = (posts.data?.data ?? []).map(({ id, title, url }) => ({ value: id, label: title === "" ? (url ?? id) : title }));
  if (options.length === 0) return null;
  return (
    <Select label="Post" isOptional options={[{ value: "", label: "No post in particular" }, ...options]} {...form.field("post_id")} />
  );
}

/** Enters where a creator's content was used again and what that was worth. */
export function EnterReuseDialog({ campaign, onClose }: EnterReuseProps) {
  const form = useReuseForm({ campaign, onClose });
  const isMeasured = form.values.basis === "measured";
  return (
    <Dialog isOpen onClose={onClose} title="Enter reuse" lead="It stands by itself: neither revenue nor return has any of it.">
      <Form form={form} submitLabel="Enter reuse" onCancel={onClose}>
        <Select
          label="Whose content"
          options={campaign.creators.map((each) => ({ value: each.creator_id, label: each.name }))}
          {...form.field("creator_id")}
        />
        <PostChoice form={form} campaignId={campaign.id} />
        <Select label="Used in" options={placeOptions} {...form.field("used_in")} />
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <DateInput label="From" {...form.field("from_on")} />
          <DateInput label="Last day" isOptional hint="Empty: it is still used." {...form.field("last_on")} />
        </div>
        <Select label="Its worth is known by" options={basisOptions} {...form.field("basis")} />
        {isMeasured ? (
          <TestFields form={form} currency={campaign.currency} />
        ) : (
          <MoneyInput label="Amount" currency={campaign.currency} {...form.field("amount")} />
        )}
        <TextInput
          label="Source"
          hint="What shows it: a quote, a price list, the test."
          maxLength={500}
          autoComplete="off"
          {...form.field("source")}
        />
        <TextInput label="Note" isOptional maxLength={1000} autoComplete="off" {...form.field("note")} />
      </Form>
    </Dialog>
  );
}
