import { Plus, X } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../../../web/kit/action/button.tsx";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { CheckboxGroup } from "../../../web/kit/form/checkbox-group.tsx";
import { TextListInput } from "../../../web/kit/form/text-list-input.tsx";
import { NumberInput } from "../../../web/kit/input/number-input.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { Menu, MenuItem } from "../../../web/kit/overlay/menu.tsx";
import type { Conditions } from "./rule-draft.ts";
import type { ErrorAt } from "./value-fields.tsx";

type Name = keyof Conditions;

const words: Readonly<Record<Name, { readonly label: string; readonly hint?: string }>> = {
  categories: { label: "Product categories", hint: "One a line, as the store writes them." },
  products: { label: "Products", hint: "Product ids of the store, one a line." },
  skus: { label: "SKUs", hint: "One a line." },
  codes: { label: "Codes used", hint: "One a line. Capital letters make no difference." },
  countries: { label: "Countries of the order", hint: "Two letters each, such as DE, AT." },
  kinds: { label: "Kinds of event" },
  customer: { label: "Customer" },
  renewals: { label: "Subscription renewals", hint: "0 is the first payment, 1 the first renewal." },
};
const names = Object.keys(words) as Name[];

const eventKinds = [
  { value: "order", label: "Order" },
  { value: "lead", label: "Lead" },
  { value: "sign_up", label: "Sign-up" },
  { value: "install", label: "Install" },
  { value: "rsvp", label: "RSVP" },
  { value: "booking", label: "Booking" },
] as const;
const customers = [
  { value: "new", label: "New customers" },
  { value: "returning", label: "Returning customers" },
] as const;

const first: Readonly<Required<Conditions>> = {
  categories: [],
  products: [],
  skus: [],
  codes: [],
  countries: [],
  kinds: ["order"],
  customer: "new",
  renewals: { from: 1 },
};

interface ConditionFieldsProps {
  readonly conditions: Conditions;
  readonly onChange: (conditions: Conditions) => void;
  readonly pointer: string;
  readonly errorAt: ErrorAt;
}

interface RenewalsProps {
  readonly renewals: NonNullable<Conditions["renewals"]>;
  readonly onChange: (renewals: NonNullable<Conditions["renewals"]>) => void;
  readonly error: string | undefined;
}

function RenewalsFields({ renewals, onChange, error }: RenewalsProps) {
  const { from, before } = renewals;
  const write = (least: number, end: number | undefined) => onChange({ from: least, ...(end === undefined ? {} : { before: end }) });
  return (
    <div className="grid grid-cols-2 items-start gap-3">
      <NumberInput label="From renewal" value={from} max={10_000} onChange={(least) => write(least ?? 0, before)} error={error} />
      <NumberInput
        label="Up to and with"
        isOptional
        value={before === undefined ? undefined : before - 1}
        max={10_000}
        onChange={(last) => write(from, last === undefined ? undefined : last + 1)}
      />
    </div>
  );
}

function fieldOf(name: Name, { conditions, onChange, pointer, errorAt }: ConditionFieldsProps): ReactNode {
  const { label, hint } = words[name];
  const error = errorAt(`${pointer}/${name}`);
  const set = (change: Conditions) => onChange({ ...conditions, ...change });
  if (name === "kinds")
    return (
      <CheckboxGroup label={label} options={eventKinds} value={conditions.kinds ?? []} onChange={(kinds) => set({ kinds })} error={error} />
    );
  if (name === "customer")
    return (
      <Select
        label={label}
        options={customers}
        value={conditions.customer ?? "new"}
        onChange={(customer) => set({ customer })}
        error={error}
      />
    );
  if (name === "renewals")
    return <RenewalsFields renewals={conditions.renewals ?? first.renewals} onChange={(renewals) => set({ renewals })} error={error} />;
  const value = conditions[name] ?? [];
  return (
    <TextListInput label={label} hint={hint} rows={2} value={value} onChange={(entries) => set({ [name]: [...entries] })} error={error} />
  );
}

function without(conditions: Conditions, gone: Name): Conditions {
  return Object.fromEntries(Object.entries(conditions).filter(([name]) => name !== gone)) as Conditions;
}

/** When an exception applies: every condition must hold, a list holds when one of its entries does. */
export function ConditionFields(props: ConditionFieldsProps) {
  const { conditions, onChange, pointer, errorAt } = props;
  const given = names.filter((name) => conditions[name] !== undefined);
  const missing = names.filter((name) => conditions[name] === undefined);
  const error = given.length === 0 ? errorAt(`${pointer}`) : undefined;
  return (
    <div className="flex flex-col gap-3">
      {given.map((name) => (
        <div key={name} className="flex items-start gap-2">
          <div className="min-w-0 flex-1">{fieldOf(name, props)}</div>
          <IconButton icon={X} label={`Remove condition: ${words[name].label}`} onClick={() => onChange(without(conditions, name))} />
        </div>
      ))}
      {missing.length > 0 && (
        <div>
          <Menu
            trigger={
              <Button size="small" icon={Plus}>
                Add condition
              </Button>
            }
          >
            {missing.map((name) => (
              <MenuItem key={name} onClick={() => onChange({ ...conditions, [name]: first[name] })}>
                {words[name].label}
              </MenuItem>
            ))}
          </Menu>
        </div>
      )}
      {error !== undefined && <p className="text-sm text-bad">{error}</p>}
    </div>
  );
}
