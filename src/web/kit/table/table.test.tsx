import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { Column } from "./column.ts";
import { Table } from "./table.tsx";

interface Row {
  readonly id: string;
  readonly name: string;
}

const columns: Column<Row>[] = [{ key: "name", head: "Creator", cell: (row) => row.name, isSortable: true }];
const table = (rows: readonly Row[] | undefined) =>
  renderToStaticMarkup(
    <Table
      caption="Creators"
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      empty={<p>No creators yet</p>}
      sort={{ key: "name", direction: "ascending" }}
      onSort={() => undefined}
      hasMore
      loadMore={() => undefined}
    />,
  );

test("while the first page is on its way the table says so", () => {
  expect(table(undefined)).toContain('aria-label="Loading: Creators"');
});

test("without rows the empty state stands in its place", () => {
  expect(table([])).toBe("<p>No creators yet</p>");
});

test("a filled table has a caption, says how it is sorted and offers more", () => {
  const html = table([{ id: "1", name: "Ana" }]);
  expect(html).toContain("<caption");
  expect(html).toContain('aria-sort="ascending"');
  expect(html).toContain("Load more");
});
