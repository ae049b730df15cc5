import { useNavigate } from "@tanstack/react-router";
import { api, inForm } from "../../../web/api.ts";
import type { Platform } from "../../../kernel/social/platform.ts";
import { Form } from "../../../web/kit/form/form.tsx";
import { missing } from "../../../web/kit/form/missing.ts";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { Select } from "../../../web/kit/input/select.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { InstantInput } from "../../../web/kit/time/instant-input.tsx";
import { CampaignPicker } from "../../../web/pickers/campaign-picker.tsx";
import { CreatorPicker } from "../../../web/pickers/creator-picker.tsx";
import { platformOptions } from "../../../web/pickers/platforms.ts";
import { usePaths } from "../../../web/session.ts";
import { formatOptions, type Format } from "./post-words.tsx";

const platforms = [{ value: "" as const, label: "As the address tells" }, ...platformOptions];
const formats = [{ value: "" as const, label: "As the address tells" }, ...formatOptions];

/** Whether somebody was paid for it, for a `Select`. */
export const sponsoredOptions = [
  { value: "", label: "Not known" },
  { value: "yes", label: "Sponsored" },
  { value: "no", label: "Not sponsored" },
] as const;

/** What a `Select` says of it, for the API. */
export const sponsoredOf = (value: (typeof sponsoredOptions)[number]["value"]): boolean | null => (value === "" ? null : value === "yes");

interface Values {
  readonly url: string;
  readonly creator_id: string | undefined;
  readonly platform: Platform | "";
  readonly format: Format | "";
  readonly posted_at: string | undefined;
  readonly sponsored: (typeof sponsoredOptions)[number]["value"];
  readonly campaign_id: string | undefined;
}

const initial: Values = {
  url: "",
  creator_id: undefined,
  platform: "",
  format: "",
  posted_at: undefined,
  sponsored: "",
  campaign_id: undefined,
};

function usePostForm(onClose: () => void) {
  const to = usePaths();
  const navigate = useNavigate();
  const create = api.useMutation("post", "/v1/posts", inForm);
  return useForm({
    initial,
    submit: ({ url, creator_id, platform, format, posted_at, sponsored, campaign_id }) => {
      if (posted_at === undefined) return missing("posted_at", "Say when it went up.");
      return create.mutateAsync({
        body: {
          posted_at,
          is_sponsored: sponsoredOf(sponsored),
          ...(url.trim() === "" ? {} : { url }),
          ...(creator_id === undefined ? {} : { creator_id }),
          ...(platform === "" ? {} : { platform }),
          ...(format === "" ? {} : { format }),
          ...(campaign_id === undefined ? {} : { campaign_id }),
        },
      });
    },
    onDone: (post) => {
      showDone("The post is added. Write down what it reached.");
      onClose();
      void navigate({ to: to.post(post.id) });
    },
  });
}

/** Adds a post: its address tells most of it. */
export function NewPostDialog({ onClose }: { readonly onClose: () => void }) {
  const form = usePostForm(onClose);
  return (
    <Dialog isOpen onClose={onClose} title="Add post" lead="Paste its address; what that does not tell, say here.">
      <Form form={form} submitLabel="Add post" onCancel={onClose}>
        <TextInput
          label="Address of the post"
          isOptional
          hint="A story that is gone has none: leave it empty."
          placeholder="https://www.instagram.com/reel/..."
          autoComplete="off"
          {...form.field("url")}
        />
        <CreatorPicker label="Creator" isOptional hint="Empty: whose account the address names." {...form.field("creator_id")} />
        <InstantInput label="Posted" {...form.field("posted_at")} />
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <Select label="Platform" options={platforms} {...form.field("platform")} />
          <Select label="Format" options={formats} {...form.field("format")} />
        </div>
        <Select label="Sponsored" options={sponsoredOptions} {...form.field("sponsored")} />
        <CampaignPicker label="Campaign" isOptional {...form.field("campaign_id")} />
      </Form>
    </Dialog>
  );
}
