import type { Column } from "../../../web/kit/table/column.ts";
import { Count } from "../../../web/kit/value/count.tsx";
import { moneyText, Money, MoneyList, Unknown } from "../../../web/kit/value/money.tsx";
import type { Result } from "./figures.ts";
import { ReturnValue } from "./return-figure.tsx";

/** Entered costs of a row; nothing entered is not known rather than nothing spent. */
function EnteredCosts({ of }: { readonly of: Result }) {
  if (of.entered_costs.length === 0) return <Unknown reason="no cost was entered: only commissions are known" />;
  return (
    <span className="inline-flex flex-col">
      {of.entered_costs.map(({ kind, amount }) => (
        <span key={`${kind} ${amount.currency}`} title={`${kind.replaceAll("_", " ")}: ${moneyText(amount)}`}>
          <Money value={amount} />
        </span>
      ))}
    </span>
  );
}

/** The columns that every table of results has, after the one that says whose they are. */
export function resultColumns<Row extends Result>(formulas: Readonly<Record<string, string>>): Column<Row>[] {
  return [
    { key: "clicks", head: "Clicks", align: "end", cell: (row) => <Count value={row.clicks} /> },
    { key: "orders", head: "Orders", align: "end", cell: (row) => <Count value={row.orders} /> },
    { key: "revenue", head: "Revenue", align: "end", cell: (row) => <MoneyList values={row.revenue} /> },
    {
      key: "commission",
      head: "Commission",
      align: "end",
      cell: (row) => <MoneyList values={row.commission} />,
      explain: formulas["commission"],
    },
    {
      key: "entered",
      head: "Other costs",
      align: "end",
      cell: (row) => <EnteredCosts of={row} />,
      explain:
        "Costs entered for the days of the period: fees, products, shipping, staff time, tools, amplification. A dash: none was entered, which does not mean that there was none.",
    },
    {
      key: "roi",
      head: "Return",
      align: "end",
      cell: (row) => <ReturnValue of={row.return} />,
      explain: `${formulas["roi"] ?? ""}. A dash: no cost is known, or currencies have no rate between them.`,
    },
  ];
}

/** The same figures as the last row of a table. */
export function resultFoot(total: Result) {
  return {
    clicks: <Count value={total.clicks} />,
    orders: <Count value={total.orders} />,
    revenue: <MoneyList values={total.revenue} />,
    commission: <MoneyList values={total.commission} />,
    entered: <EnteredCosts of={total} />,
    roi: <ReturnValue of={total.return} />,
  };
}
