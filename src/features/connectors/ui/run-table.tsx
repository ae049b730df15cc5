import { Activity } from "lucide-react";
import { platformLabel } from "../../../web/pickers/platforms.ts";
import { usePages } from "../../../web/api.ts";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { Count } from "../../../web/kit/value/count.tsx";
import { usePaths } from "../../../web/session.ts";
import { countsText, runName, runStateLooks, type PlatformRun } from "./platform-words.ts";

/** The state of a run, as a badge. */
export function RunState({ run }: { readonly run: PlatformRun }) {
  const { text, tone } = runStateLooks[run.state];
  return <Badge tone={tone}>{text}</Badge>;
}

const columns: Column<PlatformRun>[] = [
  { key: "name", head: "What", isName: true, cell: (run) => runName(run) },
  { key: "platform", head: "Asked", cell: (run) => platformLabel(run.platform) },
  { key: "at", head: "Started", cell: (run) => <DateTime at={run.requested_at} /> },
  { key: "state", head: "State", isCorner: true, cell: (run) => <RunState run={run} /> },
  {
    key: "steps",
    head: "Asked for",
    align: "end",
    cell: (run) => (
      <>
        <Count value={run.steps_done} /> of <Count value={run.steps} />
      </>
    ),
  },
  {
    ...{ key: "counts", head: "Came to", canWrap: true },
    cell: (run) => (run.problem === null ? countsText(run) : <span className="line-clamp-3">{run.problem}</span>),
  },
];

/** What was asked of platforms and what it came to, newest first. */
export function RunTable() {
  const to = usePaths();
  const runs = usePages("/v1/platform-runs");
  return (
    <Section title="Last runs">
      <Table
        {...runs}
        caption="Runs"
        columns={columns}
        rowKey={(run) => run.id}
        rowPath={(run) => to.platformRun(run.id)}
        empty={
          <EmptyState title="Nothing was asked yet" icon={Activity}>
            Refresh the figures of your creators, or search for new ones.
          </EmptyState>
        }
      />
    </Section>
  );
}
