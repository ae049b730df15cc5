import { Checkbox } from "../../../web/kit/input/checkbox.tsx";
import { MoneyInput } from "../../../web/kit/input/money-input.tsx";
import { NumberInput } from "../../../web/kit/input/number-input.tsx";
import { RadioCards } from "../../../web/kit/input/radio-cards.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import type { CapDraft, RecurrenceDraft, RuleDraft, WindowDraft } from "./rule-draft.ts";
import type { ErrorAt } from "./value-fields.tsx";

interface PartProps<T> {
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly errorAt: ErrorAt;
}

const discounts = [
  { value: "after", label: "What the customer paid", hint: "Prices after discounts." },
  { value: "before", label: "List prices", hint: "As if there were no discount." },
] as const;

const parts = [
  { name: "tax", label: "Tax" },
  { name: "shipping", label: "Shipping" },
  { name: "tip", label: "Tips" },
  { name: "gift_card_payment", label: "What was paid with a gift card", hint: "Off: that part of the sale pays nothing." },
  { name: "gift_card_items", label: "Gift cards that were bought", hint: "Off: they pay when somebody uses them." },
] as const;

/** What a percentage is taken of. */
export function BaseFields({ value, onChange }: Omit<PartProps<RuleDraft["base"]>, "errorAt">) {
  return (
    <div className="flex flex-col gap-4">
      <RadioCards label="Prices" options={discounts} value={value.discount} onChange={(discount) => onChange({ ...value, discount })} />
      <fieldset>
        <legend className="mb-1.5 text-sm font-medium">What else counts</legend>
        <div className="grid gap-2 sm:grid-cols-2">
          {parts.map((part) => (
            <Checkbox
              key={part.name}
              label={part.label}
              hint={"hint" in part ? part.hint : undefined}
              value={value[part.name]}
              onChange={(isOn) => onChange({ ...value, [part.name]: isOn })}
            />
          ))}
        </div>
      </fieldset>
    </div>
  );
}

const recurrences = [
  { value: "all", label: "Every order of a customer" },
  { value: "first_orders", label: "Only a customer’s first orders" },
  { value: "months", label: "For some months from their first order" },
] as const;

/** How long one customer goes on earning. */
export function RecurrenceFields({ value, onChange, errorAt }: PartProps<RecurrenceDraft>) {
  const unit = value.kind === "months" ? "months" : "orders";
  return (
    <div className="grid items-start gap-3 sm:grid-cols-2">
      <Select label="Which orders earn" options={recurrences} value={value.kind} onChange={(kind) => onChange({ ...value, kind })} />
      {value.kind !== "all" && (
        <NumberInput
          label={value.kind === "months" ? "For how long" : "How many orders"}
          min={1}
          max={value.kind === "months" ? 600 : 10_000}
          unit={unit}
          value={value.count}
          onChange={(count) => onChange({ ...value, count })}
          error={errorAt("/recurrence/count")}
        />
      )}
    </div>
  );
}

const touches = [
  { name: "link", label: "After a click" },
  { name: "code", label: "After a code was used" },
  { name: "visit", label: "After a visit" },
] as const;

/** For how many days each kind of touch can be paid. */
export function WindowFields({ value, onChange, errorAt }: PartProps<WindowDraft>) {
  return (
    <div className="grid items-start gap-3 sm:grid-cols-3">
      {touches.map(({ name, label }) => (
        <NumberInput
          key={name}
          label={label}
          max={3650}
          unit="days"
          value={value[name]}
          onChange={(days) => onChange({ ...value, [name]: days })}
          error={errorAt(`/window_days/${name}`)}
        />
      ))}
    </div>
  );
}

const periods = [
  { value: "day", label: "a day" },
  { value: "month", label: "a month" },
  { value: "year", label: "a year" },
  { value: "all", label: "in all" },
] as const;

/** The most that one creator earns. */
export function CapFields({ value, onChange, errorAt }: PartProps<CapDraft>) {
  return (
    <div className="flex flex-col gap-3">
      <Checkbox label="Cap what one creator can earn" value={value.isOn} onChange={(isOn) => onChange({ ...value, isOn })} />
      {value.isOn && (
        <div className="grid items-start gap-3 sm:grid-cols-2">
          <MoneyInput
            label="At most"
            currency={value.currency}
            value={value.amount}
            onChange={(amount) => onChange({ ...value, amount })}
            error={errorAt("/cap/money")}
          />
          <Select label="Per" options={periods} value={value.per} onChange={(per) => onChange({ ...value, per })} />
        </div>
      )}
    </div>
  );
}
