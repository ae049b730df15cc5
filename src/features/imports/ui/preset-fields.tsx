import { useState } from "react";
import { api, inForm } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { Select } from "../../../web/kit/input/select.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import type { Import } from "./import-words.ts";
import type { Matching } from "./use-matching.ts";

interface PresetProps {
  readonly kind: Import["kind"];
  readonly matching: Matching;
}

function SaveDialog({ kind, matching, onClose }: PresetProps & { readonly onClose: () => void }) {
  const save = api.useMutation("post", "/v1/import-presets", inForm);
  const form = useForm({
    initial: { name: "" },
    submit: ({ name }) => save.mutateAsync({ body: { kind, name, mapping: matching.mapping } }),
    onDone: ({ name }) => {
      showDone(`The preset ${name} is kept.`);
      onClose();
    },
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Keep this choice of columns"
      lead="For every file of the same making; a preset of the same name is replaced."
    >
      <Form form={form} submitLabel="Keep preset" onCancel={onClose}>
        <TextInput label="Name" placeholder="HypeAuditor list" autoComplete="off" {...form.field("name")} />
      </Form>
    </Dialog>
  );
}

/** Choices of columns that were kept under a name: one is taken over, or this one is kept. */
export function PresetFields({ kind, matching }: PresetProps) {
  const [chosen, setChosen] = useState("");
  const [isSaving, setSaving] = useState(false);
  const { data } = api.useQuery("get", "/v1/import-presets", { params: { query: { kind } } });
  const remove = api.useMutation("delete", "/v1/import-presets/{id}", {
    onSuccess: ({ name }) => {
      showDone(`The preset ${name} is gone.`);
      setChosen("");
    },
  });
  const presets = data?.data ?? [];
  const choose = (id: string) => {
    setChosen(id);
    const preset = presets.find((each) => each.id === id);
    if (preset !== undefined) matching.change(preset.mapping);
  };
  const options = [{ value: "", label: "None" }, ...presets.map(({ id, name }) => ({ value: id, label: name }))];
  return (
    <div className="flex flex-wrap items-end gap-3">
      {presets.length > 0 && (
        <div className="w-full sm:w-64">
          <Select label="Preset" options={options} value={chosen} onChange={choose} />
        </div>
      )}
      {chosen !== "" && (
        <Button variant="quiet" isBusy={remove.isPending} onClick={() => remove.mutate({ params: { path: { id: chosen } } })}>
          Delete preset
        </Button>
      )}
      <Button onClick={() => setSaving(true)}>Keep as preset</Button>
      {isSaving && <SaveDialog kind={kind} matching={matching} onClose={() => setSaving(false)} />}
    </div>
  );
}
