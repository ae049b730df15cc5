import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { tableFile } from "../../../web/kit/table/table-file.ts";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { Money, Unknown } from "../../../web/kit/value/money.tsx";
import { Explanation } from "../../../web/kit/value/explanation.tsx";
import {
  perSpentText,
  rangeText,
  shareText,
  sourceWords,
  stageWords,
  tierWords,
  type BudgetPlan,
  type PlanForecast,
  type PlannedCreator,
} from "./plan.ts";

const lessons = "lessons of closed reviews";

const columnsOf = (formulas: BudgetPlan["formulas"]): Column<PlannedCreator>[] => [
  { key: "name", head: "Creator", isName: true, cell: ({ name }) => name },
  {
    key: "stage",
    head: "Stage",
    cell: ({ stage }) => <Badge tone={stageWords[stage].tone}>{stageWords[stage].label}</Badge>,
    explain: <Explanation formula={formulas["stage"]} source={lessons} />,
  },
  {
    key: "prior",
    head: "Believed return",
    align: "end",
    cell: ({ prior }) => (
      <span className="inline-flex flex-col items-end">
        {perSpentText(prior.middle)}
        <span className="text-xs text-muted">{rangeText(prior, perSpentText)}</span>
        <span className="text-xs text-muted">{sourceWords[prior.source]}</span>
      </span>
    ),
    explain: <Explanation formula={formulas["prior"]} source={lessons} interval="80 %" />,
  },
  {
    key: "spend",
    head: "Spend",
    align: "end",
    isCorner: true,
    cell: ({ spend, share }) => (
      <span className="inline-flex flex-col items-end">
        <Money value={spend} />
        <span className="text-xs text-muted">{shareText(share)}</span>
      </span>
    ),
    explain: <Explanation formula={formulas["spend"]} source={lessons} />,
  },
  {
    key: "back",
    head: "Comes back per 1",
    align: "end",
    cell: ({ per_spent: back }) =>
      back === null ? (
        <Unknown reason="nothing is spent" />
      ) : (
        <span className="inline-flex flex-col items-end">
          {perSpentText(back.middle)}
          <span className="text-xs text-muted">{rangeText(back, perSpentText)}</span>
        </span>
      ),
    explain: <Explanation formula={formulas["interval"]} source={lessons} interval="80 %" />,
  },
  {
    key: "marginal",
    head: "One more unit",
    align: "end",
    cell: ({ marginal }) => perSpentText(marginal),
    explain: <Explanation formula={formulas["marginal"]} source="the curve of the plan" />,
  },
  { key: "reason", head: "Why this stage", canWrap: true, cell: ({ reason }) => <span className="text-muted">{reason}</span> },
];

/** Each creator's stage with its reason, and what they get. */
export function CreatorsTable({ plan, forecast }: { readonly plan: BudgetPlan; readonly forecast: PlanForecast }) {
  return (
    <Table
      caption={`Creators of ${plan.name}`}
      columns={columnsOf(plan.formulas)}
      rows={forecast.creators}
      rowKey={({ creator_id: id }) => id}
      file={tableFile("/v1/budget-plans/{id}", { path: { id: plan.id }, table: "creators" })}
      isWide
      empty={null}
    />
  );
}

type Tier = PlanForecast["tiers"][number];

const tierColumns: Column<Tier>[] = [
  { key: "tier", head: "Size of audience", isName: true, cell: ({ tier }) => tierWords(tier) },
  { key: "creators", head: "Creators", align: "end", cell: ({ creators }) => creators },
  { key: "spend", head: "Spend", align: "end", isCorner: true, cell: ({ spend }) => <Money value={spend} /> },
  { key: "share", head: "Share", align: "end", cell: ({ share }) => shareText(share) },
];

/** How much goes to creators of each size. */
export function TiersTable({ plan, forecast }: { readonly plan: BudgetPlan; readonly forecast: PlanForecast }) {
  return (
    <Table
      caption="Spend by size of audience"
      columns={tierColumns}
      rows={forecast.tiers}
      rowKey={({ tier }) => tier ?? "none"}
      file={tableFile("/v1/budget-plans/{id}", { path: { id: plan.id }, table: "tiers" })}
      empty={null}
    />
  );
}
