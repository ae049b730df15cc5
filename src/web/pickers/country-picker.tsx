import type { ControlProps } from "../kit/form/field.tsx";
import { Combobox, type Choice } from "../kit/input/combobox.tsx";
import { locale } from "../kit/value/locale.ts";
import { Unknown } from "../kit/value/money.tsx";

const names = new Intl.DisplayNames(locale, { type: "region", fallback: "none" });
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".split("");
/** Codes that browsers have a name for and that are no country: unions, outlying islands with a code of their own, made-up locales. */
const noCountries = new Set(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"]);

/** An old code (DD, BU) leads to a new one and is left out. */
const isInUse = (code: string): boolean => !noCountries.has(code) && new Intl.Locale(`und-${code}`).region === code;

function listCountries(): Choice[] {
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  const known = codes.flatMap((code) => {
    const name = names.of(code);
    return name === undefined || !isInUse(code) ? [] : [{ value: code, label: name, detail: code }];
  });
  return known.toSorted((a, b) => a.label.localeCompare(b.label, locale));
}

let countries: readonly Choice[] | undefined;

/** Every country by its name, kept as its ISO 3166 code of two letters. */
export const countryChoices = (): readonly Choice[] => (countries ??= listCountries());

/** One country, kept as its ISO 3166 code of two letters. */
export const CountryPicker = (props: ControlProps<string | undefined>) => (
  <Combobox placeholder="Choose a country" emptyText="No country fits." {...props} choices={countryChoices()} />
);

/** A country's name by its code. */
export function CountryName({ code }: { readonly code: string | null }) {
  return code === null ? <Unknown /> : <>{names.of(code) ?? code}</>;
}
