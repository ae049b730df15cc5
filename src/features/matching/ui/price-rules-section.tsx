import { Plus } from "lucide-react";
import { useState } from "react";
import { api, inForm } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { Section } from "../../../web/kit/page/section.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { ContentRangeDialog, UseRangeDialog } from "./price-range-dialogs.tsx";
import { contentName, ContentRanges, useName, UseRanges } from "./price-ranges.tsx";
import { RemoveRuleDialog } from "./remove-rule-dialog.tsx";
import { RulesHead, whyField } from "./rules-head.tsx";
import type { PriceRules } from "./words.ts";

type Tables = Pick<PriceRules, "currency" | "content" | "uses">;
type Put = (change: Partial<Tables>, why: string) => Promise<unknown>;

/** What is being changed: a range at its place in a table, or the currency of all. */
type Place = { readonly in: "content" | "uses"; readonly at: number; readonly isRemoval: boolean } | { readonly in: "currency" };

function CurrencyDialog({ currency, onPut, onClose }: { currency: string; onPut: Put; onClose: () => void }) {
  const form = useForm({
    initial: { currency, source: "" },
    submit: ({ currency: code, source }) => onPut({ currency: code.trim().toUpperCase() }, source),
    onDone: () => {
      showDone("The currency is set.");
      onClose();
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title="Currency of the ranges" lead="Amounts stay as they are written: none is converted.">
      <Form form={form} submitLabel="Set currency" onCancel={onClose}>
        <TextInput
          label="Currency"
          hint="Three letters, such as EUR."
          isMono
          maxLength={3}
          autoComplete="off"
          {...form.field("currency")}
        />
        <TextInput {...whyField} {...form.field("source")} />
      </Form>
    </Dialog>
  );
}

function Dialogs({ held, place, onPut, onClose }: { held: PriceRules; place: Place; onPut: Put; onClose: () => void }) {
  if (place.in === "currency") return <CurrencyDialog currency={held.currency} onPut={onPut} onClose={onClose} />;
  const { at } = place;
  const of = { at, currency: held.currency, onClose };
  if (place.in === "content") {
    const range = held.content[at];
    const rest = (why: string) => onPut({ content: held.content.toSpliced(at, 1) }, why);
    if (place.isRemoval) return <RemoveRuleDialog what={contentName(range!)} onRemove={rest} onClose={onClose} />;
    return <ContentRangeDialog {...of} range={range} onPut={(next, why) => onPut({ content: held.content.toSpliced(at, 1, next) }, why)} />;
  }
  const range = held.uses[at];
  const rest = (why: string) => onPut({ uses: held.uses.toSpliced(at, 1) }, why);
  if (place.isRemoval) return <RemoveRuleDialog what={useName(range!)} onRemove={rest} onClose={onClose} />;
  return <UseRangeDialog {...of} range={range} onPut={(next, why) => onPut({ uses: held.uses.toSpliced(at, 1, next) }, why)} />;
}

/** The ranges that prices start from. */
export function PriceRulesSection() {
  const { data: held } = api.useSuspenseQuery("get", "/v1/price-rules");
  const set = api.useMutation("put", "/v1/price-rules", inForm);
  const canWrite = useIsAtLeast("manager");
  const [place, setPlace] = useState<Place>();
  const { currency, content, uses } = held;
  const put: Put = (change, source) => set.mutateAsync({ body: { currency, content, uses, ...change, source, replaces: held.set_at } });
  const pick = (table: "content" | "uses") =>
    canWrite ? (at: number, isRemoval: boolean) => setPlace({ in: table, at, isRemoval }) : undefined;
  const actions = canWrite && (
    <>
      <Button onClick={() => setPlace({ in: "currency" })}>Change currency</Button>
      <Button icon={Plus} onClick={() => setPlace({ in: "content", at: content.length, isRemoval: false })}>
        Add price of a piece
      </Button>
      <Button icon={Plus} onClick={() => setPlace({ in: "uses", at: uses.length, isRemoval: false })}>
        Add price of a use
      </Button>
    </>
  );
  return (
    <Section title="What prices start from" lead="Each range is weak: deals of your own soon outweigh it." actions={actions}>
      <div className="flex flex-col gap-3">
        <RulesHead kind="prices" rules={held} />
        <ContentRanges rows={content} currency={currency} onPick={pick("content")} />
        <UseRanges rows={uses} currency={currency} onPick={pick("uses")} />
      </div>
      {place !== undefined && <Dialogs held={held} place={place} onPut={put} onClose={() => setPlace(undefined)} />}
    </Section>
  );
}
