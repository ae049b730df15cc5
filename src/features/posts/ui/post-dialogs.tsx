import { api, inForm } from "../../../web/api.ts";
import { Form } from "../../../web/kit/form/form.tsx";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { NumberInput } from "../../../web/kit/input/number-input.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { ConfirmDialog } from "../../../web/kit/overlay/confirm-dialog.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { InstantInput } from "../../../web/kit/time/instant-input.tsx";
import { CampaignPicker } from "../../../web/pickers/campaign-picker.tsx";
import { sponsoredOf, sponsoredOptions } from "./new-post-dialog.tsx";
import { formatOptions, metrics, postName, type Metric, type Post } from "./post-words.tsx";

interface PostDialogProps {
  readonly post: Post;
  readonly onClose: () => void;
}

type Numbers = { readonly [M in Metric]: number | undefined };

const nothing = Object.fromEntries(metrics.map(({ name }) => [name, undefined])) as Numbers;

/** Writes down what a post has reached by now. */
export function NumbersDialog({ post, onClose }: PostDialogProps) {
  const record = api.useMutation("post", "/v1/posts/{id}/snapshots", inForm);
  const form = useForm({
    initial: { ...nothing, observed_at: new Date().toISOString() as string | undefined, evidence: "" },
    submit: ({ observed_at, evidence, ...counts }) => {
      const known = Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== undefined)) as { [M in Metric]?: number };
      const body = { ...known, evidence, ...(observed_at === undefined ? {} : { observed_at }) };
      return record.mutateAsync({ params: { path: { id: post.id } }, body });
    },
    onDone: () => {
      showDone("The numbers are written down.");
      onClose();
    },
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Write down what it reached"
      lead="Leave out what you do not know. Earlier numbers stay in the history."
    >
      <Form form={form} submitLabel="Write down" onCancel={onClose}>
        <div className="grid grid-cols-2 items-start gap-4 sm:grid-cols-3">
          {metrics.map(({ name, label }) => (
            <NumberInput key={name} label={label} isOptional {...form.field(name)} />
          ))}
        </div>
        <InstantInput label="Seen" {...form.field("observed_at")} />
        <TextInput
          label="Evidence"
          isOptional
          hint="What shows it: the name or address of a screenshot or export."
          maxLength={1000}
          autoComplete="off"
          {...form.field("evidence")}
        />
      </Form>
    </Dialog>
  );
}

/** Changes what is known about a post. */
export function EditPostDialog({ post, onClose }: PostDialogProps) {
  const update = api.useMutation("patch", "/v1/posts/{id}", inForm);
  const form = useForm({
    initial: {
      title: post.title,
      format: post.format,
      sponsored: (post.is_sponsored === null ? "" : post.is_sponsored ? "yes" : "no") as (typeof sponsoredOptions)[number]["value"],
      campaign_id: post.campaign_id ?? undefined,
      posted_at: post.posted_at as string | undefined,
    },
    submit: ({ title, format, sponsored, campaign_id, posted_at }) =>
      update.mutateAsync({
        params: { path: { id: post.id } },
        body: {
          ...{ title, format, is_sponsored: sponsoredOf(sponsored), campaign_id: campaign_id ?? null },
          ...(posted_at === undefined || posted_at === post.posted_at ? {} : { posted_at }),
        },
      }),
    onDone: () => {
      showDone("The post is changed.");
      onClose();
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title="Edit post">
      <Form form={form} submitLabel="Save post" onCancel={onClose}>
        <TextInput label="Title" isOptional maxLength={500} autoComplete="off" {...form.field("title")} />
        <InstantInput label="Posted" {...form.field("posted_at")} />
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <Select label="Format" options={formatOptions} {...form.field("format")} />
          <Select label="Sponsored" options={sponsoredOptions} {...form.field("sponsored")} />
        </div>
        <CampaignPicker label="Campaign" isOptional {...form.field("campaign_id")} />
      </Form>
    </Dialog>
  );
}

/** Puts a post away. */
export function PutPostAwayDialog({ post, onClose }: PostDialogProps) {
  const archive = api.useMutation("post", "/v1/posts/{id}/archive", {
    onSuccess: () => {
      showDone("The post is archived.");
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Archive “${postName(post)}”?`}
      confirmLabel="Archive"
      isBusy={archive.isPending}
      onConfirm={() => archive.mutate({ params: { path: { id: post.id } } })}
    >
      It leaves the lists and every sum. Its numbers stay on record.
    </ConfirmDialog>
  );
}
