import { X } from "lucide-react";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { DateInput } from "../../../web/kit/input/date-input.tsx";
import { MoneyInput } from "../../../web/kit/input/money-input.tsx";
import { NumberInput } from "../../../web/kit/input/number-input.tsx";
import { PercentInput } from "../../../web/kit/input/percent-input.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { languageChoices } from "../../../web/lists/code-names.ts";
import { countryChoices } from "../../../web/pickers/country-picker.tsx";
import { platformOptions } from "../../../web/pickers/platforms.ts";
import { useWorkspace } from "../../../web/session.ts";
import { AudienceValue } from "./audience-value.tsx";
import { fields, type Operator, type Rule } from "./find-query.ts";
import { valueLabel } from "./find-query.ts";

/** Values that a field can have, with their names. */
export type Values = Readonly<Record<string, readonly { readonly value: string; readonly name: string }[]>>;

interface RuleProps {
  readonly rule: Rule;
  readonly values: Values;
  readonly onChange: (rule: Rule) => void;
}

const operators = [
  { value: "is", label: "is" },
  { value: "not", label: "is not" },
  { value: "known", label: "is known" },
  { value: "unknown", label: "is not known" },
] as const satisfies readonly { value: Operator; label: string }[];

const yesNo = [
  { value: "", label: "Choose" },
  { value: "true", label: "yes" },
  { value: "false", label: "no" },
] as const;

type Value = Values[string][number];

const stated = (field: string, values: readonly string[]) => (): readonly Value[] =>
  values.map((value) => ({ value, name: valueLabel(field, value) }));
const named = (choices: readonly { readonly value: string; readonly label: string }[]): Value[] =>
  choices.map(({ value, label }) => ({ value, name: label }));

/** Fields whose values are the same in every workspace: they are chosen by name also before anybody is counted. */
const everywhere: Readonly<Record<string, () => readonly Value[]>> = {
  platform: () => named(platformOptions),
  country: () => named(countryChoices()),
  language: () => named(languageChoices()),
  status: stated("status", ["active", "paused", "banned"]),
  account_state: stated("account_state", ["public", "private", "deleted", "unavailable"]),
  decision: stated("decision", ["approve", "watch", "reject"]),
};
/** Fields whose values are those of the workspace: they come with its counts. */
const counted = new Set(["category", "tier", "list", "program"]);

/**
 * What a choice may be.
 *
 * @param known values that creators have, by field; a field that was not counted is missing.
 * @returns undefined: whatever is written; coming: they come with the counts.
 */
export const choicesFor = (field: string, known: Values): readonly Value[] | "coming" | undefined =>
  known[field] ?? everywhere[field]?.() ?? (counted.has(field) ? "coming" : undefined);

function Chosen({ rule, values, onChange }: RuleProps) {
  const known = values[rule.field] ?? [];
  const chosen = rule.values ?? [];
  const nameOf = (value: string) => valueLabel(rule.field, value, known.find((each) => each.value === value)?.name);
  return (
    <ul className="flex flex-wrap gap-1">
      {chosen.map((value) => (
        <li key={value} className="inline-flex items-center gap-1">
          {nameOf(value)}
          <IconButton
            icon={X}
            label={`Take out ${nameOf(value)}`}
            onClick={() => onChange({ ...rule, values: chosen.filter((each) => each !== value) })}
          />
        </li>
      ))}
    </ul>
  );
}

function ChoiceValue(props: RuleProps) {
  const { rule, values, onChange } = props;
  const known = choicesFor(rule.field, values);
  const chosen = rule.values ?? [];
  const add = (value: string) => value !== "" && !chosen.includes(value) && onChange({ ...rule, values: [...chosen, value] });
  const options = [
    { value: "", label: known === "coming" ? "Values come with the counts" : chosen.length === 0 ? "Choose" : "Add another" },
    ...(known === undefined || known === "coming" ? [] : known)
      .filter(({ value }) => !chosen.includes(value))
      .map(({ value, name }) => ({ value, label: valueLabel(rule.field, value, name) })),
  ];
  if (known === undefined)
    return (
      <TextInput
        label="Values, with commas between them"
        isLabelHidden
        placeholder="Values, with commas between them"
        value={chosen.join(", ")}
        onChange={(text) => onChange({ ...rule, values: text === "" ? [] : text.split(/,\s*/) })}
      />
    );
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <Chosen {...props} />
      <Select
        label={`${fields[rule.field]?.label ?? ""}, value`}
        isLabelHidden
        isDisabled={known === "coming"}
        options={options}
        value=""
        onChange={add}
      />
    </div>
  );
}

function RangeValue({ rule, onChange }: RuleProps) {
  const { currency } = useWorkspace();
  const kind = fields[rule.field]?.kind;
  const end = (name: "from" | "to") => ({
    label: name === "from" ? "From" : "To",
    isOptional: true,
    value: rule[name],
    onChange: (text: string | undefined) => onChange({ ...rule, currency, [name]: text }),
  });
  const number = (name: "from" | "to") => {
    const { value, onChange: put, ...rest } = end(name);
    return {
      ...rest,
      value: value === undefined ? undefined : Number(value),
      onChange: (next: number | undefined) => put(next?.toString()),
    };
  };
  return (
    <div className="grid grid-cols-2 gap-2">
      {(["from", "to"] as const).map((name) => {
        if (kind === "day") return <DateInput key={name} {...end(name)} value={rule[name] ?? ""} />;
        if (kind === "money") return <MoneyInput key={name} {...end(name)} currency={currency} />;
        return kind === "count" ? <NumberInput key={name} {...number(name)} /> : <PercentInput key={name} {...end(name)} />;
      })}
    </div>
  );
}

function RuleValue(props: RuleProps) {
  const { rule, onChange } = props;
  const kind = fields[rule.field]?.kind;
  const isAudience = kind === "audience";
  if (rule.op === "known" || rule.op === "unknown") return null;
  if (kind === "choice") return <ChoiceValue {...props} />;
  const value = yesNo.find((each) => each.value === rule.value)?.value ?? "";
  if (kind === "flag")
    return <Select label="Yes or no" isLabelHidden options={yesNo} value={value} onChange={(next) => onChange({ ...rule, value: next })} />;
  return (
    <div className="flex flex-col gap-2">
      {isAudience && (
        <AudienceValue
          kind={rule.field.slice("audience:".length)}
          value={rule.value ?? ""}
          onChange={(next) => onChange({ ...rule, value: next })}
        />
      )}
      <RangeValue {...props} />
    </div>
  );
}

/** One rule of a filter: a field, how it asks, and what for. */
export function FilterRule({ onRemove, ...props }: RuleProps & { readonly onRemove: () => void }) {
  const { rule, onChange } = props;
  const label = fields[rule.field]?.label ?? "";
  return (
    <fieldset className="flex min-w-0 flex-col gap-2 border-t border-line pt-2">
      <legend className="sr-only">{label}</legend>
      <div className="flex items-center gap-2">
        <span className="min-w-0 flex-1 font-medium" aria-hidden>
          {label}
        </span>
        <Select label={`${label}, how`} isLabelHidden options={operators} value={rule.op} onChange={(op) => onChange({ ...rule, op })} />
        <IconButton icon={X} label={`Remove the filter ${label}`} onClick={onRemove} />
      </div>
      <RuleValue {...props} />
    </fieldset>
  );
}
