import { Ellipsis, GraduationCap, ListChecks, NotebookPen, Plus, RotateCcw, Trash2 } from "lucide-react";
import { useState } from "react";
import { api } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { Menu, MenuItem } from "../../../web/kit/overlay/menu.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { Notice } from "../../../web/kit/page/notice.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import { More } from "../../../web/kit/parts/more.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { tableFile } from "../../../web/kit/table/table-file.ts";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { calendarDayText } from "../../../web/kit/time/time-text.ts";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { roundedWords } from "../../../web/kit/value/locale.ts";
import { useParam } from "../../../web/params.ts";
import { useIsAtLeast } from "../../../web/role.ts";
import { ReturnsChart } from "./review-chart.tsx";
import { CloseDialog, LessonDialog, NotesDialog, useSentenceEdits } from "./review-dialogs.tsx";
import {
  figureText,
  metricWords,
  reviewStates,
  subjectWords,
  writtenLesson,
  type Review,
  type ReviewFigure,
  type ReviewLesson,
} from "./review.ts";
import { ReviewText } from "./review-text.tsx";

const figureColumns: Column<ReviewFigure>[] = [
  { key: "label", head: "Figure", isName: true, cell: ({ label }) => label },
  { key: "value", head: "Value", align: "end", isCorner: true, cell: figureText },
  { key: "source", head: "Source", canWrap: true, cell: ({ source }) => <span className="text-muted">{source}</span> },
];

const lessonColumns: Column<ReviewLesson>[] = [
  { key: "name", head: "About", isName: true, cell: ({ name }) => name },
  { key: "kind", head: "Kind", cell: ({ subject_kind: kind }) => subjectWords[kind] },
  {
    key: "estimate",
    head: "Estimate",
    align: "end",
    isCorner: true,
    cell: ({ estimate, low, high, level }) => figureText({ value: estimate, unit: "", low, high, level }).replace("  ", " "),
  },
  { key: "metric", head: "Measure", cell: ({ metric }) => metricWords[metric] },
  { key: "cycles", head: "Campaigns or posts", align: "end", cell: ({ cycles }) => cycles },
  { key: "words", head: "In words", canWrap: true, cell: ({ words }) => words },
];

function Lessons({ review, canEdit }: { readonly review: Review; readonly canEdit: boolean }) {
  const [isAdding, setAdding] = useState(false);
  const save = api.useMutation("put", "/v1/campaigns/{id}/review");
  const remove = (lesson: ReviewLesson) =>
    save.mutate({
      params: { path: { id: review.campaign_id } },
      body: { lessons: review.lessons.filter((each) => each !== lesson).map(writtenLesson) },
    });
  const add = canEdit && (
    <Button icon={Plus} onClick={() => setAdding(true)}>
      Add lesson
    </Button>
  );
  const none = (
    <EmptyState title="No lessons yet" icon={GraduationCap} action={add}>
      A creator’s cost must be known for the data to suggest one. Or write one of your own, with its interval.
    </EmptyState>
  );
  return (
    <Section title="Lessons" lead="What the next plan starts from, once the review is closed." actions={review.lessons.length > 0 && add}>
      <Table
        caption={`Lessons of ${review.campaign_name}`}
        columns={lessonColumns}
        rows={review.lessons}
        rowKey={(lesson) => `${lesson.subject_kind} ${lesson.subject} ${lesson.metric} ${lesson.words}`}
        {...(canEdit
          ? {
              rowActions: (lesson: ReviewLesson) => (
                <IconButton icon={Trash2} label={`Leave out the lesson about ${lesson.name}`} onClick={() => remove(lesson)} />
              ),
            }
          : {})}
        empty={none}
      />
      {isAdding && <LessonDialog review={review} onClose={() => setAdding(false)} />}
    </Section>
  );
}

function ChangedSince({ review }: { readonly review: Review }) {
  if (review.changed_since.length === 0) return null;
  const text = (value: string | null): string => (value === null ? "not known" : roundedWords(value, 2));
  return (
    <Notice tone="warn" title="The data have changed since this review was closed">
      <ul>
        {review.changed_since.map(({ key, label, unit, was, now }) => (
          <li key={key}>
            {label}: {text(was)} then, {text(now)} {unit} now
          </li>
        ))}
      </ul>
      The review stays as it was.
    </Notice>
  );
}

const leadOf = ({ state, due_on: due, closed }: Review) => {
  if (closed !== null)
    return (
      <>
        Closed <DateTime at={closed.at} /> by {closed.by}, with its figures as they were. SHA-256{" "}
        <code className="text-xs break-all">{closed.sha256}</code>
      </>
    );
  if (state === "due") return "Drafted from the data. Write it anew where you know better, then close it.";
  const when =
    due === null ? "It can be closed after the campaign was launched and has ended." : `It can be closed from ${calendarDayText(due)} on.`;
  return `Drafted from what is known so far. ${when}`;
};

/** A campaign's review: drafted from the data, edited and closed by a person, with the lessons for the next plan. */
export function ReviewSection() {
  const id = useParam("campaign");
  const mayWrite = useIsAtLeast("manager");
  const { data: review } = api.useSuspenseQuery("get", "/v1/campaigns/{id}/review", { params: { path: { id } } });
  const [open, setOpen] = useState<"notes" | "close">();
  const edits = useSentenceEdits(review);
  const canEdit = mayWrite && review.state !== "closed";
  const { label, tone } = reviewStates[review.state];
  const actions = (
    <>
      <Badge tone={tone}>{label}</Badge>
      {canEdit && review.state === "due" && (
        <Button icon={ListChecks} onClick={() => setOpen("close")}>
          Close review
        </Button>
      )}
      {canEdit && (
        <Menu align="end" trigger={<IconButton icon={Ellipsis} label="More about this review" />}>
          <MenuItem icon={NotebookPen} onClick={() => setOpen("notes")}>
            Write notes
          </MenuItem>
          <MenuItem icon={RotateCcw} onClick={edits.restore}>
            Restore all sentences
          </MenuItem>
        </Menu>
      )}
    </>
  );
  return (
    <>
      <Section title="Review" lead={leadOf(review)} actions={actions}>
        <div className="flex flex-col gap-4">
          <ChangedSince review={review} />
          <Card>
            <ReviewText review={review} canEdit={canEdit} />
            {review.notes !== "" && (
              <div className="mt-4">
                <h3 className="font-semibold">Notes</h3>
                <p className="max-w-[80ch] break-words whitespace-pre-line">{review.notes}</p>
              </div>
            )}
          </Card>
          <ReturnsChart review={review} />
          <More label="Every figure behind it">
            <Table
              caption="Figures of the review"
              columns={figureColumns}
              rows={review.figures}
              rowKey={({ key }) => key}
              file={tableFile("/v1/campaigns/{id}/review", { path: { id }, table: "figures" })}
              empty={null}
            />
          </More>
        </div>
      </Section>
      <Lessons review={review} canEdit={canEdit} />
      {open === "notes" && <NotesDialog review={review} onClose={() => setOpen(undefined)} />}
      {open === "close" && <CloseDialog review={review} onClose={() => setOpen(undefined)} />}
    </>
  );
}
