import { api, inForm } from "../../../web/api.ts";
import { GuideLink } from "../../../web/kit/action/guide-link.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import { missing } from "../../../web/kit/form/missing.ts";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import type { PlatformConnection } from "./platform-words.ts";

const steps = [
  "Open console.cloud.google.com, and make or choose a project.",
  "APIs & Services, Library: find YouTube Data API v3 and enable it.",
  "APIs & Services, Credentials: create credentials, API key. Restrict it to the YouTube Data API v3.",
];

interface KeyDialogProps {
  /** One that exists, to give it another key; missing for a new one. */
  readonly connection?: PlatformConnection;
  readonly onClose: () => void;
}

/** Connects YouTube with a key, or gives a connection another one. */
export function KeyDialog({ connection, onClose }: KeyDialogProps) {
  const create = api.useMutation("post", "/v1/platform-connections", inForm);
  const change = api.useMutation("patch", "/v1/platform-connections/{id}", inForm);
  const form = useForm({
    initial: { label: connection?.label ?? "YouTube", api_key: "" },
    submit: ({ label, api_key }) => {
      if (api_key.trim() === "") return missing("api_key", "Paste the key from the Google Cloud console.");
      return connection === undefined
        ? create.mutateAsync({ body: { platform: "youtube", label, api_key } })
        : change.mutateAsync({ params: { path: { id: connection.id } }, body: { api_key } });
    },
    onDone: () => {
      showDone(connection === undefined ? "YouTube is connected." : "The new key works.");
      onClose();
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title={connection === undefined ? "Connect YouTube" : `New key for ${connection.label}`}>
      <ol className="mb-4 flex list-decimal flex-col gap-1.5 pl-5">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p className="mb-4 text-sm text-muted">
        Step by step, and what goes wrong: <GuideLink page="connect-youtube" />
      </p>
      <Form form={form} submitLabel={connection === undefined ? "Connect" : "Save key"} onCancel={onClose}>
        {connection === undefined && (
          <TextInput label="Name" hint="How you tell it from others, such as the project's name." {...form.field("label")} />
        )}
        <TextInput
          label="API key"
          type="password"
          isMono
          autoComplete="off"
          hint="Tried with one call first. Kept encrypted and never shown again."
          {...form.field("api_key")}
        />
      </Form>
    </Dialog>
  );
}
