import { Checkbox } from "../../../web/kit/input/checkbox.tsx";
import { MoneyInput } from "../../../web/kit/input/money-input.tsx";
import { PercentInput } from "../../../web/kit/input/percent-input.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import type { ValueDraft, ValuesDraft } from "./rule-draft.ts";

/** What is wrong at a place of the rule: `/otherwise/new_customer/rate`. */
export type ErrorAt = (pointer: string) => string | undefined;

interface ValueFieldsProps {
  /** Whom it is for: "New customers". */
  readonly label: string;
  readonly value: ValueDraft;
  readonly onChange: (value: ValueDraft) => void;
  readonly level: "order" | "line";
  readonly pointer: string;
  readonly errorAt: ErrorAt;
}

const kindsFor = (level: "order" | "line") =>
  [
    { value: "percent", label: "A percentage of the sale" },
    { value: "fixed", label: level === "line" ? "A fixed amount a line" : "A fixed amount an order" },
    { value: "none", label: "Nothing" },
  ] as const;

function ValueFields({ label, value, onChange, level, pointer, errorAt }: ValueFieldsProps) {
  return (
    <div className="grid items-start gap-3 sm:grid-cols-2">
      <Select label={label} options={kindsFor(level)} value={value.kind} onChange={(kind) => onChange({ ...value, kind })} />
      {value.kind === "percent" && (
        <PercentInput
          label="Percentage"
          value={value.rate}
          onChange={(rate) => onChange({ ...value, rate })}
          error={errorAt(`${pointer}/rate`)}
        />
      )}
      {value.kind === "fixed" && (
        <MoneyInput
          label="Amount"
          currency={value.currency}
          value={value.amount}
          onChange={(amount) => onChange({ ...value, amount })}
          error={errorAt(`${pointer}/money`)}
        />
      )}
    </div>
  );
}

interface ValuesFieldsProps {
  readonly values: ValuesDraft;
  readonly onChange: (values: ValuesDraft) => void;
  readonly level: "order" | "line";
  readonly pointer: string;
  readonly errorAt: ErrorAt;
}

/** What is paid, for everybody or for new and returning customers apart. */
export function ValuesFields({ values, onChange, level, pointer, errorAt }: ValuesFieldsProps) {
  const common = { level, errorAt };
  return (
    <div className="flex flex-col gap-3">
      <ValueFields
        {...common}
        label={values.isSame ? "Pay" : "For returning customers"}
        value={values.returning}
        onChange={(returning) => onChange({ ...values, returning })}
        pointer={`${pointer}/returning_customer`}
      />
      {!values.isSame && (
        <ValueFields
          {...common}
          label="For new customers"
          value={values.fresh}
          onChange={(fresh) => onChange({ ...values, fresh })}
          pointer={`${pointer}/new_customer`}
        />
      )}
      <Checkbox
        label="Pay differently for new customers"
        hint={values.isSame ? undefined : "Where it is not known, the customer counts as returning."}
        value={!values.isSame}
        onChange={(differs) => onChange({ ...values, isSame: !differs, fresh: differs ? values.returning : values.fresh })}
      />
    </div>
  );
}
