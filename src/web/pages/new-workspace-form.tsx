import { CURRENCY_EXPONENTS } from "../../kernel/money.ts";
import { client } from "../api.ts";
import { Form } from "../kit/form/form.tsx";
import { useForm } from "../kit/form/use-form.ts";
import { Combobox, type Choice } from "../kit/input/combobox.tsx";
import { Select } from "../kit/input/select.tsx";
import { TextInput } from "../kit/input/text-input.tsx";
import { locale } from "../kit/value/locale.ts";
import { forgetSession } from "../session.ts";
import { slugOf } from "./slug-of.ts";

const storeKinds = [
  { value: "shopify", label: "Shopify" },
  { value: "stripe", label: "Stripe" },
  { value: "custom", label: "Another shop, or our own" },
] as const;

function currencyChoices(): Choice[] {
  const names = new Intl.DisplayNames(locale, { type: "currency" });
  return [...CURRENCY_EXPONENTS.keys()].toSorted().map((code) => ({ value: code, label: code, detail: names.of(code) ?? code }));
}

function zoneChoices(): Choice[] {
  return ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")].map((zone) => ({ value: zone, label: zone }));
}

const currencies = currencyChoices();
const zones = zoneChoices();

interface NewWorkspace {
  readonly name: string;
  readonly slug: string;
  readonly zone: string | undefined;
  readonly currency: string | undefined;
  readonly store_kind: (typeof storeKinds)[number]["value"];
}

async function create({ name, slug, zone = "", currency = "", store_kind }: NewWorkspace): Promise<{ slug: string }> {
  const address = slug.trim() === "" ? slugOf(name) : slug.trim();
  const { data, error } = await client.POST("/v1/workspaces", { body: { name, slug: address, zone, currency, store_kind } });
  return error === undefined ? data : Promise.reject(error);
}

interface NewWorkspaceFormProps {
  readonly onDone: (slug: string) => void;
  readonly onCancel?: () => void;
}

/** Makes a workspace with its first store. */
export function NewWorkspaceForm({ onDone, onCancel }: NewWorkspaceFormProps) {
  const initial: NewWorkspace = {
    name: "",
    slug: "",
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    currency: "EUR",
    store_kind: "shopify",
  };
  const form = useForm({
    initial,
    submit: create,
    onDone: ({ slug }) => {
      forgetSession();
      onDone(slug);
    },
  });
  const suggestion = slugOf(form.values.name);
  return (
    <Form form={form} submitLabel="Create workspace" {...(onCancel === undefined ? {} : { onCancel })}>
      <TextInput
        label="Brand"
        hint="Creators see this name."
        autoComplete="organization"
        {...form.field("name")}
        onChange={(name) => form.set({ name, slug: form.values.slug })}
      />
      <TextInput
        label="Address"
        isOptional
        isMono
        prefix="/w/"
        placeholder={suggestion}
        hint="Small letters, digits and dashes."
        {...form.field("slug")}
      />
      <Select label="Where do you sell?" options={storeKinds} {...form.field("store_kind")} />
      <Combobox label="Currency" hint="Of your books. Orders may come in any currency." choices={currencies} {...form.field("currency")} />
      <Combobox label="Time zone" hint="It decides days and months, and cannot be changed later." choices={zones} {...form.field("zone")} />
    </Form>
  );
}
