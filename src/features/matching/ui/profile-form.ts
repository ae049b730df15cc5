import { api, inForm } from "../../../web/api.ts";
import { missing } from "../../../web/kit/form/missing.ts";
import { useForm, type FormState } from "../../../web/kit/form/use-form.ts";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { countryCodes, languageCodes, unknownName } from "./profile-codes.ts";
import type { Buyer, Document } from "./words.ts";

/** What a level of a tone is in the form: empty is not asked for. */
export type ToneChoice = "" | "low" | "middle" | "high";

/** What the form holds. */
export interface ProfileValues {
  readonly name: string;
  readonly age_from: number | undefined;
  readonly age_to: number | undefined;
  readonly genders: readonly Document["genders"][number][];
  readonly countries: readonly string[];
  readonly languages: readonly string[];
  readonly platforms: readonly Document["platforms"][number][];
  readonly interests: readonly string[];
  readonly problems: readonly string[];
  readonly price_low: string | undefined;
  readonly price_high: string | undefined;
  readonly price_level: "" | NonNullable<Document["price_level"]>;
  readonly values: readonly string[];
  readonly avoid: readonly string[];
  readonly competitors: readonly string[];
  readonly energy: ToneChoice;
  readonly depth: ToneChoice;
  readonly dialogue: ToneChoice;
  readonly product_kinds: readonly Document["product_kinds"][number][];
}

/** Everything a profile's form is. */
export type ProfileForm = FormState<ProfileValues>;

const nobody: Document = {
  ...{ ages: null, genders: [], countries: [], languages: [], platforms: [], interests: [], problems: [], price_band: null },
  ...{ price_level: null, values: [], avoid: [], competitors: [], product_kinds: [] },
  tone: { energy: null, depth: null, dialogue: null },
};

function initialOf(buyer: Buyer | undefined): ProfileValues {
  const { ages, price_band: band, price_level, tone, ...lists } = buyer?.profile ?? nobody;
  const { energy, depth, dialogue } = tone;
  const shown = <T extends string>(choice: T | null): "" | T => choice ?? "";
  return {
    ...lists,
    ...{ name: buyer?.name ?? "", age_from: ages?.from, age_to: ages?.to, price_low: band?.low.amount, price_high: band?.high.amount },
    ...{ price_level: shown(price_level), energy: shown(energy), depth: shown(depth), dialogue: shown(dialogue) },
  };
}

const orNull = <T extends string>(choice: "" | T): T | null => (choice === "" ? null : choice);

function documentOf(values: ProfileValues, currency: string): Document {
  const { age_from, age_to, price_low, price_high, price_level } = values;
  const isOfAge = age_from !== undefined || age_to !== undefined;
  const band = price_low !== undefined && price_high !== undefined;
  return {
    ages: isOfAge ? { from: age_from ?? 13, to: age_to ?? 120 } : null,
    ...{ genders: [...values.genders], countries: countryCodes(values.countries) },
    ...{ languages: languageCodes(values.languages), platforms: [...values.platforms] },
    ...{ interests: [...values.interests], problems: [...values.problems] },
    price_band: band ? { low: { amount: price_low, currency }, high: { amount: price_high, currency } } : null,
    ...{ price_level: orNull(price_level), values: [...values.values], avoid: [...values.avoid], competitors: [...values.competitors] },
    tone: { energy: orNull(values.energy), depth: orNull(values.depth), dialogue: orNull(values.dialogue) },
    product_kinds: [...values.product_kinds],
  };
}

const lists = [
  "genders",
  "countries",
  "languages",
  "platforms",
  "interests",
  "problems",
  "price_level",
  "values",
  "avoid",
  "competitors",
] as const;

const pointers = {
  ...Object.fromEntries([...lists, "product_kinds"].map((name) => [name, `/profile/${name}`])),
  ...{ age_from: "/profile/ages/from", age_to: "/profile/ages/to" },
  ...{ price_low: "/profile/price_band/low/amount", price_high: "/profile/price_band/high/amount" },
  ...Object.fromEntries(["energy", "depth", "dialogue"].map((name) => [name, `/profile/tone/${name}`])),
};

/** What of a list is refused lies at one of its entries: said at the list. */
export const listError = (form: ProfileForm, name: (typeof lists)[number]): string | undefined =>
  form.errorAt(`/profile/${name}`) ?? form.otherFaults.find(({ pointer }) => pointer.startsWith(`/profile/${name}/`))?.detail;

/** The form of a profile: a new one, or the next version of one. */
export function useProfileForm({
  buyer,
  currency,
  onDone,
}: {
  buyer: Buyer | undefined;
  currency: string;
  onDone: (saved: Buyer) => void;
}): ProfileForm {
  const create = api.useMutation("post", "/v1/buyer-profiles", inForm);
  const change = api.useMutation("put", "/v1/buyer-profiles/{id}", inForm);
  return useForm({
    initial: initialOf(buyer),
    submit: (values) => {
      if (values.name.trim() === "") return missing("name", "Write a name.");
      if ((values.price_low === undefined) !== (values.price_high === undefined))
        return missing(values.price_low === undefined ? "price_low" : "price_high", "Write both ends, or none.");
      const unknown = unknownName(values);
      if (unknown !== undefined) return missing(`profile/${unknown.list}`, unknown.sentence, "A name is not known");
      const body = { name: values.name, profile: documentOf(values, currency) };
      return buyer === undefined
        ? create.mutateAsync({ body })
        : change.mutateAsync({ params: { path: { id: buyer.id } }, body: { ...body, version: buyer.version } });
    },
    pointers,
    onDone: (saved) => {
      showDone(`“${saved.name}” is saved.`);
      onDone(saved);
    },
  });
}
