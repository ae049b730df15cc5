import { BadgeCheck, Link2, MousePointerClick, Plus, ReceiptText, Undo2 } from "lucide-react";
import { Button } from "../kit/action/button.tsx";
import { EmptyState } from "../kit/page/empty-state.tsx";
import { ComputationState } from "../computations/computation-card.tsx";
import { PageSkeleton } from "../kit/page/page-skeleton.tsx";
import { ProblemNotice } from "../kit/page/problem-page.tsx";
import { Progress } from "../kit/page/progress.tsx";
import { Stepper } from "../kit/parts/stepper.tsx";
import { Tabs } from "../kit/parts/tabs.tsx";
import { Timeline, type TimelineEvent } from "../kit/page/timeline.tsx";

const computation = {
  id: "job_01h2xcejqtf2nbrexx3vqjhp41",
  kind: "experiment-power",
  progress: 0.35,
  result: null,
  requested_at: "2026-05-01T10:00:00.000Z",
  started_at: "2026-05-01T10:00:01.000Z",
  finished_at: null,
};

const events: readonly TimelineEvent[] = [
  {
    key: "click",
    at: "2026-11-17T08:12:00Z",
    icon: MousePointerClick,
    title: "Click on Ben’s link",
    detail: "human, Germany",
    tone: "neutral",
  },
  { key: "order", at: "2026-11-20T13:05:00Z", icon: ReceiptText, title: "Order 1042, €89.00", detail: "Code ANA10 used.", tone: "accent" },
  {
    key: "earned",
    at: "2026-11-20T13:05:02Z",
    icon: BadgeCheck,
    title: "Ana earned €8.90",
    detail: "Held until 20 Dec 2026.",
    tone: "good",
  },
  { key: "refund", at: "2026-11-24", precision: "day", icon: Undo2, title: "Refund of one line", detail: "€2.50 taken back.", tone: "bad" },
];

const problem = {
  type: "about:blank",
  title: "There is no such thing here",
  status: 404,
  detail: "There is no order with this id in this workspace.",
  request_id: "01890a5d-ac96",
};

/** The larger parts of which a page is made. */
export function PageSamples() {
  return (
    <>
      <Stepper label="Import orders" steps={["File", "Columns", "Check", "Import"]} current={2} />
      <Progress label="Importing orders" share={0.62} detail="312,044 of about 500,000 rows: 311,980 taken, 64 refused." />
      <Progress label="Checking the file" share={undefined} />
      {(["running", "failed", "cancelled"] as const).map((state) => (
        <ComputationState
          key={state}
          label="Power study"
          computation={{ ...computation, state, problem: state === "failed" ? "25 days of history are needed; there are 3." : null }}
          onCancel={() => {}}
          isCancelling={false}
        />
      ))}
      <Tabs
        label="Order"
        tabs={[
          { key: "story", label: "What happened", content: <Timeline label="What happened" events={events} /> },
          { key: "lines", label: "Lines", content: "Two lines." },
        ]}
      />
      <EmptyState
        title="No links yet"
        icon={Link2}
        action={
          <Button variant="primary" icon={Plus}>
            Create link
          </Button>
        }
      >
        A link is a creator’s own address at your short domain. Every visit through it is counted, and its orders find their way back to
        them.
      </EmptyState>
      <PageSkeleton />
      <ProblemNotice problem={problem} onRetry={() => undefined} />
    </>
  );
}
