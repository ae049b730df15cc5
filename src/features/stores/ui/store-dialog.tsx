import { api, inForm } from "../../../web/api.ts";
import { Form } from "../../../web/kit/form/form.tsx";
import { TextListInput } from "../../../web/kit/form/text-list-input.tsx";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { RadioCards } from "../../../web/kit/input/radio-cards.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { More } from "../../../web/kit/parts/more.tsx";
import { useWorkspace } from "../../../web/session.ts";

const kinds = [
  { value: "shopify", label: "Shopify" },
  { value: "stripe", label: "Stripe" },
  { value: "custom", label: "A shop of your own" },
] as const;
const consentOptions = [
  {
    value: "by_country",
    label: "Where the law asks for it",
    hint: "The cookie endpoint on your short domain decides by the visitor’s country.",
  },
  { value: "always_required", label: "Always", hint: "The snippet stores nothing until your page says yes." },
  { value: "never_required", label: "Never", hint: "Only if you are sure that you may." },
] as const;

const pageOrderOptions = [
  { value: "wait", label: "Wait for the shop", hint: "Pending until the shop’s server, its export or its payments report it too." },
  { value: "count", label: "Count at once", hint: "Anybody can read the snippet’s key and report an order that never was." },
] as const;

/** What orders by pages count, in words. */
export const pageOrdersText = (value: Store["page_orders"]): string =>
  pageOrderOptions.find((option) => option.value === value)?.label ?? value;

/** A consent mode in words. */
export const consentText = (mode: Store["consent_mode"]): string => consentOptions.find((option) => option.value === mode)?.label ?? mode;

/** A store as the API shows it. */
export interface Store {
  readonly id: string;
  readonly name: string;
  readonly kind: "shopify" | "stripe" | "custom";
  readonly zone: string;
  readonly currency: string;
  readonly site_key: string;
  readonly allowed_origins: readonly string[];
  readonly consent_mode: "never_required" | "by_country" | "always_required";
  readonly cookie_domain: string | null;
  readonly page_orders: "count" | "wait";
}

interface StoreDialogProps {
  /** Missing: a new one. */
  readonly store: Store | undefined;
  readonly onClose: () => void;
}

interface StoreValues {
  readonly name: string;
  readonly kind: Store["kind"];
  readonly allowed_origins: readonly string[];
  readonly consent_mode: Store["consent_mode"];
  readonly cookie_domain: string;
  readonly page_orders: Store["page_orders"];
}

function useSave(store: Store | undefined) {
  const { zone, currency } = useWorkspace();
  const create = api.useMutation("post", "/v1/stores", inForm);
  const update = api.useMutation("patch", "/v1/stores/{id}", inForm);
  return ({ name, consent_mode, kind, cookie_domain: typed, allowed_origins, page_orders }: StoreValues) => {
    const body = { name, consent_mode, allowed_origins: [...allowed_origins], cookie_domain: typed === "" ? null : typed };
    return store === undefined
      ? create.mutateAsync({ body: { ...body, kind, zone, currency } })
      : update.mutateAsync({ params: { path: { id: store.id } }, body: { ...body, page_orders } });
  };
}

const emptyStore: StoreValues = {
  name: "",
  kind: "custom",
  allowed_origins: [],
  consent_mode: "by_country",
  cookie_domain: "",
  page_orders: "count",
};

const initialOf = (store: Store | undefined): StoreValues =>
  store === undefined ? emptyStore : { ...store, cookie_domain: store.cookie_domain ?? "" };

/** Adds a store, or changes what its snippet does. */
export function StoreDialog({ store, onClose }: StoreDialogProps) {
  const save = useSave(store);
  const form = useForm({
    initial: initialOf(store),
    submit: save,
    onDone: () => {
      showDone(store === undefined ? "The store is added." : "The store is changed.");
      onClose();
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title={store === undefined ? "Add store" : `Edit ${store.name}`}>
      <Form form={form} submitLabel={store === undefined ? "Add store" : "Save store"} onCancel={onClose}>
        <TextInput label="Name" autoComplete="off" {...form.field("name")} />
        {store === undefined && <Select label="Kind" options={kinds} {...form.field("kind")} />}
        <RadioCards label="Visitors are asked for consent" options={consentOptions} {...form.field("consent_mode")} />
        {store !== undefined && (
          <RadioCards label="An order that only a page reported" options={pageOrderOptions} {...form.field("page_orders")} />
        )}
        <More label="Origins and cookies" isOpen={store !== undefined}>
          <TextListInput
            label="Allowed origins"
            isOptional
            isMono
            hint="One a line, such as https://shop.example. Empty: visits are taken from anywhere."
            {...form.field("allowed_origins")}
          />
          <TextInput
            label="Cookies shared below"
            isOptional
            isMono
            autoComplete="off"
            hint="Such as brand.example, when shop and checkout are different hosts of it."
            {...form.field("cookie_domain")}
          />
        </More>
      </Form>
    </Dialog>
  );
}
