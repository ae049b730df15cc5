import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { TextLink } from "../../../web/kit/action/text-link.tsx";
import { Count } from "../../../web/kit/value/count.tsx";
import { Money, Unknown } from "../../../web/kit/value/money.tsx";
import { usePaths } from "../../../web/session.ts";
import type { Measure } from "./comparison.ts";
import { modelledCell, type ModelledResult, type ModelledRow } from "./models.ts";

function Name({ row }: { readonly row: ModelledRow }) {
  const to = usePaths();
  return row.creator_id === null ? <>{row.name}</> : <TextLink to={to.creator(row.creator_id)}>{row.name}</TextLink>;
}

function Figure({ row, model, measure }: { readonly row: ModelledRow; readonly model: string; readonly measure: Measure }) {
  const cell = modelledCell(row, model, measure);
  if (cell === undefined) return <Unknown reason="not worked out" />;
  return (
    <span className="whitespace-nowrap">
      {cell.text}
      {cell.ends !== null && <span className="block text-xs text-muted">{cell.ends.text}</span>}
    </span>
  );
}

function columnsOf({ models, interval, level }: ModelledResult, measure: Measure): Column<ModelledRow>[] {
  const withEnds = interval === null ? "" : ` Below: the ${Math.round(100 * interval.level)} % interval.`;
  return [
    { key: "who", head: level === "creators" ? "Creator or channel" : "Channel", isName: true, cell: (row) => <Name row={row} /> },
    {
      key: "touched",
      head: "Orders touched",
      align: "end",
      cell: ({ kind, touched_orders: touched }) => (kind === "unattributed" ? "–" : <Count value={touched} />),
      explain:
        "Orders with a click, a visit or a code of the row among the touches before them. Intervals of rows with fewer than ten are too narrow.",
    },
    ...models.map((model): Column<ModelledRow> => ({
      key: model.id,
      head: model.name,
      align: "end",
      cell: (row) => <Figure row={row} model={model.id} measure={measure} />,
      explain: `${model.explanation}${model.is_data_driven ? withEnds : ""}`,
    })),
  ];
}

/** Every model's figure for everybody, with the intervals of those that learn from data. */
export function ModelsTable({ result, measure }: { readonly result: ModelledResult; readonly measure: Measure }) {
  const { models, orders, revenue } = result;
  const all = measure === "orders" ? <Count value={orders} /> : <Money value={revenue} />;
  return (
    <Table
      caption="Credit by rules and by data"
      columns={columnsOf(result, measure)}
      rows={result.rows}
      rowKey={(row) => `${row.kind} ${row.creator_id ?? row.name}`}
      foot={{ who: "All", ...Object.fromEntries(models.map(({ id }) => [id, all])) }}
      empty={null}
      isWide
    />
  );
}
