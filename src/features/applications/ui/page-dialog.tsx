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
import { useWorkspace } from "../../../web/session.ts";
import { proposalIn } from "./page-proposals.ts";

/** A page on which creators apply. */
export type Page = components["schemas"]["ApplicationPage"];

const languages = [
  { value: "en", label: "English" },
  { value: "de", label: "German" },
] as const;

interface PageDialogProps {
  /** One that exists, to change it; missing for a new one. */
  readonly page?: Page;
  readonly onClose: () => void;
}

const firstValues = (page: Page | undefined, brand: string) => ({
  program_id: page?.program_id,
  intro: page?.intro ?? "",
  language: page?.language ?? ("en" as Page["language"]),
  ...proposalIn("en", brand),
  ...(page === undefined ? {} : { title: page.title, consent: page.consent }),
});

/** Makes the application page of a program, or changes what it says. */
export function PageDialog({ page, onClose }: PageDialogProps) {
  const create = api.useMutation("post", "/v1/application-pages", inForm);
  const update = api.useMutation("patch", "/v1/application-pages/{id}", inForm);
  const isNew = page === undefined;
  const { name: brand } = useWorkspace();
  const form = useForm({
    initial: firstValues(page, brand),
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
  /** What is still as it was proposed is proposed in the new language. */
  const speak = (language: Page["language"]) => {
    const { title, consent } = form.values;
    const [before, next] = [proposalIn(form.values.language, brand), proposalIn(language, brand)];
    form.set({
      language,
      ...(title === before.title ? { title: next.title } : {}),
      ...(consent === before.consent ? { consent: next.consent } : {}),
    });
  };
  return (
    <Dialog isOpen onClose={onClose} title={isNew ? "New application page" : `Page of ${page.program_name}`}>
      <Form form={form} submitLabel={isNew ? "Open page" : "Save page"} onCancel={onClose}>
        {isNew && <ProgramPicker label="Program" {...form.field("program_id")} />}
        <Select label="Language of the page" options={languages} {...form.field("language")} onChange={speak} />
        <TextInput label="Title" {...form.field("title")} />
        <Textarea label="Introduction" isOptional hint="Plain text; an empty line begins a paragraph." {...form.field("intro")} />
        <Textarea
          label="What applicants agree to"
          hint="Kept with each application as it was agreed to; another sentence is another version. Name the address to write to, if you have one for this."
          {...form.field("consent")}
        />
      </Form>
    </Dialog>
  );
}
