import { Table2 } from "lucide-react";
import type { ReactNode } from "react";
import { ButtonLink } from "../../../web/kit/action/button-link.tsx";
import { TextLink } from "../../../web/kit/action/text-link.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import type { Column, Sort } from "../../../web/kit/table/column.ts";
import { tableFile } from "../../../web/kit/table/table-file.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { creditText } from "../../../web/lists/credit-text.ts";
import { Money, moneyText, Unknown } from "../../../web/kit/value/money.tsx";
import { Ends, WithInterval } from "../../../web/lists/with-interval.tsx";
import { usePaths } from "../../../web/session.ts";
import { cellIn, percentText, sortedCreators, type Figures, type Matrix, type MatrixCreator, type Measure } from "./matrix.ts";

type Cell = MatrixCreator["cells"][number];

const percent = (value: number): string => percentText(String(value));
const noReturn = "no cost is known, or a currency has no rate of exchange";

function CellReturn({ of }: { readonly of: Cell | Matrix["campaigns"][number] }) {
  if (of.roi === null) return <Unknown reason={noReturn} />;
  const { interval } = of;
  const ends = interval === null ? "only commissions known" : <Ends low={interval.low} high={interval.high} shown={percent} />;
  return <WithInterval interval={ends}>{percentText(of.roi)}</WithInterval>;
}

function Figure({ of, measure }: { readonly of: Figures; readonly measure: Measure }): ReactNode {
  if (measure === "orders") return creditText(of.orders);
  if (measure === "return") return of.roi === null ? <Unknown reason={noReturn} /> : percentText(of.roi);
  return <Money value={of[measure]} />;
}

/** What was left out of a sum, where something was. */
function Again({ of, measure }: { readonly of: Pick<MatrixCreator, "again">; readonly measure: Measure }) {
  if (measure === "return") return null;
  const again = of.again[measure];
  const amount = typeof again === "string" ? again : again?.amount;
  if (amount === "0") return null;
  const text = typeof again === "string" ? creditText(again) : again === null ? "not known" : moneyText(again);
  return <>{text} counted twice, left out</>;
}

function SumCell({ of, measure }: { readonly of: MatrixCreator | Matrix["total"]; readonly measure: Measure }) {
  const missing = measure === "cost" || measure === "return" ? of.without_cost : 0;
  return (
    <WithInterval
      interval={
        <>
          <Again of={of} measure={measure} />
          {missing > 0 && <span className="block">{missing === 1 ? "one cost" : `${missing} costs`} not known</span>}
        </>
      }
    >
      <Figure of={of} measure={measure} />
    </WithInterval>
  );
}

function CreatorCell({ of, measure }: { readonly of: Cell | undefined; readonly measure: Measure }) {
  if (of === undefined) return <span className="sr-only">no part</span>;
  return measure === "return" ? <CellReturn of={of} /> : <Figure of={of} measure={measure} />;
}

function Name({ creator, isOneOfMany }: { readonly creator: MatrixCreator; readonly isOneOfMany: boolean }) {
  const to = usePaths();
  return (
    <span className="inline-flex flex-col items-start">
      <TextLink to={to.creator(creator.creator_id)}>{creator.name}</TextLink>
      {creator.campaigns === 1 && isOneOfMany && <span className="text-xs text-muted">one campaign</span>}
    </span>
  );
}

const formulaOf: { readonly [M in Measure]: string } = { revenue: "revenue", cost: "cost", return: "roi", orders: "orders" };

function columnsOf({ campaigns, formulas }: Matrix, measure: Measure): Column<MatrixCreator>[] {
  const own = formulas[formulaOf[measure]] ?? "";
  const interval = measure === "return" ? ` ${formulas["interval"] ?? ""}` : "";
  return [
    {
      key: "name",
      head: "Creator",
      isName: true,
      isSortable: true,
      cell: (creator) => <Name creator={creator} isOneOfMany={campaigns.length > 1} />,
    },
    {
      key: "total",
      head: "All together",
      align: "end",
      isSortable: true,
      cell: (creator) => <SumCell of={creator} measure={measure} />,
      explain: `${own} ${formulas["total"] ?? ""} Counted twice: ${formulas["again"] ?? ""}`,
    },
    ...campaigns.map((campaign): Column<MatrixCreator> => ({
      key: campaign.campaign_id,
      head: campaign.is_over ? campaign.name : `${campaign.name}, so far`,
      align: "end",
      isSortable: true,
      cell: (creator) => <CreatorCell of={cellIn(creator, campaign.campaign_id)} measure={measure} />,
      explain: `${campaign.starts_on}. ${own}${interval}`,
    })),
  ];
}

/** Everybody's figures in a campaign, which lead to its page; they are its own return's. */
function CampaignTotal({ of, measure }: { readonly of: Matrix["campaigns"][number]; readonly measure: Measure }) {
  const to = usePaths();
  return (
    <TextLink to={to.campaign(of.campaign_id)}>
      {measure === "return" ? <CellReturn of={of} /> : <Figure of={of} measure={measure} />}
    </TextLink>
  );
}

interface MatrixTableProps {
  readonly matrix: Matrix;
  readonly measure: Measure;
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
  readonly query: Readonly<Record<string, unknown>>;
}

/** Creators as rows, campaigns as columns, with sums of both. */
export function MatrixTable({ matrix, measure, sort, onSort, query }: MatrixTableProps) {
  const to = usePaths();
  const foot = {
    name: "Everybody",
    total: <SumCell of={matrix.total} measure={measure} />,
    ...Object.fromEntries(
      matrix.campaigns.map((each) => [each.campaign_id, <CampaignTotal key={each.campaign_id} of={each} measure={measure} />]),
    ),
  };
  return (
    <Table
      caption="Creators by campaign"
      isGrid
      columns={columnsOf(matrix, measure)}
      rows={sortedCreators(matrix.creators, sort, measure)}
      rowKey={({ creator_id: id }) => id}
      sort={sort}
      onSort={onSort}
      foot={foot}
      file={tableFile("/v1/reports/creators-by-campaign", { query, table: "cells" })}
      empty={
        <EmptyState
          title="No campaign with creators has begun yet"
          icon={Table2}
          action={<ButtonLink to={to.campaigns()}>Campaigns</ButtonLink>}
        >
          Plan a campaign and choose its creators: what each brought and cost then stands here beside their other campaigns.
        </EmptyState>
      }
    />
  );
}
