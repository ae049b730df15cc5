import { api, inForm } from "../../../web/api.ts";
import { Form } from "../../../web/kit/form/form.tsx";
import { TextListInput } from "../../../web/kit/form/text-list-input.tsx";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { RadioCards } from "../../../web/kit/input/radio-cards.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { More } from "../../../web/kit/parts/more.tsx";

/** When a visitor is asked before anything is stored with them. */
export const consentOptions = [
  { value: "by_country", label: "Where the law asks for it", hint: "By the visitor’s country. Elsewhere a cookie is set at once." },
  { value: "always_required", label: "Always", hint: "Without consent the click is counted, and no cookie is set." },
  { value: "never_required", label: "Never", hint: "A cookie is set at once. Only if you are sure that you may." },
] as const;
type ConsentMode = (typeof consentOptions)[number]["value"];

/** A short domain as the API shows it. */
export interface Domain {
  readonly id: string;
  readonly host: string;
  readonly click_param: string;
  readonly fallback_url: string | null;
  readonly consent_mode: ConsentMode;
  readonly consent_countries: readonly string[];
}

interface DomainValues {
  readonly host: string;
  readonly fallback_url: string;
  readonly click_param: string;
  readonly consent_mode: ConsentMode;
  readonly consent_countries: readonly string[];
}

interface DomainDialogProps {
  /** Missing: a new one. */
  readonly domain: Domain | undefined;
  readonly onClose: () => void;
}

function useSave(domain: Domain | undefined) {
  const create = api.useMutation("post", "/v1/domains", inForm);
  const update = api.useMutation("patch", "/v1/domains/{id}", inForm);
  return ({ host, fallback_url: typed, click_param, consent_mode, consent_countries: countries }: DomainValues) => {
    const consent_countries = countries.map((country) => country.toUpperCase());
    const body = { click_param, consent_mode, consent_countries, fallback_url: typed.trim() === "" ? null : typed };
    return domain === undefined
      ? create.mutateAsync({ body: { host, ...body } })
      : update.mutateAsync({ params: { path: { id: domain.id } }, body });
  };
}

const newDomain: DomainValues = { host: "", fallback_url: "", click_param: "vclid", consent_mode: "by_country", consent_countries: [] };

/** Adds a short domain, or changes how one behaves; every edge follows within a second. */
export function DomainDialog({ domain, onClose }: DomainDialogProps) {
  const save = useSave(domain);
  const form = useForm<DomainValues, unknown>({
    initial: domain === undefined ? newDomain : { ...domain, fallback_url: domain.fallback_url ?? "" },
    submit: save,
    onDone: () => {
      showDone(domain === undefined ? "The domain is added." : "The domain is changed.");
      onClose();
    },
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={domain === undefined ? "Add short domain" : `Edit ${domain.host}`}
      {...(domain === undefined ? { lead: "Choose one for links alone, such as a subdomain of your shop." } : {})}
    >
      <Form form={form} submitLabel={domain === undefined ? "Add domain" : "Save domain"} onCancel={onClose}>
        {domain === undefined && <TextInput label="Domain" isMono placeholder="go.brand.com" autoComplete="off" {...form.field("host")} />}
        <TextInput
          label="Unknown and ended links lead to"
          type="url"
          isOptional
          placeholder="https://"
          hint="Empty: a plain page that says so."
          {...form.field("fallback_url")}
        />
        <RadioCards label="Visitors are asked for consent" options={consentOptions} {...form.field("consent_mode")} />
        <More label="Countries and click parameter" isOpen={domain !== undefined}>
          {form.values.consent_mode === "by_country" && (
            <TextListInput
              label="Countries in which consent is asked for"
              isOptional
              rows={2}
              hint="Two letters each, such as DE, FR. Empty: the EEA, the United Kingdom and Switzerland."
              {...form.field("consent_countries")}
            />
          )}
          <TextInput
            label="Click parameter"
            isMono
            autoComplete="off"
            hint="Under this name your shop gets the click’s id. Change it only if the name is in use there."
            {...form.field("click_param")}
          />
        </More>
      </Form>
    </Dialog>
  );
}
