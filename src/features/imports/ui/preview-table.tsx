import { Section } from "../../../web/kit/page/section.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { Count } from "../../../web/kit/value/count.tsx";
import { Unknown } from "../../../web/kit/value/money.tsx";
import { nameLabel, valueNames, type ImportPreview } from "./column-choices.ts";

type PreviewRow = ImportPreview["rows"][number];

function Faults({ row, fields }: { readonly row: PreviewRow; readonly fields: ImportPreview["fields"] }) {
  if (row.faults.length === 0) return <Badge tone="good">Can be read</Badge>;
  return (
    <ul className="flex flex-col gap-0.5">
      {row.faults.map(({ field, message }) => (
        <li key={`${field} ${message}`}>
          <Badge tone="bad">{field === "" ? "Row" : nameLabel(field, fields)}</Badge> {message}
        </li>
      ))}
    </ul>
  );
}

/** A time as it is told: an instant of UTC, and whether only its day is known. */
const time = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)( \(day\))?$/;

function Value({ text }: { readonly text: string | undefined }) {
  if (text === undefined) return <Unknown reason="not in this row" />;
  const [, at, isDay] = time.exec(text) ?? [];
  return at === undefined ? <>{text}</> : <DateTime at={at} precision={isDay === undefined ? "ms" : "day"} />;
}

function columnsOf(preview: ImportPreview): Column<PreviewRow>[] {
  const { fields } = preview;
  const values = valueNames(preview).map((name): Column<PreviewRow> => ({
    key: `value ${name}`,
    head: nameLabel(name, fields),
    cell: ({ values: texts }) => <Value text={texts[name]} />,
  }));
  return [
    { key: "row", head: "Row", cell: ({ row }) => <Count value={row} /> },
    { key: "faults", head: "How it is read", canWrap: true, cell: (row) => <Faults row={row} fields={fields} /> },
    ...values,
  ];
}

/** The first rows of the file, as they would be read under the columns chosen. */
export function PreviewTable({ preview, isOutdated }: { readonly preview: ImportPreview; readonly isOutdated: boolean }) {
  const notes = isOutdated ? "As it would be read before the last change." : preview.notes.join(" ");
  return (
    <Section title="The first rows, as they would be read" lead={notes}>
      <Table
        caption="First rows"
        columns={columnsOf(preview)}
        rows={preview.rows}
        rowKey={({ row }) => String(row)}
        isWide
        empty={<EmptyState title="No rows">The file has no row below its header.</EmptyState>}
      />
    </Section>
  );
}
