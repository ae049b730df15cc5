import { api, inForm } from "../../../web/api.ts";
import { CheckboxGroup } from "../../../web/kit/form/checkbox-group.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import { missing } from "../../../web/kit/form/missing.ts";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { Select } from "../../../web/kit/input/select.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { CreatorChecklist } from "../../../web/pickers/creator-checklist.tsx";
import { channelLabels, languages, type Channel, type Survey, type WrittenChoice } from "./survey-words.ts";

interface Values {
  readonly store_id: string;
  readonly question: string;
  readonly language: Survey["language"];
  readonly creators: readonly string[];
  readonly channels: readonly Channel[];
}

const usual: readonly Channel[] = ["word_of_mouth", "organic_search", "organic_social", "paid"];
const channelOptions = (Object.keys(channelLabels) as Channel[]).map((value) => ({ value, label: channelLabels[value] }));

const initialOf = (survey: Survey | undefined, storeId: string): Values => ({
  store_id: survey?.store_id ?? storeId,
  question: survey?.question ?? "How did you hear about us?",
  language: survey?.language ?? "en",
  creators: survey?.choices.flatMap((choice) => choice.creator_id ?? []) ?? [],
  channels: survey?.choices.flatMap((choice) => choice.channel ?? []) ?? usual,
});

/** What the form says as choices. A choice that was there keeps its own words, as long as the language stays. */
function choicesOf({ creators, channels, language }: Values, survey: Survey | undefined): WrittenChoice[] {
  const kept = survey?.language === language ? survey.choices : [];
  const labelled = (label: string | undefined) => (label === undefined ? {} : { label });
  return [
    ...creators.map((creator_id) => ({
      kind: "creator" as const,
      creator_id,
      ...labelled(kept.find((choice) => choice.creator_id === creator_id)?.label),
    })),
    ...channels.map((channel) => ({
      kind: "channel" as const,
      channel,
      ...labelled(kept.find((choice) => choice.channel === channel)?.label),
    })),
  ];
}

function useSave(survey: Survey | undefined) {
  const create = api.useMutation("post", "/v1/surveys", inForm);
  const update = api.useMutation("patch", "/v1/surveys/{id}", inForm);
  return (values: Values) => {
    const choices = choicesOf(values, survey);
    const { store_id, question, language } = values;
    if (choices.length === 0) return missing("channels", "Offer at least one creator or channel.");
    return survey === undefined
      ? create.mutateAsync({ body: { store_id, question, language, choices } })
      : update.mutateAsync({ params: { path: { id: survey.id } }, body: { question, language, choices } });
  };
}

/** Writes a survey, or changes one. */
export function SurveyDialog({ survey, onClose }: { readonly survey: Survey | undefined; readonly onClose: () => void }) {
  const { data: stores } = api.useSuspenseQuery("get", "/v1/stores");
  const form = useForm({
    initial: initialOf(survey, stores.data[0]?.id ?? ""),
    submit: useSave(survey),
    pointers: { creators: "/choices" },
    onDone: () => {
      showDone(survey === undefined ? "The survey is open." : "The survey is changed; answers stay as they were given.");
      onClose();
    },
  });
  const { name: _creators, ...creators } = form.field("creators");
  const { name: _channels, ...channels } = form.field("channels");
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={survey === undefined ? "Ask customers" : "Edit survey"}
      lead="Each viewer sees the choices in an order of their own, and below them a field for anything else."
    >
      <Form form={form} submitLabel={survey === undefined ? "Open survey" : "Save survey"} onCancel={onClose}>
        <TextInput label="Question" autoComplete="off" {...form.field("question")} />
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <Select label="Language of the page" options={languages} {...form.field("language")} />
          {survey === undefined && stores.data.length > 1 && (
            <Select label="Store" options={stores.data.map(({ id, name }) => ({ value: id, label: name }))} {...form.field("store_id")} />
          )}
        </div>
        <CreatorChecklist {...creators} />
        <CheckboxGroup label="Channels" options={channelOptions} {...channels} />
      </Form>
    </Dialog>
  );
}
