import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { api, client, inForm } from "../../../web/api.ts";
import { Form } from "../../../web/kit/form/form.tsx";
import { useForm, type FormState } from "../../../web/kit/form/use-form.ts";
import { NumberInput } from "../../../web/kit/input/number-input.tsx";
import { RadioCards } from "../../../web/kit/input/radio-cards.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { Card } from "../../../web/kit/page/card.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { InstantInput } from "../../../web/kit/time/instant-input.tsx";
import { useParam } from "../../../web/params.ts";
import { usePaths, useWorkspace } from "../../../web/session.ts";
import { GroupFields } from "./group-fields.tsx";
import { SummaryLines } from "./pay-rule-section.tsx";
import {
  documentOfDraft,
  draftFaults,
  draftOfDocument,
  draftPointers,
  firstDraft,
  type RuleDocument,
  type RuleDraft,
} from "./rule-draft.ts";
import { BaseFields, CapFields, RecurrenceFields, WindowFields } from "./terms-fields.tsx";
import { ValuesFields } from "./value-fields.tsx";

interface RuleForm extends RuleDraft {
  readonly effectiveAt: string | undefined;
}

const levels = [
  { value: "order", label: "The order as a whole", hint: "One amount an order." },
  { value: "line", label: "Each line of the order", hint: "Needed to pay products differently." },
] as const;
const ends = [
  {
    value: "earlier_touches_pay",
    label: "Earlier clicks still pay",
    hint: "A click made while they took part counts until its window ends.",
  },
  { value: "nothing_pays", label: "Nothing pays any more", hint: "Only orders placed while they take part." },
] as const;

const pauseMs = 400;

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

async function askSummary(programId: string, document: RuleDocument): Promise<string> {
  const { data, error } = await client.POST("/v1/programs/{id}/pay-rules/preview", {
    params: { path: { id: programId } },
    body: { document },
  });
  if (data === undefined) throw error;
  return data.summary;
}

/** The rule in one sentence, as the server will publish it, a moment after each change. */
function Preview({ programId, draft }: { readonly programId: string; readonly draft: RuleDraft }) {
  const isComplete = draftFaults(draft).length === 0;
  const text = useSettled(JSON.stringify(documentOfDraft(draft)));
  const summary = useQuery({
    queryKey: ["pay rule preview", programId, text],
    queryFn: () => askSummary(programId, JSON.parse(text) as RuleDocument),
    enabled: isComplete,
    placeholderData: keepPreviousData,
    throwOnError: false,
    staleTime: Infinity,
  });
  const sentence = isComplete ? summary.data : undefined;
  return (
    <Card title="What creators will read">
      <div aria-live="polite">
        {sentence === undefined ? (
          <p className="text-muted">Fill in what is paid; the rule then stands here in words.</p>
        ) : (
          <SummaryLines summary={sentence} />
        )}
      </div>
    </Card>
  );
}

function RuleFields({ form, currency }: { readonly form: FormState<RuleForm>; readonly currency: string }) {
  const errorAt = (pointer: string) => form.errorAt(`/document${pointer}`);
  const { level } = form.values;
  const part = <K extends keyof RuleForm>(name: K) => ({ value: form.values[name], onChange: form.field(name).onChange, errorAt });
  return (
    <>
      <Card title="What is paid">
        <div className="flex flex-col gap-4">
          <RadioCards label="Paid for" options={levels} {...form.field("level")} />
          <ValuesFields
            values={form.values.otherwise}
            onChange={form.field("otherwise").onChange}
            level={level}
            pointer="/otherwise"
            errorAt={errorAt}
          />
        </div>
      </Card>
      <Card title="What a percentage is taken of" lead="The items of an order always count.">
        <BaseFields {...part("base")} />
      </Card>
      <Card title="Exceptions" lead="From the top: the first that applies counts, and no other.">
        <GroupFields
          groups={form.values.groups}
          onChange={form.field("groups").onChange}
          level={level}
          currency={currency}
          errorAt={errorAt}
        />
      </Card>
      <Card title="For how long">
        <div className="flex flex-col gap-4">
          <RecurrenceFields {...part("recurrence")} />
          <WindowFields {...part("window")} />
        </div>
      </Card>
      <Card title="Hold and cap">
        <div className="flex flex-col gap-4">
          <NumberInput
            label="Hold before it can be paid out"
            unit="days"
            max={3650}
            hint="Cover your return period: refunds until then take the commission back before it is paid."
            {...form.field("holdDays")}
          />
          <CapFields {...part("cap")} />
          <RadioCards label="When a creator’s part has ended" options={ends} {...form.field("afterEnd")} />
        </div>
      </Card>
    </>
  );
}

/** Writes a new version of a program's pay rule. */
export function PayRulePage() {
  const to = usePaths();
  const navigate = useNavigate();
  const workspace = useWorkspace();
  const id = useParam("program");
  const { data: program } = api.useSuspenseQuery("get", "/v1/programs/{id}", { params: { path: { id } } });
  const { data: versions } = api.useSuspenseQuery("get", "/v1/programs/{id}/pay-rules", { params: { path: { id } } });
  const newest = versions.data[0];
  const currency = program.currency ?? workspace.currency;
  const publish = api.useMutation("post", "/v1/programs/{id}/pay-rules", inForm);
  const initial = newest === undefined ? firstDraft(currency) : draftOfDocument(newest.document, currency);
  const form = useForm<RuleForm, Awaited<ReturnType<typeof publish.mutateAsync>>>({
    initial: { ...initial, effectiveAt: undefined },
    pointers: { ...draftPointers, effectiveAt: "/effective_at" },
    submit: ({ effectiveAt, ...draft }) => {
      const errors = draftFaults(draft);
      const incomplete = { type: "about:blank", title: "Something is missing", status: 422, errors };
      if (errors.length > 0) return Promise.reject(incomplete);
      const when = effectiveAt === undefined ? {} : { effective_at: effectiveAt };
      return publish.mutateAsync({ params: { path: { id } }, body: { document: documentOfDraft(draft), ...when } });
    },
    onDone: ({ version }) => {
      showDone(`Version ${version} of the pay rule is published.`);
      void navigate({ to: to.program(id) });
    },
  });
  return (
    <>
      <PageHeader
        title={newest === undefined ? "Write the pay rule" : "Change the pay rule"}
        lead="A new version counts for orders from its time on. What was earned under an earlier one never changes."
        crumbs={[
          { label: "Programs", to: to.programs() },
          { label: program.name, to: to.program(id) },
        ]}
      />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <Form form={form} submitLabel="Publish pay rule" onCancel={() => void navigate({ to: to.program(id) })}>
          <RuleFields form={form} currency={currency} />
          <Card title="When it begins">
            <InstantInput
              label="In force from"
              isOptional
              hint={
                newest === undefined
                  ? "Empty: from now on. A time in the past lets orders that you import earn."
                  : "Empty: from now on. A time to come is possible; the past is decided."
              }
              {...form.field("effectiveAt")}
            />
          </Card>
        </Form>
        <aside aria-label="Preview" className="max-lg:order-first lg:sticky lg:top-6">
          <Preview programId={id} draft={form.values} />
        </aside>
      </div>
    </>
  );
}
