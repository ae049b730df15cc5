import { Combobox, type Choice } from "../../../web/kit/input/combobox.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { languageChoices } from "../../../web/lists/code-names.ts";
import { countryChoices } from "../../../web/pickers/country-picker.tsx";

const choicesOf: Readonly<Record<string, () => readonly Choice[]>> = {
  countries: countryChoices,
  languages: languageChoices,
  genders: () => [
    { value: "female", label: "Women" },
    { value: "male", label: "Men" },
  ],
  types: () => [
    { value: "real", label: "Real people" },
    { value: "influencer", label: "Other creators" },
    { value: "mass", label: "Accounts that follow very many" },
    { value: "suspicious", label: "Suspicious accounts" },
  ],
};

const examples: Readonly<Record<string, string>> = { ages: "25-34", cities: "Berlin", interests: "Beauty" };

/**
 * What an audience can be asked for by name, and how each is written in what sources tell; undefined: it is written as the source does.
 *
 * @param value what is asked for now: one that is none of them is kept as it stands.
 */
export function audienceChoices(kind: string, value: string): readonly Choice[] | undefined {
  const choices = choicesOf[kind]?.();
  if (choices === undefined || value === "" || choices.some((choice) => choice.value === value)) return choices;
  return [{ value, label: value, detail: "as written" }, ...choices];
}

interface AudienceValueProps {
  readonly kind: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Of whom a share of the audience is asked. */
export function AudienceValue({ kind, value, onChange }: AudienceValueProps) {
  const choices = audienceChoices(kind, value);
  if (choices === undefined)
    return (
      <TextInput label="Of" hint={`As the source writes it, such as ${examples[kind] ?? "18-24"}.`} value={value} onChange={onChange} />
    );
  return (
    <Combobox
      label="Of"
      placeholder="Choose"
      choices={choices}
      value={value === "" ? undefined : value}
      onChange={(next) => onChange(next ?? "")}
    />
  );
}
