import { useState } from "react";
import type { Creator } from "./platforms.tsx";
import { api, inForm } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Textarea } from "../../../web/kit/input/textarea.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { Card } from "../../../web/kit/page/card.tsx";
import { KeyValueList } from "../../../web/kit/page/key-value-list.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { IdText } from "../../../web/kit/value/id-text.tsx";
import { Unknown } from "../../../web/kit/value/money.tsx";
import { CountryName } from "../../../web/pickers/country-picker.tsx";
import { CountryPicker } from "../../../web/pickers/country-picker.tsx";
import { useIsAtLeast } from "../../../web/role.ts";

/** Changes what is known about a creator. */
function EditCreatorDialog({ creator, onClose }: { readonly creator: Creator; readonly onClose: () => void }) {
  const update = api.useMutation("patch", "/v1/creators/{id}", inForm);
  const form = useForm({
    initial: {
      name: creator.name,
      email: creator.email ?? "",
      country: creator.country ?? undefined,
      external_id: creator.external_id ?? "",
      notes: creator.notes,
    },
    submit: ({ email, country, external_id, ...rest }) => {
      const body = { ...rest, email: email || null, country: country ?? null, external_id: external_id || null };
      return update.mutateAsync({ params: { path: { id: creator.id } }, body });
    },
    onDone: () => {
      showDone("Saved.");
      onClose();
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title={`Edit ${creator.name}`}>
      <Form form={form} submitLabel="Save details" onCancel={onClose}>
        <TextInput label="Name" autoComplete="off" {...form.field("name")} />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextInput label="E-mail" type="email" isOptional autoComplete="off" {...form.field("email")} />
          <CountryPicker label="Country" isOptional {...form.field("country")} />
        </div>
        <TextInput
          label="Your own id for them"
          hint={`Their id in “${creator.source}”, so that the next import finds them.`}
          isOptional
          autoComplete="off"
          {...form.field("external_id")}
        />
        <Textarea label="Notes" isOptional hint="For your team only." {...form.field("notes")} />
      </Form>
    </Dialog>
  );
}

/** What is known about a creator besides their accounts. */
export function DetailsCard({ creator }: { readonly creator: Creator }) {
  const canWrite = useIsAtLeast("manager");
  const [isOpen, setOpen] = useState(false);
  const edit = (
    <Button size="small" onClick={() => setOpen(true)}>
      Edit details
    </Button>
  );
  return (
    <Card title="Details" actions={canWrite && edit}>
      <KeyValueList
        entries={[
          { label: "E-mail", value: creator.email ?? <Unknown /> },
          { label: "Country", value: <CountryName code={creator.country} /> },
          { label: "Came from", value: creator.source },
          ...(creator.external_id === null ? [] : [{ label: "Id there", value: creator.external_id }]),
          { label: "Added", value: <DateTime at={creator.created_at} isDayOnly /> },
          { label: "Id", value: <IdText value={creator.id} what="creator id" isShort /> },
          ...(creator.notes === "" ? [] : [{ label: "Notes", value: <span className="whitespace-pre-line">{creator.notes}</span> }]),
        ]}
      />
      {isOpen && <EditCreatorDialog creator={creator} onClose={() => setOpen(false)} />}
    </Card>
  );
}
