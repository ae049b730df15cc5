import { useState } from "react";
import { localDay } from "../../../kernel/zone.ts";
import { api, inForm } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { DateInput } from "../../../web/kit/input/date-input.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { Textarea } from "../../../web/kit/input/textarea.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { Section } from "../../../web/kit/page/section.tsx";
import { Day } from "../../../web/kit/time/day.tsx";
import { useParam } from "../../../web/params.ts";
import { useIsAtLeast } from "../../../web/role.ts";
import { useWorkspace } from "../../../web/session.ts";
import { EraseDialog } from "./erase-dialog.tsx";

const channels = [
  { value: "email", label: "E-mail" },
  { value: "message", label: "Message on the platform" },
  { value: "contract", label: "Contract" },
  { value: "form", label: "Application form" },
  { value: "other", label: "Otherwise" },
] as const;
type Channel = (typeof channels)[number]["value"];
const channelLabel = (channel: Channel): string => channels.find(({ value }) => value === channel)!.label;

function NoticeDialog({ creatorId, text, onClose }: { readonly creatorId: string; readonly text: string; readonly onClose: () => void }) {
  const { zone } = useWorkspace();
  const today = localDay(Date.now(), zone);
  const add = api.useMutation("post", "/v1/creators/{id}/notices", inForm);
  const form = useForm({
    initial: { told_on: today, channel: "email" as Channel, text },
    submit: (body) => add.mutateAsync({ params: { path: { id: creatorId } }, body }),
    onDone: () => {
      showDone("The notice is written down.");
      onClose();
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title="They were told" lead="When and how they were told that their data is kept. Nothing is sent.">
      <Form form={form} submitLabel="Write down" onCancel={onClose}>
        <div className="grid gap-4 sm:grid-cols-2">
          <DateInput label="Told on" max={today} {...form.field("told_on")} />
          <Select label="By" options={channels} {...form.field("channel")} />
        </div>
        <Textarea label="What was said" rows={6} {...form.field("text")} />
      </Form>
    </Dialog>
  );
}

/** When a creator was told that their data is kept, and the way to erase it. */
export function CreatorPrivacy() {
  const id = useParam("creator");
  const canWrite = useIsAtLeast("manager");
  const { data: creator } = api.useSuspenseQuery("get", "/v1/creators/{id}", { params: { path: { id } } });
  const { data: notices } = api.useSuspenseQuery("get", "/v1/creators/{id}/notices", { params: { path: { id } } });
  const { data: settings } = api.useSuspenseQuery("get", "/v1/privacy/settings", {});
  const [open, setOpen] = useState<"notice" | "erase">();
  const actions = canWrite && (
    <>
      <Button size="small" onClick={() => setOpen("notice")}>
        They were told
      </Button>
      <Button size="small" variant="quiet" onClick={() => setOpen("erase")}>
        Erase personal data
      </Button>
    </>
  );
  return (
    <Section title="Their data" actions={actions}>
      {notices.data.length === 0 ? (
        <p className="text-muted">Nobody has written down that {creator.name} was told.</p>
      ) : (
        <ul className="flex flex-col gap-1">
          {notices.data.map((notice) => (
            <li key={notice.id}>
              Told on <Day on={notice.told_on} /> <span className="text-muted">({channelLabel(notice.channel)})</span>
            </li>
          ))}
        </ul>
      )}
      {open === "notice" && <NoticeDialog creatorId={id} text={settings.notice_text} onClose={() => setOpen(undefined)} />}
      {open === "erase" && <EraseDialog creator={creator} onClose={() => setOpen(undefined)} />}
    </Section>
  );
}
