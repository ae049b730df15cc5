import { api, inForm } from "../../../web/api.ts";
import type { components } from "../../../web/api.gen.d.ts";
import { Form } from "../../../web/kit/form/form.tsx";
import { missing } from "../../../web/kit/form/missing.ts";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { Select } from "../../../web/kit/input/select.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Textarea } from "../../../web/kit/input/textarea.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { ProgramPicker } from "../../../web/pickers/program-picker.tsx";

/** A page on which creators apply. */
export type Page = components["schemas"]["ApplicationPage"];

const consentAtFirst =
  "I agree that my name, e-mail address, profiles and message are kept to decide on this application. I can withdraw this at any time.";

const languages = [
  { value: "en", label: "English" },
  { value: "de", label: "German" },
] as const;

interface PageDialogProps {
  /** One that exists, to change it; missing for a new one. */
  readonly page?: Page;
  readonly onClose: () => void;
}

const firstValues = (page: Page | undefined) => ({
  program_id: page?.program_id,
  title: page?.title ?? "Work with us",
  intro: page?.intro ?? "",
  consent: page?.consent ?? consentAtFirst,
  language: page?.language ?? ("en" as Page["language"]),
});

/** Makes the application page of a program, or changes what it says. */
export function PageDialog({ page, onClose }: PageDialogProps) {
  const create = api.useMutation("post", "/v1/application-pages", inForm);
  const update = api.useMutation("patch", "/v1/application-pages/{id}", inForm);
  const isNew = page === undefined;
  const form = useForm({
    initial: firstValues(page),
    submit: async ({ program_id, ...said }) => {
      if (!isNew) return update.mutateAsync({ params: { path: { id: page.id } }, body: said });
      if (program_id === undefined) return missing("program_id", "Choose the program that applicants join.");
      return create.mutateAsync({ body: { program_id, ...said } });
    },
    onDone: () => {
      showDone(isNew ? "The page is open." : "The page is changed.");
      onClose();
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title={isNew ? "New application page" : `Page of ${page.program_name}`}>
      <Form form={form} submitLabel={isNew ? "Open page" : "Save page"} onCancel={onClose}>
        {isNew && <ProgramPicker label="Program" {...form.field("program_id")} />}
        <TextInput label="Title" {...form.field("title")} />
        <Textarea label="Introduction" isOptional hint="Plain text; an empty line begins a paragraph." {...form.field("intro")} />
        <Textarea
          label="What applicants agree to"
          hint="Kept with each application as it was agreed to. Another sentence is another version."
          {...form.field("consent")}
        />
        <Select label="Language of the page" options={languages} {...form.field("language")} />
      </Form>
    </Dialog>
  );
}
