import { Inbox, Pencil, Power, UserRoundSearch } from "lucide-react";
import { useState } from "react";
import { api, usePages } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { TextLink } from "../../../web/kit/action/text-link.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { Card } from "../../../web/kit/page/card.tsx";
import { CodeBlock } from "../../../web/kit/page/code-block.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { useParam } from "../../../web/params.ts";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { AnswerCreator, MatchDialog } from "./match-dialog.tsx";
import { SurveyDialog } from "./survey-dialog.tsx";
import { answerSource, blockTag, frameTag, type Answer, type Survey } from "./survey-words.ts";

function OrderOf({ answer }: { readonly answer: Answer }) {
  const to = usePaths();
  if (answer.order_id === null) return <span className="text-muted">{answer.external_order_id}, not here yet</span>;
  return <TextLink to={to.order(answer.order_id)}>{answer.external_order_id}</TextLink>;
}

const columns: Column<Answer>[] = [
  {
    key: "answer",
    head: "Answer",
    isName: true,
    cell: (answer) => (
      <span className="inline-flex flex-wrap items-center gap-2">
        {answer.kind === "other" ? <q>{answer.label}</q> : answer.label}
        {!answer.counts && <Badge>Replaced</Badge>}
      </span>
    ),
    explain: "One answer to an order counts: the newest, and one by a signed link or the API before one by the open page.",
  },
  {
    key: "creator",
    head: "Creator",
    cell: (answer) => <AnswerCreator answer={answer} />,
    explain:
      "Words of the customer’s own are compared with every name and handle: 100 % is the same, less by the share of letters that differ. From 85 % on, with 10 points before the next creator, it counts; below, you decide.",
  },
  { key: "order", head: "Order", cell: (answer) => <OrderOf answer={answer} /> },
  { key: "source", head: "Came by", cell: (answer) => answerSource(answer.source) },
  { key: "at", head: "Answered", align: "end", cell: (answer) => <DateTime at={answer.answered_at} /> },
];

function ShowItCard({ survey }: { readonly survey: Survey }) {
  return (
    <Card title="Put it on your page">
      <div className="flex flex-col gap-3">
        <p className="text-muted">
          Put this block on your thank-you page; in Shopify it knows the order by itself, elsewhere write your order’s id there. The
          question then stands in your page, in your letters. It sets no cookie and keeps nothing in the browser; where it cannot load,
          nothing shows.
        </p>
        <CodeBlock label="Block" code={blockTag(survey, "{{ order.id }}")} />
        <p className="text-sm text-muted">
          Has your page a content security policy? Allow {new URL(survey.page_url).origin} in <code className="font-mono">script-src</code>{" "}
          and <code className="font-mono">connect-src</code>. Is it built after it loads? Call{" "}
          <code className="font-mono">vouchSurvey()</code> then.
        </p>
        <details>
          <summary className="w-fit rounded-xs text-accent hover:underline">Without a script: a frame</summary>
          <div className="mt-2">
            <CodeBlock label="Frame" code={frameTag(survey, "{{ order.id }}")} />
          </div>
        </details>
        <p className="text-sm text-muted">
          Anybody can answer for any order there. Links for e-mails, signed for one order each, come from{" "}
          <code className="font-mono">POST /v1/surveys/{"{id}"}/links</code>; they count first.
        </p>
      </div>
    </Card>
  );
}

function Actions({ survey, onEdit }: { readonly survey: Survey; readonly onEdit: () => void }) {
  const update = api.useMutation("patch", "/v1/surveys/{id}");
  const flip = () =>
    update.mutate(
      { params: { path: { id: survey.id } }, body: { is_active: !survey.is_active } },
      { onSuccess: () => showDone(survey.is_active ? "The survey is closed." : "The survey is open again.") },
    );
  if (!useIsAtLeast("manager")) return null;
  return (
    <>
      <Button icon={Pencil} onClick={onEdit}>
        Edit survey
      </Button>
      <Button icon={Power} isBusy={update.isPending} onClick={flip}>
        {survey.is_active ? "Close survey" : "Open again"}
      </Button>
    </>
  );
}

/** One survey: how to show it, and what was answered. */
export function SurveyPage() {
  const to = usePaths();
  const id = useParam("survey");
  const { data: survey } = api.useSuspenseQuery("get", "/v1/surveys/{id}", { params: { path: { id } } });
  const answers = usePages("/v1/surveys/{id}/answers", { path: { id } });
  const [isEditing, edit] = useState(false);
  const [matching, match] = useState<Answer>();
  const canWrite = useIsAtLeast("manager");
  const actionsOf = (answer: Answer) =>
    canWrite && answer.kind === "other" && <IconButton icon={UserRoundSearch} label="Say who is meant" onClick={() => match(answer)} />;
  return (
    <>
      <PageHeader
        title={survey.question}
        crumbs={[{ label: "Surveys", to: to.surveys() }]}
        badge={<Badge tone={survey.is_active ? "good" : "neutral"}>{survey.is_active ? "Open" : "Closed"}</Badge>}
        lead={`Choices: ${survey.choices.map((choice) => choice.label).join(", ")}.`}
        actions={<Actions survey={survey} onEdit={() => edit(true)} />}
      />
      <div className="flex flex-col gap-8">
        {survey.is_active && <ShowItCard survey={survey} />}
        <Section title="Answers" lead="Newest first. An answer waits for its order where that has not come yet.">
          <Table
            {...answers}
            caption="Answers"
            columns={columns}
            rowKey={(answer) => answer.id}
            rowActions={actionsOf}
            empty={
              <EmptyState title="No answer yet" icon={Inbox}>
                Answers appear here as they come.
              </EmptyState>
            }
          />
        </Section>
      </div>
      {matching !== undefined && <MatchDialog answer={matching} onClose={() => match(undefined)} />}
      {isEditing && <SurveyDialog survey={survey} onClose={() => edit(false)} />}
    </>
  );
}
