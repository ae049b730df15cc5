import { api, inForm } from "../../../web/api.ts";
import { Form } from "../../../web/kit/form/form.tsx";
import { missing } from "../../../web/kit/form/missing.ts";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { NumberInput } from "../../../web/kit/input/number-input.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import type { BrandLift } from "./words.ts";

const groups = [
  { key: "control", label: "control" },
  { key: "exposed", label: "exposed" },
] as const;
const parts = ["answered", "positive"] as const;

/** Numbers by what they count: "asked/control", "answers/0/control/answered". */
type Values = Readonly<Record<string, number | undefined>>;

function valuesOf({ counts }: BrandLift): Values {
  if (counts === null) return {};
  const asked = groups.map(({ key }) => [`asked/${key}`, counts.asked[key]] as const);
  const answers = counts.answers.flatMap((each, at) =>
    groups.flatMap(({ key }) => parts.map((part) => [`answers/${at}/${key}/${part}`, each[key][part]] as const)),
  );
  return Object.fromEntries([...asked, ...answers]);
}

const namesOf = (questions: number): string[] => [
  ...groups.map(({ key }) => `asked/${key}`),
  ...Array.from({ length: questions }, (_, at) => groups.flatMap(({ key }) => parts.map((part) => `answers/${at}/${key}/${part}`))).flat(),
];

function bodyOf(values: Values, questions: number) {
  const of = (name: string): number => values[name] ?? 0;
  const group = (at: number, key: string) => ({
    answered: of(`answers/${at}/${key}/answered`),
    positive: of(`answers/${at}/${key}/positive`),
  });
  return {
    asked: { control: of("asked/control"), exposed: of("asked/exposed") },
    answers: Array.from({ length: questions }, (_, at) => ({ control: group(at, "control"), exposed: group(at, "exposed") })),
  };
}

/** Enters what was counted: asked, answered, and answered positively. */
export function CountsDialog({ survey, onClose }: { readonly survey: BrandLift; readonly onClose: () => void }) {
  const enter = api.useMutation("post", "/v1/brand-lifts/{id}/counts", inForm);
  const { questions } = survey.plan;
  const names = namesOf(questions.length);
  const form = useForm<Values, unknown>({
    initial: valuesOf(survey),
    submit: async (values) => {
      const open = names.find((name) => values[name] === undefined);
      if (open !== undefined) return missing(open, "Write a number; 0 where nobody did.");
      return enter.mutateAsync({ params: { path: { id: survey.id } }, body: bodyOf(values, questions.length) });
    },
    onDone: () => {
      showDone("The counts are kept.");
      onClose();
    },
  });
  const number = (name: string, label: string, min: number) => (
    <NumberInput
      key={name}
      label={label}
      min={min}
      max={10_000_000}
      value={form.values[name]}
      onChange={(value) => form.set({ [name]: value })}
      error={form.errorAt(`/${name}`)}
    />
  );
  return (
    <Dialog isOpen onClose={onClose} title="Enter what was counted" lead="Earlier counts stay on record; the newest hold.">
      <Form form={form} submitLabel="Keep counts" onCancel={onClose}>
        <div className="grid items-start gap-4 sm:grid-cols-2">
          {groups.map(({ key, label }) => number(`asked/${key}`, `Asked, ${label}`, 1))}
        </div>
        {questions.map((question, at) => (
          <fieldset key={question.text} className="min-w-0">
            <legend className="mb-2 font-semibold">{question.text}</legend>
            <div className="grid items-start gap-4 sm:grid-cols-2">
              {groups.map(({ key, label }) => number(`answers/${at}/${key}/answered`, `Answered, ${label}`, 1))}
              {groups.map(({ key, label }) => number(`answers/${at}/${key}/positive`, `“${question.positive}”, ${label}`, 0))}
            </div>
          </fieldset>
        ))}
      </Form>
    </Dialog>
  );
}
