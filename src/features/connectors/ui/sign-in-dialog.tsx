import { api, inForm } from "../../../web/api.ts";
import { CopyButton } from "../../../web/kit/action/copy-button.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import { missing } from "../../../web/kit/form/missing.ts";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { Select } from "../../../web/kit/input/select.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { Notice } from "../../../web/kit/page/notice.tsx";
import { platformLabel } from "../../../web/pickers/platforms.ts";
import type { PlatformConnection, SignInPlatform } from "./platform-words.ts";

const steps: { readonly [P in SignInPlatform["platform"]]: readonly string[] } = {
  tiktok: [
    "At developers.tiktok.com, Manage apps: connect an app, and fill in its details.",
    "Add the product Login Kit, choose Web, and enter the redirect URI below.",
    "Under Scopes add the permissions below, and send the app for review: until TikTok approves it, only test users of its sandbox can sign in.",
    "Client key and Client secret are under App details, Credentials.",
  ],
  instagram: [
    "At developers.facebook.com, My Apps: make an app with the use case Manage messaging & content on Instagram.",
    "API setup with Instagram login, Set up Instagram business login: enter the redirect URI below under OAuth redirect URIs.",
    "Add the permissions below, and ask for Advanced Access in App Review: until Meta gives it, only accounts with a role in the app can sign in.",
    "Instagram app ID and Instagram app secret stand on the same page; they are not the app's own id and secret.",
  ],
  youtube: [
    "At console.cloud.google.com choose a project. APIs & Services, Library: enable YouTube Data API v3 and YouTube Analytics API.",
    "Google Auth Platform, Branding and Audience: fill in the app, choose External, and publish it. While it is being tested only the test users you name can sign in, for seven days each.",
    "Data Access: add the two permissions below, and send them for verification.",
    "Clients, Create client, Web application: enter the redirect URI below under Authorized redirect URIs. It shows Client ID and Client secret.",
  ],
};

function Copied({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <div className="min-w-0">
      <p className="text-sm text-muted">{label}</p>
      <p className="flex items-center gap-1">
        <code className="min-w-0 font-mono text-sm break-words">{text}</code>
        <CopyButton text={text} what={label.toLowerCase()} />
      </p>
    </div>
  );
}

/** Google sends people back to one's own machine without https:// too. */
const mayBeSentTo = ({ platform, redirect_uri: uri }: SignInPlatform): boolean =>
  uri.startsWith("https:") || (platform === "youtube" && new URL(uri).hostname === "localhost");

/** What is done and entered in the platform's console. */
function ConsoleSteps({ app }: { readonly app: SignInPlatform }) {
  const name = platformLabel(app.platform);
  return (
    <div className="flex flex-col gap-3">
      <ol className="flex list-decimal flex-col gap-1.5 pl-5">
        {steps[app.platform].map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <Copied label="Redirect URI" text={app.redirect_uri} />
      <Copied label="Permissions" text={app.scopes.join(", ")} />
      {!mayBeSentTo(app) && (
        <Notice tone="warn" title={`${name} sends people back to https:// only`}>
          This installation is reached without it: set its public address to one with https:// first.
        </Notice>
      )}
    </div>
  );
}

const empty = { client_id: "", client_secret: "" };
const secretHint = "Tried first, with a code that is none. Kept encrypted and never shown again.";

/** Sets a platform up so that creators can sign in there. */
export function SignInDialog({ onClose }: { readonly onClose: () => void }) {
  const { data } = api.useSuspenseQuery("get", "/v1/sign-in-platforms");
  const open = data.data.filter(({ connection_id }) => connection_id === null);
  const create = api.useMutation("post", "/v1/sign-in-platforms", inForm);
  const form = useForm({
    initial: { platform: open[0]!.platform, ...empty },
    submit: (values) => {
      const gap = (["client_id", "client_secret"] as const).find((part) => values[part].trim() === "");
      return gap === undefined ? create.mutateAsync({ body: values }) : missing(gap, "Take it over from the platform’s console.");
    },
    onDone: ({ platform }) => {
      showDone(`Creators can sign in at ${platformLabel(platform)}. Invite them on their pages.`);
      onClose();
    },
  });
  const platform = form.field("platform");
  const app = open.find((each) => each.platform === platform.value) ?? open[0]!;
  return (
    <Dialog isOpen onClose={onClose} title="Let creators sign in" lead="Through an app of your own at the platform; it costs nothing.">
      <Form form={form} submitLabel="Set up" onCancel={onClose}>
        {open.length > 1 && (
          <Select
            label="Platform"
            options={open.map((each) => ({ value: each.platform, label: platformLabel(each.platform) }))}
            {...platform}
          />
        )}
        <ConsoleSteps app={app} />
        <TextInput label={app.id_name} isMono autoComplete="off" {...form.field("client_id")} />
        <TextInput label={app.secret_name} type="password" isMono autoComplete="off" hint={secretHint} {...form.field("client_secret")} />
      </Form>
    </Dialog>
  );
}

/** Gives an app another secret. */
export function AppSecretDialog({ connection, onClose }: { readonly connection: PlatformConnection; readonly onClose: () => void }) {
  const change = api.useMutation("patch", "/v1/platform-connections/{id}", inForm);
  const form = useForm({
    initial: { client_secret: "" },
    submit: ({ client_secret }) =>
      client_secret.trim() === ""
        ? missing("client_secret", "Take it over from the platform’s console.")
        : change.mutateAsync({ params: { path: { id: connection.id } }, body: { client_secret } }),
    onDone: () => {
      showDone("The new secret works.");
      onClose();
    },
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`New secret for ${platformLabel(connection.platform)}`}
      lead={`Of the app ${connection.client_id}.`}
    >
      <Form form={form} submitLabel="Save secret" onCancel={onClose}>
        <TextInput label="App secret" type="password" isMono autoComplete="off" hint={secretHint} {...form.field("client_secret")} />
      </Form>
    </Dialog>
  );
}
