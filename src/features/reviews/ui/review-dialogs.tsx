import { api, inForm } from "../../../web/api.ts";
import { DecimalTextInput } from "../../../web/kit/form/decimal-text-input.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import { missing } from "../../../web/kit/form/missing.ts";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { NumberInput } from "../../../web/kit/input/number-input.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { Textarea } from "../../../web/kit/input/textarea.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { ConfirmDialog } from "../../../web/kit/overlay/confirm-dialog.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { CreatorPicker } from "../../../web/pickers/creator-picker.tsx";
import { ProgramPicker } from "../../../web/pickers/program-picker.tsx";
import { metricWords, subjectWords, writtenLesson, type Review, type ReviewLesson, type ReviewSentence } from "./review.ts";

interface OfReview {
  readonly review: Review;
  readonly onClose: () => void;
}

const at = (review: Review) => ({ params: { path: { id: review.campaign_id } } });
const optionsOf = <V extends string>(words: Readonly<Record<V, string>>) =>
  Object.entries<string>(words).map(([value, label]) => ({ value: value as V, label }));

/** All edits with one of them changed. */
const editsWith = ({ edits }: Review, key: string, text: string | null) => [...edits.filter((edit) => edit.key !== key), { key, text }];

/** Writes a sentence anew. */
export function SentenceDialog({ review, sentence, onClose }: OfReview & { readonly sentence: ReviewSentence }) {
  const save = api.useMutation("put", "/v1/campaigns/{id}/review", inForm);
  const form = useForm({
    initial: { text: sentence.text },
    submit: ({ text }) =>
      text.trim() === ""
        ? missing("text", "Write the sentence, or take it out.")
        : save.mutateAsync({ ...at(review), body: { sentences: editsWith(review, sentence.key, text) } }),
    onDone: onClose,
  });
  return (
    <Dialog isOpen onClose={onClose} title="Write the sentence anew" lead="What the data say stays below yours until the review is closed.">
      <Form form={form} submitLabel="Save sentence" onCancel={onClose}>
        <Textarea label="Sentence" maxLength={1000} {...form.field("text")} />
      </Form>
    </Dialog>
  );
}

/** Takes a sentence out of the review, or brings one back as it was drafted. */
export function useSentenceEdits(review: Review) {
  const save = api.useMutation("put", "/v1/campaigns/{id}/review");
  const send = (sentences: { key: string; text: string | null }[], words: string) =>
    save.mutate({ ...at(review), body: { sentences } }, { onSuccess: () => showDone(words) });
  return {
    takeOut: ({ key }: ReviewSentence) => send(editsWith(review, key, null), "The sentence is out."),
    restore: () => send([], "All sentences are as the data draft them."),
  };
}

/** Notes of the person who reviews. */
export function NotesDialog({ review, onClose }: OfReview) {
  const save = api.useMutation("put", "/v1/campaigns/{id}/review", inForm);
  const form = useForm({
    initial: { notes: review.notes },
    submit: ({ notes }) => save.mutateAsync({ ...at(review), body: { notes } }),
    onDone: onClose,
  });
  return (
    <Dialog isOpen onClose={onClose} title="Write notes" lead="What the data cannot know: the weather, the stock, a rival's sale.">
      <Form form={form} submitLabel="Save notes" onCancel={onClose}>
        <Textarea label="Notes" isOptional rows={8} maxLength={10_000} {...form.field("notes")} />
      </Form>
    </Dialog>
  );
}

interface LessonValues {
  readonly subject_kind: ReviewLesson["subject_kind"];
  readonly creator_id: string | undefined;
  readonly program_id: string | undefined;
  readonly subject: string;
  readonly metric: ReviewLesson["metric"];
  readonly estimate: string;
  readonly low: string;
  readonly high: string;
  readonly cycles: number | undefined;
  readonly words: string;
}

const blank: LessonValues = {
  ...{ subject_kind: "creator", creator_id: undefined, program_id: undefined, subject: "", metric: "revenue_per_spent" },
  ...{ estimate: "", low: "", high: "", cycles: 1, words: "" },
};

function subjectOf({ subject_kind: kind, creator_id, program_id, subject }: LessonValues) {
  if (kind === "creator") return creator_id === undefined ? undefined : { creator_id };
  if (kind === "offer") return program_id === undefined ? undefined : { program_id };
  return subject.trim() === "" ? undefined : { subject: subject.trim() };
}

const subjectPlace = { creator: "creator_id", offer: "program_id", platform: "subject", tier: "subject", format: "subject" } as const;

function useLessonForm({ review, onClose }: OfReview) {
  const save = api.useMutation("put", "/v1/campaigns/{id}/review", inForm);
  const own = `/lessons/${review.lessons.length}`;
  return useForm({
    initial: blank,
    submit: (values) => {
      const subject = subjectOf(values);
      if (subject === undefined)
        return missing(`lessons/${review.lessons.length}/${subjectPlace[values.subject_kind]}`, "Say what it is about.");
      const { subject_kind, metric, estimate, low, high, cycles = 1, words } = values;
      const lesson = {
        subject_kind,
        ...subject,
        metric,
        estimate,
        low,
        high,
        level: "0.95",
        cycles,
        spent: null,
        words,
        is_drafted: false,
      };
      return save.mutateAsync({ ...at(review), body: { lessons: [...review.lessons.map(writtenLesson), lesson] } });
    },
    pointers: Object.fromEntries(Object.keys(blank).map((name) => [name, `${own}/${name}`])),
    onDone: () => {
      showDone("The lesson is added.");
      onClose();
    },
  });
}

/** Adds a lesson of one's own. */
export function LessonDialog(props: OfReview) {
  const form = useLessonForm(props);
  const { subject_kind: kind } = form.values;
  return (
    <Dialog isOpen onClose={props.onClose} title="Add a lesson" lead="A number with its interval, so that the next plan can weigh it.">
      <Form form={form} submitLabel="Add lesson" onCancel={props.onClose}>
        <Select label="About" options={optionsOf(subjectWords)} {...form.field("subject_kind")} />
        {kind === "creator" && <CreatorPicker label="Creator" {...form.field("creator_id")} />}
        {kind === "offer" && <ProgramPicker label="Program" {...form.field("program_id")} />}
        {kind !== "creator" && kind !== "offer" && (
          <TextInput label={subjectWords[kind]} hint="For example: reel, tiktok, micro." autoComplete="off" {...form.field("subject")} />
        )}
        <Select label="Measure" options={optionsOf(metricWords)} {...form.field("metric")} />
        <div className="grid items-start gap-4 sm:grid-cols-3">
          <DecimalTextInput label="Estimate" {...form.field("estimate")} />
          <DecimalTextInput label="At least" {...form.field("low")} />
          <DecimalTextInput label="At most" hint="95 % interval." {...form.field("high")} />
        </div>
        <NumberInput label="Made of how many campaigns or posts?" min={1} max={1000} {...form.field("cycles")} />
        <Textarea label="In words" isOptional maxLength={1000} {...form.field("words")} />
      </Form>
    </Dialog>
  );
}

/** Closes the review. */
export function CloseDialog({ review, onClose }: OfReview) {
  const close = api.useMutation("post", "/v1/campaigns/{id}/review/close", {
    onSuccess: () => {
      showDone("The review is closed.");
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Close the review of “${review.campaign_name}”?`}
      confirmLabel="Close review"
      isBusy={close.isPending}
      onConfirm={() => close.mutate(at(review))}
    >
      Its text and figures stay as they are now, and plans read its lessons. It cannot be opened again.
    </ConfirmDialog>
  );
}
