import { api, inForm } from "../../../web/api.ts";
import { Form } from "../../../web/kit/form/form.tsx";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { RadioCards } from "../../../web/kit/input/radio-cards.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";

/** When a visitor is asked before anything is stored with them. */
export const consentOptions = [
  { value: "by_country", label: "Where the law asks for it", hint: "In the EEA, the United Kingdom and Switzerland; elsewhere not." },
  { value: "always_required", label: "Always", hint: "Without consent a click is counted, and no cookie is set." },
  { value: "never_required", label: "Never", hint: "Only if you are sure that you may." },
] as const;
type ConsentMode = (typeof consentOptions)[number]["value"];

/** A short domain as the API shows it. */
export interface Domain {
  readonly id: string;
  readonly host: string;
  readonly click_param: string;
  readonly fallback_url: string | null;
  readonly consent_mode: ConsentMode;
}

interface DomainDialogProps {
  /** Missing: a new one. */
  readonly domain: Domain | undefined;
  readonly onClose: () => void;
}

function useSave(domain: Domain | undefined) {
  const create = api.useMutation("post", "/v1/domains", inForm);
  const update = api.useMutation("patch", "/v1/domains/{id}", inForm);
  return ({
    host,
    fallback_url: typed,
    ...rest
  }: {
    host: string;
    fallback_url: string;
    click_param: string;
    consent_mode: ConsentMode;
  }) => {
    const body = { ...rest, fallback_url: typed === "" ? null : typed };
    return domain === undefined
      ? create.mutateAsync({ body: { host, ...body } })
      : update.mutateAsync({ params: { path: { id: domain.id } }, body });
  };
}

/** Adds a short domain, or changes how one behaves; every edge follows within a second. */
export function DomainDialog({ domain, onClose }: DomainDialogProps) {
  const save = useSave(domain);
  const form = useForm({
    initial: {
      host: domain?.host ?? "",
      click_param: domain?.click_param ?? "vclid",
      fallback_url: domain?.fallback_url ?? "",
      consent_mode: domain?.consent_mode ?? ("by_country" as ConsentMode),
    },
    submit: save,
    onDone: () => {
      showDone(domain === undefined ? "The domain is added." : "The domain is changed.");
      onClose();
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title={domain === undefined ? "Add a short domain" : domain.host}>
      <Form form={form} submitLabel={domain === undefined ? "Add domain" : "Save"} onCancel={onClose}>
        {domain === undefined && <TextInput label="Domain" hint="Such as go.brand.example" {...form.field("host")} />}
        <TextInput
          label="Unknown links lead to"
          isOptional
          hint="A whole address. Empty: a plain page that says so."
          {...form.field("fallback_url")}
        />
        <RadioCards label="Visitors are asked for consent" options={consentOptions} {...form.field("consent_mode")} />
        <TextInput label="Click parameter" hint="Your shop sees the click's id under this name." {...form.field("click_param")} />
      </Form>
    </Dialog>
  );
}
