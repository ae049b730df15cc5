import { api } from "../../../web/api.ts";
import { ConfirmButton } from "../../../web/kit/overlay/confirm-button.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { calendarDayText } from "../../../web/kit/time/time-text.ts";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { Unknown } from "../../../web/kit/value/money.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import type { Experiment } from "./words.ts";

type Look = Experiment["looks"][number];

const pText = (p: number): string => (p < 0.0001 ? "below 0.0001" : Number(p.toPrecision(3)).toString());

function Answer({ taken }: Look) {
  if (taken === null) return <span className="text-muted">Not looked yet</span>;
  return taken.may_be_told ? <Badge tone="good">May be told</Badge> : <Badge tone="warn">Not yet to be told</Badge>;
}

const columns: Column<Look>[] = [
  {
    key: "after",
    head: "After",
    isName: true,
    cell: ({ last_on, is_planned }) => (
      <span className="flex flex-wrap items-center gap-1.5">
        {calendarDayText(last_on)} {!is_planned && <Badge tone="bad">Not planned</Badge>}
      </span>
    ),
  },
  { key: "share", head: "Days known", align: "end", cell: ({ fraction }) => `${Math.round(100 * fraction)} %` },
  {
    key: "bound",
    head: "p asked",
    align: "end",
    cell: ({ bound_p: bound }) => pText(bound),
    explain:
      "By Lan and DeMets’s spending function: over all looks together an effect that is not there is found no oftener than the plan allows. Information is counted in days.",
  },
  { key: "p", head: "p found", align: "end", cell: ({ taken }) => (taken === null || taken.p === null ? <Unknown /> : pText(taken.p)) },
  { key: "answer", head: "The result", isCorner: true, cell: (look) => <Answer {...look} /> },
];

function UnplannedLook({ id }: { readonly id: string }) {
  const analyse = api.useMutation("post", "/v1/experiments/{id}/analyses");
  const confirm = (close: () => void) => analyse.mutate({ params: { path: { id }, query: { unplanned: "true" } } }, { onSettled: close });
  return (
    <ConfirmButton label="Look now" title="Look though no look is planned?" onConfirm={confirm} isBusy={analyse.isPending} size="small">
      The look is recorded and marked for good, and every later look asks for a smaller p because of it.
    </ConfirmButton>
  );
}

/** When a locked plan is looked at, what each look asks for, and whether its result may be told. */
export function LooksCard({ experiment }: { readonly experiment: Experiment }) {
  const mayLook = useIsAtLeast("analyst");
  const { looks, state } = experiment;
  if (state !== "locked" && looks.length === 1) return null;
  return (
    <Card
      title="Looks"
      lead="Whoever looks often finds what is not there. Each look therefore asks for a smaller p, and intervals are as much wider."
      actions={mayLook && state === "locked" && <UnplannedLook id={experiment.id} />}
    >
      <Table caption="Looks" columns={columns} rows={looks} rowKey={({ last_on }) => last_on} empty={null} isGrid />
    </Card>
  );
}
