import { useState } from "react";
import { api, inForm } from "../../../web/api.ts";
import type { paths } from "../../../web/api.gen.d.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { NumberInput } from "../../../web/kit/input/number-input.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Textarea } from "../../../web/kit/input/textarea.tsx";
import { TextLink } from "../../../web/kit/action/text-link.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { Card } from "../../../web/kit/page/card.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { KeyValueList } from "../../../web/kit/page/key-value-list.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import { Table } from "../../../web/kit/table/table.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { platformOptions } from "../../../web/pickers/platforms.ts";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import type { Platform } from "../../../kernel/social/platform.ts";
import { EraseDialog } from "./erase-dialog.tsx";

type Settings = paths["/v1/privacy/settings"]["get"]["responses"][200]["content"]["application/json"];
type Due = paths["/v1/privacy/due"]["get"]["responses"][200]["content"]["application/json"]["data"][number];

const settingsLead =
  "A creator who was found and never told or worked with is proposed for erasure after these days. Nobody is erased by itself.";

function SettingsAsRead({ settings }: { readonly settings: Settings }) {
  const { retention_days: days, notice_text: text } = settings;
  const entries = [
    { label: "Days kept", value: days === null ? "nobody is proposed" : days.toString() },
    { label: "What creators are told", value: text },
  ];
  return (
    <Card title="How long, and what they are told" lead={settingsLead}>
      <KeyValueList entries={entries} />
    </Card>
  );
}

function SettingsCard({ settings }: { readonly settings: Settings }) {
  const save = api.useMutation("put", "/v1/privacy/settings", inForm);
  const form = useForm({
    initial: { retention_days: settings.retention_days ?? undefined, notice_text: settings.notice_text } as {
      retention_days: number | undefined;
      notice_text: string;
    },
    submit: ({ retention_days: days, notice_text: text }) =>
      save.mutateAsync({ body: { retention_days: days ?? null, notice_text: text } }),
    onDone: () => showDone("Saved."),
  });
  return (
    <Card title="How long, and what they are told" lead={settingsLead}>
      <Form form={form} submitLabel="Save">
        <div className="sm:w-64">
          <NumberInput label="Days kept" isOptional hint="From 7 to 3650. Empty: nobody is proposed." {...form.field("retention_days")} />
        </div>
        <Textarea
          label="What creators are told"
          hint="A notice begins with this text. Have it read by whoever is responsible for data protection."
          rows={6}
          {...form.field("notice_text")}
        />
      </Form>
    </Card>
  );
}

function DueSection() {
  const to = usePaths();
  const canWrite = useIsAtLeast("manager");
  const { data } = api.useSuspenseQuery("get", "/v1/privacy/due", {});
  const [asked, setAsked] = useState<Due>();
  return (
    <Section
      title="Due for erasure"
      lead="Found, never told, and without a link, a code, a program, a campaign or a commission. The oldest first, at most 200."
    >
      <Table
        caption="Creators due for erasure"
        columns={[
          { key: "name", head: "Creator", isName: true, cell: ({ id, name }: Due) => <TextLink to={to.creator(id)}>{name}</TextLink> },
          { key: "source", head: "Found by", cell: ({ source }: Due) => source },
          { key: "found", head: "Found", cell: ({ found_at: at }: Due) => <DateTime at={at} /> },
          { key: "due", head: "Due since", cell: ({ due_at: at }: Due) => <DateTime at={at} /> },
        ]}
        rows={data.data}
        rowKey={({ id }) => id}
        {...(canWrite
          ? {
              rowActions: (row: Due) => (
                <Button size="small" onClick={() => setAsked(row)}>
                  Erase
                </Button>
              ),
            }
          : {})}
        empty={<EmptyState title="Nobody is due">Whoever was found lately, was told, or is worked with is not listed.</EmptyState>}
      />
      {asked !== undefined && <EraseDialog creator={asked} onClose={() => setAsked(undefined)} />}
    </Section>
  );
}

function AddDialog({ onClose }: { readonly onClose: () => void }) {
  const add = api.useMutation("post", "/v1/do-not-contact", inForm);
  const form = useForm({
    initial: { email: "", platform: "instagram" as Platform, handle: "", reason: "" },
    submit: ({ email, platform, handle, reason }) =>
      add.mutateAsync({ body: { ...(email === "" ? {} : { email }), ...(handle === "" ? {} : { platform, handle }), reason } }),
    onDone: () => {
      showDone("They are on the list.");
      onClose();
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title="Do not contact" lead="An address, an account, or both. Only keyed hashes are kept.">
      <Form form={form} submitLabel="Put on the list" onCancel={onClose}>
        <TextInput label="E-mail" type="email" isOptional autoComplete="off" {...form.field("email")} />
        <div className="grid gap-4 sm:grid-cols-2">
          <Select label="Platform" options={platformOptions} {...form.field("platform")} />
          <TextInput label="Handle or address of the account" isOptional autoComplete="off" {...form.field("handle")} />
        </div>
        <TextInput label="Reason" isOptional autoComplete="off" {...form.field("reason")} />
      </Form>
    </Dialog>
  );
}

function DoNotContactSection() {
  const canWrite = useIsAtLeast("manager");
  const { data } = api.useSuspenseQuery("get", "/v1/do-not-contact", {});
  const [isAdding, setAdding] = useState(false);
  const remove = api.useMutation("delete", "/v1/do-not-contact/{id}", { onSuccess: () => showDone("The entry is gone.") });
  const add = canWrite && <Button onClick={() => setAdding(true)}>Add entry</Button>;
  return (
    <Section
      title="Do not contact"
      lead="Imports leave them out, and say which row it was."
      actions={data.data.length === 0 ? undefined : add}
    >
      <Table
        caption="Who must not be contacted"
        columns={[
          {
            key: "hint",
            head: "Who",
            cell: ({ hint }) => hint,
            explain: "The address or handle itself is kept as a keyed hash only, so that this list names nobody.",
          },
          {
            key: "reason",
            head: "Reason",
            canWrap: true,
            cell: ({ reason }) => (reason === "" ? <span className="text-muted">not said</span> : reason),
          },
          { key: "since", head: "Since", cell: ({ recorded_at: at }) => <DateTime at={at} /> },
        ]}
        rows={data.data}
        rowKey={({ id }) => id}
        {...(canWrite
          ? {
              rowActions: ({ id }: (typeof data.data)[number]) => (
                <Button size="small" variant="quiet" isBusy={remove.isPending} onClick={() => remove.mutate({ params: { path: { id } } })}>
                  Remove
                </Button>
              ),
            }
          : {})}
        empty={
          <EmptyState title="Nobody is on the list" action={add}>
            Who objects is put here when they are erased, or by hand.
          </EmptyState>
        }
      />
      {isAdding && <AddDialog onClose={() => setAdding(false)} />}
    </Section>
  );
}

/** What is owed to creators about their data: how long it is kept, what they are told, who is due, and who must not be contacted. */
export function PrivacyPage() {
  const canWrite = useIsAtLeast("manager");
  const { data } = api.useSuspenseQuery("get", "/v1/privacy/settings", {});
  return (
    <>
      <PageHeader
        title="Creators’ data"
        guide="where-may-i-get-data"
        lead="Creators are people: tell them, keep no longer than needed, and erase when asked."
      />
      <div className="flex flex-col gap-8">
        {canWrite ? <SettingsCard settings={data} /> : <SettingsAsRead settings={data} />}
        <DueSection />
        <DoNotContactSection />
      </div>
    </>
  );
}
