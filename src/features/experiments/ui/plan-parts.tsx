import type { ReactNode } from "react";
import type { ControlProps } from "../../../web/kit/form/field.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Textarea } from "../../../web/kit/input/textarea.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import type { SalesSeries } from "./words.ts";

/** What must be seen for a hypothesis to hold. */
export const directions = [
  { value: "gain", label: "More is sold" },
  { value: "loss", label: "Less is sold" },
  { value: "any", label: "More or less" },
] as const;
/** How often a rule may find what is not there. */
export const alphas = [
  { value: "0.05", label: "At most 5 % false alarms" },
  { value: "0.1", label: "At most 10 % false alarms, usual where there are few" },
  { value: "0.2", label: "At most 20 % false alarms" },
];
/** What a day without a row means. */
export const missings = [
  { value: "refused", label: "Not known: ask for it" },
  { value: "zero", label: "Nothing was sold" },
] as const;

type TextField = Omit<ControlProps<string>, "label">;

interface QuestionCardProps {
  readonly name: TextField;
  readonly hypothesis: TextField;
  readonly treatment: TextField & { readonly label: string };
  /** What comes first, where a design has more to choose. */
  readonly children?: ReactNode;
}

/** What a plan is called, what it asks, and what is done. */
export const QuestionCard = ({ name, hypothesis, treatment, children }: QuestionCardProps) => (
  <Card title="What do you want to know?">
    <div className="flex flex-col gap-4">
      {children}
      <TextInput label="Name" maxLength={200} {...name} />
      <Textarea label="Hypothesis" rows={2} {...hypothesis} />
      <Textarea rows={2} {...treatment} />
    </div>
  </Card>
);

interface SeriesCardProps {
  readonly series: readonly SalesSeries[];
  readonly value: string;
  readonly onChange: (id: string) => void;
  readonly label: string;
  /** What the series has a row for on each day: regions, names. */
  readonly rows: string;
  readonly lead?: string;
}

/** The sales that a plan works on; nothing where there is no choice. */
export function SeriesCard({ series, value, onChange, label, rows, lead }: SeriesCardProps) {
  if (series.length < 2) return null;
  const options = series.map(({ id, name, regions }) => ({ value: id, label: `${name} (${regions} ${rows})` }));
  return (
    <Card title="On which sales?" {...(lead === undefined ? {} : { lead })}>
      <Select label={label} options={options} value={value} onChange={onChange} />
    </Card>
  );
}

/** Why a plan goes on though its sales are not enough. */
export const GateNoteCard = ({ field }: { readonly field: TextField }) => (
  <Card title="Anything to explain?" lead="Where the sales are not enough, a plan is locked only with a reason.">
    <Textarea label="Why the experiment goes on all the same" isOptional rows={2} {...field} />
  </Card>
);
