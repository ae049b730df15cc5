import { Plus, X } from "lucide-react";
import { Button } from "../../../web/kit/action/button.tsx";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import { missing } from "../../../web/kit/form/missing.ts";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { Checkbox } from "../../../web/kit/input/checkbox.tsx";
import { DecimalInput } from "../../../web/kit/form/decimal-input.tsx";
import { NumberInput } from "../../../web/kit/input/number-input.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { draftOf, receivers, rulesWith, type PointsDraft } from "./platform-rule-draft.ts";
import { whyField } from "./rules-head.tsx";
import { goalWords, optionsOf, productWords, type PlatformRule } from "./words.ts";

interface PlatformRuleDialogProps {
  readonly rules: readonly PlatformRule[];
  /** The place of the one to change; that after the last for a new one. */
  readonly at: number;
  readonly onPut: (rules: readonly PlatformRule[], source: string) => Promise<unknown>;
  readonly onClose: () => void;
}

const anyOf = { value: "", label: "Any" } as const;

interface PointsFieldsProps {
  readonly points: readonly PointsDraft[];
  readonly onChange: (points: readonly PointsDraft[]) => void;
  readonly error: string | undefined;
}

function PointsFields({ points, onChange, error }: PointsFieldsProps) {
  const given = new Set(points.map(({ to }) => to));
  const free = receivers.filter(({ value }) => !given.has(value));
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1 text-sm font-medium">Points, from −10 to 10</legend>
      {points.map((each, at) => (
        <div key={each.to} className="grid grid-cols-[1fr_7rem_auto] items-start gap-2">
          <Select
            label={`Platform ${at + 1}`}
            isLabelHidden
            options={receivers.filter(({ value }) => value === each.to || !given.has(value))}
            value={each.to}
            onChange={(to) => onChange(points.with(at, { ...each, to }))}
          />
          <DecimalInput
            label={`Points of platform ${at + 1}`}
            isLabelHidden
            min={-10}
            max={10}
            value={each.points}
            onChange={(value) => onChange(points.with(at, { ...each, points: value }))}
          />
          <IconButton icon={X} label={`Take out platform ${at + 1}`} onClick={() => onChange(points.toSpliced(at, 1))} />
        </div>
      ))}
      {error !== undefined && <p className="text-sm text-bad">{error}</p>}
      {free[0] !== undefined && (
        <div>
          <Button size="small" icon={Plus} onClick={() => onChange([...points, { to: free[0]!.value, points: 1 }])}>
            Add platform
          </Button>
        </div>
      )}
    </fieldset>
  );
}

function useRuleForm({ rules, at, onPut, onClose }: PlatformRuleDialogProps) {
  const within = `rules/${at}`;
  const place = `/${within}`;
  return useForm({
    initial: { ...draftOf(rules[at]), source: "" },
    submit: ({ source, ...draft }) => {
      if (draft.points.some(({ points }) => points === undefined))
        return missing(`${within}/points`, "Write the points, or take the platform out.");
      if (draft.age_from === undefined && draft.age_to !== undefined)
        return missing(`${within}/when/ages/from`, "Write where the years begin.");
      if (draft.age_from !== undefined && draft.age_to === undefined)
        return missing(`${within}/when/ages/to`, "Write where the years end.");
      return onPut(rulesWith(rules, at, draft), source);
    },
    pointers: {
      ...{ says: `${place}/says`, rule_source: `${place}/source`, goal: `${place}/when/goal`, product: `${place}/when/product` },
      ...{ age_from: `${place}/when/ages/from`, age_to: `${place}/when/ages/to`, points: `${place}/points` },
    },
    onDone: () => {
      showDone("The rules are set.");
      onClose();
    },
  });
}

/** Writes one rule on platforms. */
export function PlatformRuleDialog(props: PlatformRuleDialogProps) {
  const form = useRuleForm(props);
  const isNew = props.rules[props.at] === undefined;
  const points = form.field("points");
  return (
    <Dialog isOpen onClose={props.onClose} title={isNew ? "New rule" : "Change rule"} lead="It speaks when all that it names holds.">
      <Form form={form} submitLabel={isNew ? "Add rule" : "Set rule"} onCancel={props.onClose}>
        <TextInput
          label="What it says"
          hint="A sentence, shown beside the advice."
          maxLength={300}
          autoComplete="off"
          {...form.field("says")}
        />
        <TextInput label="Source of the rule" hint="Who says so." maxLength={500} autoComplete="off" {...form.field("rule_source")} />
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <Select label="Goal" options={[anyOf, ...optionsOf(goalWords)]} {...form.field("goal")} />
          <Select label="The product" options={[anyOf, ...optionsOf(productWords)]} {...form.field("product")} />
          <NumberInput label="Buyers from" isOptional min={13} max={120} unit="years" {...form.field("age_from")} />
          <NumberInput label="to" isOptional min={13} max={120} unit="years" {...form.field("age_to")} />
        </div>
        <Checkbox label="Only if the profile names platforms" {...form.field("is_told")} />
        <PointsFields points={points.value} onChange={points.onChange} error={points.error} />
        <TextInput {...whyField} {...form.field("source")} />
      </Form>
    </Dialog>
  );
}
