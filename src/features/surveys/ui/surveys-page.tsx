import { MessageCircleQuestion, Plus } from "lucide-react";
import { useState } from "react";
import { usePages } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { Count } from "../../../web/kit/value/count.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { SurveyDialog } from "./survey-dialog.tsx";
import type { Survey } from "./survey-words.ts";

const columns: Column<Survey>[] = [
  { key: "question", head: "Question", isName: true, cell: (survey) => survey.question },
  {
    key: "state",
    head: "State",
    cell: (survey) => <Badge tone={survey.is_active ? "good" : "neutral"}>{survey.is_active ? "Open" : "Closed"}</Badge>,
  },
  {
    key: "answers",
    head: "Answers",
    align: "end",
    cell: (survey) => <Count value={survey.answers} />,
    explain: "Every answer that came, those included that a later answer to the same order replaced.",
  },
  { key: "since", head: "Since", align: "end", cell: (survey) => <DateTime at={survey.created_at} isDayOnly /> },
];

/** The surveys of the workspace. */
export function SurveysPage() {
  const to = usePaths();
  const canWrite = useIsAtLeast("manager");
  const surveys = usePages("/v1/surveys");
  const [isAsking, ask] = useState(false);
  const isEmpty = surveys.rows?.length === 0;
  const create = canWrite && (
    <Button variant="primary" icon={Plus} onClick={() => ask(true)}>
      Ask customers
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Surveys"
        lead="What customers say led them to you, where nothing could be clicked. An answer pays nobody."
        actions={!isEmpty && create}
      />
      <Table
        {...surveys}
        caption="Surveys"
        columns={columns}
        rowKey={(survey) => survey.id}
        rowPath={(survey) => to.survey(survey.id)}
        empty={
          <EmptyState title="No survey yet" icon={MessageCircleQuestion} action={create}>
            Ask “How did you hear about us?” on your thank-you page or by e-mail. Each answer stands beside its order’s clicks and codes.
          </EmptyState>
        }
      />
      {isAsking && <SurveyDialog survey={undefined} onClose={() => ask(false)} />}
    </>
  );
}
