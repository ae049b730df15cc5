import { api, inForm } from "../../../web/api.ts";
import { Form } from "../../../web/kit/form/form.tsx";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { Percent } from "../../../web/kit/value/percent.tsx";
import { CreatorPicker } from "../../../web/pickers/creator-picker.tsx";
import { CreatorName } from "../../../web/pickers/names.tsx";
import type { Answer } from "./survey-words.ts";

/** Whom an answer is about, and how sure that is. */
export function AnswerCreator({ answer }: { readonly answer: Answer }) {
  const { match } = answer;
  if (match === null || answer.kind !== "other") return <CreatorName id={answer.creator_id} none="None" />;
  if (match.by === "person") return <CreatorName id={match.creator_id} none="None, as decided" />;
  return (
    <span>
      {!match.is_sure && <span className="text-muted">Perhaps </span>}
      <CreatorName id={match.creator_id} />{" "}
      <span className="text-muted">({match.score !== null && <Percent rate={match.score} />} alike)</span>
    </span>
  );
}

/** Has a person say whom a customer's words mean. */
export function MatchDialog({ answer, onClose }: { readonly answer: Answer; readonly onClose: () => void }) {
  const match = api.useMutation("post", "/v1/survey-answers/{id}/match", inForm);
  const form = useForm({
    initial: { creator_id: answer.match?.creator_id ?? undefined },
    submit: ({ creator_id }) => match.mutateAsync({ params: { path: { id: answer.id } }, body: { creator_id: creator_id ?? null } }),
    onDone: () => {
      showDone("Kept. It counts for this order from now on.");
      onClose();
    },
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`“${answer.label}”`}
      lead="Whom does the customer mean? Leave it empty where it is none of your creators."
    >
      <Form form={form} submitLabel="Keep decision" onCancel={onClose}>
        <CreatorPicker label="Creator" isOptional {...form.field("creator_id")} />
      </Form>
    </Dialog>
  );
}
