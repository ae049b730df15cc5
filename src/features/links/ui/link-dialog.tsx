import { useState } from "react";
import { api, inForm } from "../../../web/api.ts";
import { Form } from "../../../web/kit/form/form.tsx";
import { missing } from "../../../web/kit/form/missing.ts";
import { useForm, type FormState } from "../../../web/kit/form/use-form.ts";
import { Select } from "../../../web/kit/input/select.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { More } from "../../../web/kit/parts/more.tsx";
import { InstantInput } from "../../../web/kit/time/instant-input.tsx";
import { CreatorPicker } from "../../../web/pickers/creator-picker.tsx";
import { ProgramPicker } from "../../../web/pickers/program-picker.tsx";
import { UtmFields, type Utm } from "../../../web/pickers/utm-fields.tsx";
import { precedences, shortText, type Link } from "./link-words.tsx";

interface Leading {
  readonly destination: string;
  readonly utm: Utm;
  readonly utm_precedence: Link["utm_precedence"];
  readonly fallback_url: string;
  readonly expires_at: string | undefined;
}

/** Templates that are empty are left out. */
const givenUtm = (utm: Utm): Record<string, string> =>
  Object.fromEntries(Object.entries(utm).filter((entry): entry is [string, string] => (entry[1] ?? "").trim() !== ""));

const leadingBody = ({ destination, utm, utm_precedence, fallback_url, expires_at }: Leading) => ({
  destination,
  utm: givenUtm(utm),
  utm_precedence,
  fallback_url: fallback_url.trim() === "" ? null : fallback_url,
  expires_at: expires_at ?? null,
});

function LeadingFields<V extends Leading>({ form }: { readonly form: FormState<V> }) {
  const [isOwn, setOwn] = useState(false);
  const fields = form as unknown as FormState<Leading>;
  return (
    <>
      <UtmFields
        value={fields.values.utm}
        onChange={fields.field("utm").onChange}
        isOwn={isOwn}
        onOwn={setOwn}
        errorOf={(name) => form.errorAt(`/utm/${name}`)}
      />
      <More
        label="Expiry, fallback and incoming parameters"
        isOpen={fields.values.expires_at !== undefined || fields.values.fallback_url !== ""}
      >
        <InstantInput
          label="Expires"
          isOptional
          hint="From then on it leads to the fallback; its clicks still count."
          {...fields.field("expires_at")}
        />
        <TextInput
          label="Fallback"
          type="url"
          isOptional
          placeholder="https://"
          hint="Where it leads once it has expired or is switched off. Empty: the domain’s fallback."
          {...fields.field("fallback_url")}
        />
        <Select
          label="If a click brings UTM parameters of its own, these count"
          hint="What the destination’s address says always comes first."
          options={precedences}
          {...fields.field("utm_precedence")}
        />
      </More>
    </>
  );
}

interface NewLinkDialogProps {
  readonly domains: readonly { readonly id: string; readonly host: string }[];
  readonly creatorId: string | undefined;
  readonly onClose: () => void;
}

/** Makes a link. */
export function NewLinkDialog({ domains, creatorId, onClose }: NewLinkDialogProps) {
  const create = api.useMutation("post", "/v1/links", inForm);
  const form = useForm({
    initial: {
      domain_id: domains[0]?.id ?? "",
      key: "",
      destination: "",
      creator_id: creatorId,
      program_id: undefined as string | undefined,
      utm: {} as Utm,
      utm_precedence: "destination_incoming_link" as Link["utm_precedence"],
      fallback_url: "",
      expires_at: undefined as string | undefined,
    },
    submit: (values) => {
      const { domain_id, key, creator_id, program_id } = values;
      if (creator_id !== undefined && program_id === undefined)
        return missing("program_id", "Choose the program in which its orders earn.");
      const whose = { ...(creator_id === undefined ? {} : { creator_id }), ...(program_id === undefined ? {} : { program_id }) };
      return create.mutateAsync({ body: { domain_id, key, ...whose, ...leadingBody(values) } });
    },
    onDone: (link) => {
      showDone(`${shortText(link)} is ready.`);
      onClose();
    },
  });
  const host = domains.find((domain) => domain.id === form.values.domain_id)?.host ?? "";
  return (
    <Dialog isOpen onClose={onClose} title="Create link">
      <Form form={form} submitLabel="Create link" onCancel={onClose}>
        {domains.length > 1 && (
          <Select
            label="Short domain"
            options={domains.map((domain) => ({ value: domain.id, label: domain.host }))}
            {...form.field("domain_id")}
          />
        )}
        <TextInput
          label="Short link"
          prefix={`${host}/`}
          placeholder="anna"
          autoComplete="off"
          hint="It cannot be changed later, nor given to somebody else."
          {...form.field("key")}
        />
        <TextInput label="Leads to" type="url" placeholder="https://" autoComplete="off" {...form.field("destination")} />
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <CreatorPicker label="Creator" isOptional {...form.field("creator_id")} />
          <ProgramPicker label="Program" isOptional={form.values.creator_id === undefined} {...form.field("program_id")} />
        </div>
        <LeadingFields form={form} />
      </Form>
    </Dialog>
  );
}

/** Changes where a link leads. */
export function EditLinkDialog({ link, onClose }: { readonly link: Link; readonly onClose: () => void }) {
  const update = api.useMutation("patch", "/v1/links/{id}", inForm);
  const form = useForm({
    initial: {
      destination: link.destination,
      utm: link.utm as Utm,
      utm_precedence: link.utm_precedence,
      fallback_url: link.fallback_url ?? "",
      expires_at: link.expires_at ?? undefined,
    },
    submit: (values) => update.mutateAsync({ params: { path: { id: link.id } }, body: leadingBody(values) }),
    onDone: () => {
      showDone("Saved. It leads there within a second.");
      onClose();
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title={`Edit ${shortText(link)}`} lead="The short link, its creator and its program stay as they are.">
      <Form form={form} submitLabel="Save link" onCancel={onClose}>
        <TextInput label="Leads to" type="url" autoComplete="off" {...form.field("destination")} />
        <LeadingFields form={form} />
      </Form>
    </Dialog>
  );
}
