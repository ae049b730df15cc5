import { useCallback, useState, type ReactNode } from "react";
import { api, inForm } from "../../../web/api.ts";
import { Form } from "../../../web/kit/form/form.tsx";
import { useForm, type FormState } from "../../../web/kit/form/use-form.ts";
import { NumberInput } from "../../../web/kit/input/number-input.tsx";
import { PercentInput } from "../../../web/kit/input/percent-input.tsx";
import { RadioCards } from "../../../web/kit/input/radio-cards.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { DialBasis } from "./dial-basis.tsx";
import { FitPanel, type FitResult } from "./fit-panel.tsx";
import { dialGroups, presetWords, type Dials, type DialWords, type Preset, type StudyResult } from "./dial-words.ts";

type Values = { preset: Preset; runs: number | undefined } & { [K in keyof Dials]: Dials[K] | undefined };

const pointers = Object.fromEntries(dialGroups.flatMap(({ dials }) => dials.map(({ name }) => [name, `/dials/${name}`])));

function DialInput({
  words,
  form,
  fit,
}: {
  readonly words: DialWords;
  readonly form: FormState<Values>;
  readonly fit: FitResult | undefined;
}) {
  const fitted = fit?.fitted.find(({ dial }) => dial === words.name);
  const isAsFitted = fitted !== undefined && fitted.value === form.values[words.name];
  const hint: ReactNode = isAsFitted ? (
    <>
      {words.hint}
      <DialBasis fitted={fitted} words={words} />
    </>
  ) : (
    words.hint
  );
  const { label } = words;
  if (words.kind === "share") return <PercentInput label={label} hint={hint} {...form.field(words.name)} />;
  const { min, max, unit } = words;
  return <NumberInput label={label} hint={hint} min={min} max={max} unit={unit} {...form.field(words.name)} />;
}

function DialGroups({ form, fit }: { readonly form: FormState<Values>; readonly fit: FitResult | undefined }) {
  return dialGroups.map(({ title, dials }) => (
    <fieldset key={title} className="min-w-0">
      <legend className="mb-2 font-semibold">{title}</legend>
      <div className="grid items-start gap-3 sm:grid-cols-2 xl:grid-cols-3">
        {dials.map((words) => (
          <DialInput key={words.name} words={words} form={form} fit={fit} />
        ))}
      </div>
    </fieldset>
  ));
}

/** The form's start: the last study's dials, or the first ready-made business. */
const startOf = (presets: readonly { name: Preset; dials: Dials }[], last: StudyResult | null): Values =>
  last === null ? { preset: presets[0]!.name, runs: 100, ...presets[0]!.dials } : { preset: last.preset, runs: last.runs, ...last.dials };

/** The dials of a business like one's own, and the button that plays it. */
export function StudyForm({ last }: { readonly last: StudyResult | null }) {
  const { data: presets } = api.useSuspenseQuery("get", "/v1/market/presets");
  const ask = api.useMutation("post", "/v1/market/studies", inForm);
  const mayAsk = useIsAtLeast("analyst");
  const form = useForm<Values, unknown>({
    initial: startOf(presets.data, last),
    submit: ({ preset, runs, ...dials }) => ask.mutateAsync({ body: { preset, runs, dials } as never }),
    pointers,
  });
  const [fit, setFit] = useState<FitResult>();
  const { set } = form;
  const take = useCallback(
    (fitted: FitResult) => {
      setFit(fitted);
      set({ preset: fitted.preset, ...fitted.dials });
    },
    [set],
  );
  const choose = (preset: Preset) => {
    setFit(undefined);
    set({ preset, ...presets.data.find(({ name }) => name === preset)!.dials });
  };
  if (!mayAsk) return null;
  return (
    <Card title="A business like yours" lead="Start from the one that is most like it, fit it to your data, then turn the dials.">
      <Form form={form} submitLabel="Play it">
        <RadioCards
          label="Most like"
          name="preset"
          value={form.values.preset}
          onChange={choose}
          options={presets.data.map(({ name }) => ({ value: name, ...presetWords[name] }))}
        />
        <FitPanel preset={form.values.preset} onFitted={take} />
        <DialGroups form={form} fit={fit} />
        <div className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
          <NumberInput
            label="Times it is played"
            hint="More make the answer surer and take longer."
            min={10}
            max={400}
            {...form.field("runs")}
          />
        </div>
      </Form>
    </Card>
  );
}
