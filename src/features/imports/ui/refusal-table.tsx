import { api, usePages, type ListRow } from "../../../web/api.ts";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { Count } from "../../../web/kit/value/count.tsx";
import { nameLabel, type ImportPreview } from "./column-choices.ts";
import type { Import } from "./import-words.ts";

type Refusal = ListRow<"/v1/imports/{id}/refusals">;

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;

const columnsWith = (fields: ImportPreview["fields"]): Column<Refusal>[] => [
  { key: "row", head: "Row", cell: ({ row }) => <Count value={row} />, explain: "The number of the row as a spreadsheet shows it." },
  { key: "field", head: "Field", cell: ({ field }) => (field === "" ? "The whole row" : nameLabel(field, fields)) },
  { key: "message", head: "What is wrong", canWrap: true, cell: ({ message }) => sentence(message) },
];

/** Every fault of the last reading, in the order of the file. */
export function RefusalTable({ file }: { readonly file: Import }) {
  const preview = api.useQuery("get", "/v1/imports/{id}/preview", { params: { path: { id: file.id } } }, { throwOnError: false });
  const refusals = usePages("/v1/imports/{id}/refusals", { path: { id: file.id }, query: { limit: 50 } });
  return (
    <Section title="Refused rows" lead="Every fault of each row, in the order of the file.">
      <Table
        {...refusals}
        caption="Refused rows"
        columns={columnsWith(preview.data?.fields ?? [])}
        rowKey={({ row, field, message }) => `${row} ${field} ${message}`}
        empty={<EmptyState title="No faults">No row was refused.</EmptyState>}
      />
    </Section>
  );
}
