import { Form } from "../../../web/kit/form/form.tsx";
import { missing } from "../../../web/kit/form/missing.ts";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { DecimalInput } from "../../../web/kit/form/decimal-input.tsx";
import { NumberInput } from "../../../web/kit/input/number-input.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { platformOptions } from "../../../web/pickers/platforms.ts";
import type { ContentRange, UseRange } from "./price-ranges.tsx";
import { whyField } from "./rules-head.tsx";
import { optionsOf, priceWords } from "./words.ts";

interface RangeDialogProps<R> {
  /** The one to change; undefined for a new one. */
  readonly range: R | undefined;
  /** Its place among the others. */
  readonly at: number;
  readonly currency: string;
  readonly onPut: (range: R, why: string) => Promise<unknown>;
  readonly onClose: () => void;
}

const most = 1e12;
const anyPlatform = { value: "", label: "Any" } as const;
const { content: _content, ...uses } = priceWords;
const useOptions = optionsOf(uses);
const bys = [
  { value: "share", label: "A share of the content’s price" },
  { value: "amount", label: "An amount" },
] as const;

const pointersIn = (place: string, names: readonly string[]) => Object.fromEntries(names.map((name) => [name, `/${place}/${name}`]));
const done = (onClose: () => void) => (): void => {
  showDone("The ranges are set.");
  onClose();
};

function useContentForm({ range, at, onPut, onClose }: RangeDialogProps<ContentRange>) {
  const place = `content/${at}`;
  return useForm({
    initial: {
      platform: range?.platform ?? ("" as "" | NonNullable<ContentRange["platform"]>),
      ...{ from_followers: range?.from_followers, to_followers: range?.to_followers ?? undefined, low: range?.low, high: range?.high },
      ...{ range_source: range?.source ?? "", source: "" },
    },
    submit: ({ platform, from_followers: from, to_followers: to, low, high, range_source: said, source }) => {
      if (from === undefined) return missing(`${place}/from_followers`, "Write from how many followers on.");
      if (low === undefined) return missing(`${place}/low`, "Write the lower end.");
      if (high === undefined) return missing(`${place}/high`, "Write the upper end.");
      const ends = { from_followers: from, to_followers: to ?? null, low, high };
      return onPut({ platform: platform === "" ? null : platform, ...ends, source: said }, source);
    },
    pointers: {
      ...pointersIn(place, ["platform", "from_followers", "to_followers", "low", "high"]),
      range_source: `/${place}/source`,
    },
    onDone: done(onClose),
  });
}

const titleOf = (range: object | undefined): string => (range === undefined ? "New range" : "Change range");

/** Writes what a source says of one piece. */
export function ContentRangeDialog(props: RangeDialogProps<ContentRange>) {
  const form = useContentForm(props);
  const unit = props.currency;
  return (
    <Dialog isOpen onClose={props.onClose} title={titleOf(props.range)} lead="What a source says that one piece of content costs.">
      <Form form={form} submitLabel="Set range" onCancel={props.onClose}>
        <Select label="Platform" options={[anyPlatform, ...platformOptions]} {...form.field("platform")} />
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <NumberInput label="From" unit="followers" {...form.field("from_followers")} />
          <NumberInput label="Below" isOptional min={1} unit="followers" {...form.field("to_followers")} />
          <DecimalInput label="Lower end" min={0} max={most} unit={unit} {...form.field("low")} />
          <DecimalInput label="Upper end" min={0} max={most} unit={unit} {...form.field("high")} />
        </div>
        <TextInput label="Source of the range" hint="Who says so." maxLength={500} autoComplete="off" {...form.field("range_source")} />
        <TextInput {...whyField} {...form.field("source")} />
      </Form>
    </Dialog>
  );
}

/** What is 0.5 to the API is 50 to a person, where it is a share. */
const shown = (end: number | undefined, by: UseRange["by"]): number | undefined =>
  end === undefined || by === "amount" ? end : Math.round(end * 1e8) / 1e6;
const kept = (end: number, by: UseRange["by"]): number => (by === "amount" ? end : Math.round(end * 1e6) / 1e8);

function useUseForm({ range, at, onPut, onClose }: RangeDialogProps<UseRange>) {
  const place = `uses/${at}`;
  const by = range?.by ?? "share";
  return useForm({
    initial: {
      ...{ kind: range?.kind ?? ("organic_repost" as UseRange["kind"]), by },
      ...{ low: shown(range?.low, by), high: shown(range?.high, by), range_source: range?.source ?? "", source: "" },
    },
    submit: ({ low, high, range_source: said, source, ...of }) => {
      if (low === undefined) return missing(`${place}/low`, "Write the lower end.");
      if (high === undefined) return missing(`${place}/high`, "Write the upper end.");
      return onPut({ ...of, low: kept(low, of.by), high: kept(high, of.by), source: said }, source);
    },
    pointers: { ...pointersIn(place, ["kind", "by", "low", "high"]), range_source: `/${place}/source` },
    onDone: done(onClose),
  });
}

/** Writes what a source says of a use by piece and month. */
export function UseRangeDialog(props: RangeDialogProps<UseRange>) {
  const form = useUseForm(props);
  const unit = form.values.by === "share" ? "%" : props.currency;
  return (
    <Dialog isOpen onClose={props.onClose} title={titleOf(props.range)} lead="What a source says that a use costs, by piece and month.">
      <Form form={form} submitLabel="Set range" onCancel={props.onClose}>
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <Select label="What for" options={useOptions} {...form.field("kind")} />
          <Select label="Told as" options={bys} {...form.field("by")} />
          <DecimalInput label="Lower end" min={0} max={most} unit={unit} {...form.field("low")} />
          <DecimalInput label="Upper end" min={0} max={most} unit={unit} {...form.field("high")} />
        </div>
        <TextInput label="Source of the range" hint="Who says so." maxLength={500} autoComplete="off" {...form.field("range_source")} />
        <TextInput {...whyField} {...form.field("source")} />
      </Form>
    </Dialog>
  );
}
