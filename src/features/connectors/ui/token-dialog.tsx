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
  "In Instagram: make your account a professional one and connect it to your Facebook Page.",
  "At developers.facebook.com, My Apps: make an app of the type Business. Its id and secret are under App settings, Basic.",
  "Tools, Graph API Explorer: choose the app, add the permissions instagram_basic, instagram_manage_insights, pages_read_engagement and pages_show_list, and press Generate Access Token.",
  "Ask there for me/accounts?fields=instagram_business_account: the id it shows is that of your Instagram account.",
];

interface TokenDialogProps {
  /** One that exists, to give it another token; missing for a new one. */
  readonly connection?: PlatformConnection;
  readonly onClose: () => void;
}

const empty = { access_token: "", account_id: "", app_id: "", app_secret: "" };
const wanted = {
  access_token: "Paste the token from the Graph API Explorer.",
  account_id: "Write the id of your professional account.",
  app_id: "Write the app's id.",
  app_secret: "Paste the app's secret.",
};
type Part = keyof typeof wanted;
const allParts = Object.keys(wanted) as Part[];

/** Connects Instagram with an access token, or gives a connection another one. */
export function TokenDialog({ connection, onClose }: TokenDialogProps) {
  const create = api.useMutation("post", "/v1/platform-connections", inForm);
  const change = api.useMutation("patch", "/v1/platform-connections/{id}", inForm);
  const isNew = connection === undefined;
  const form = useForm({
    initial: { label: connection?.label ?? "Instagram", ...empty },
    submit: (values) => {
      const gap = (isNew ? allParts : (["access_token"] as const)).find((part) => values[part].trim() === "");
      if (gap !== undefined) return missing(gap, wanted[gap]);
      const { access_token } = values;
      return isNew
        ? create.mutateAsync({ body: { platform: "instagram", ...values } })
        : change.mutateAsync({ params: { path: { id: connection.id } }, body: { access_token } });
    },
    onDone: () => {
      showDone(isNew ? "Instagram is connected." : "The new token works.");
      onClose();
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title={isNew ? "Connect Instagram" : `New token for ${connection.label}`}>
      <ol className="mb-4 flex list-decimal flex-col gap-1.5 pl-5">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p className="mb-4 text-sm text-muted">
        Step by step, and what goes wrong: <GuideLink page="connect-instagram" />
      </p>
      <Form form={form} submitLabel={isNew ? "Connect" : "Save token"} onCancel={onClose}>
        {isNew && <TextInput label="Name" hint="How you tell it from others, such as the account's name." {...form.field("label")} />}
        <TextInput
          label="Access token"
          type="password"
          isMono
          autoComplete="off"
          hint="Exchanged for one that holds sixty days, and tried, before it is kept. Renewed by itself; encrypted and never shown again."
          {...form.field("access_token")}
        />
        {isNew && <TextInput label="Id of the Instagram account" inputMode="numeric" isMono {...form.field("account_id")} />}
        {isNew && <TextInput label="App id" inputMode="numeric" isMono {...form.field("app_id")} />}
        {isNew && (
          <TextInput
            label="App secret"
            type="password"
            isMono
            autoComplete="off"
            hint="Meta renews a token for the app alone. Encrypted and never shown again."
            {...form.field("app_secret")}
          />
        )}
      </Form>
    </Dialog>
  );
}
