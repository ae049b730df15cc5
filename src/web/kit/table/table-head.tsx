import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import { classes } from "../classes.ts";
import { Explain } from "../value/explain.tsx";
import { nextSort, type Column, type Sort, type TableProps } from "./column.ts";

const headLook =
  "sticky top-0 z-2 bg-sunken px-3 py-2 align-bottom text-sm font-medium text-muted first:rounded-tl-lg first:pl-4 last:rounded-tr-lg last:pr-4 max-lg:static " +
  "group-data-scrolls/box:first:sticky group-data-scrolls/box:first:left-0 group-data-scrolls/box:first:z-3";

function SortMark({ direction }: { readonly direction: Sort["direction"] | undefined }) {
  const Mark = direction === undefined ? ChevronsUpDown : direction === "ascending" ? ArrowUp : ArrowDown;
  return <Mark aria-hidden className={classes("size-3.5", direction === undefined && "opacity-60")} />;
}

function HeadCell<Row>({ column, table }: { readonly column: Column<Row>; readonly table: TableProps<Row> }) {
  const direction = table.sort?.key === column.key ? table.sort.direction : undefined;
  const isSortable = column.isSortable === true && table.onSort !== undefined;
  return (
    <th
      scope="col"
      aria-sort={direction ?? (isSortable ? "none" : undefined)}
      className={classes(headLook, column.align === "end" ? "text-right" : "text-left")}
    >
      <span className="inline-flex items-center gap-1 text-balance">
        {isSortable ? (
          <button
            type="button"
            onClick={() => table.onSort?.(nextSort(table.sort, column.key))}
            className="inline-flex items-center gap-1 rounded-xs hover:text-ink"
          >
            {column.head}
            <SortMark direction={direction} />
          </button>
        ) : (
          column.head
        )}
        {column.explain !== undefined && <Explain of={column.head}>{column.explain}</Explain>}
      </span>
    </th>
  );
}

/** The heads of the columns. */
export function TableHead<Row>({ table }: { readonly table: TableProps<Row> }) {
  return (
    <thead>
      <tr>
        {table.columns.map((column) => (
          <HeadCell key={column.key} column={column} table={table} />
        ))}
        {table.rowActions !== undefined && (
          <th scope="col" className={headLook}>
            <span className="sr-only">Actions</span>
          </th>
        )}
      </tr>
    </thead>
  );
}
