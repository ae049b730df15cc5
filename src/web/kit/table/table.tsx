import { Link } from "@tanstack/react-router";
import { useRef } from "react";
import { classes } from "../classes.ts";
import type { Column, TableProps } from "./column.ts";
import { RowCards } from "./row-cards.tsx";
import { TableEnd } from "./table-end.tsx";
import { TableHead } from "./table-head.tsx";
import { TableSkeleton } from "./table-skeleton.tsx";
import { useIsPhone } from "./use-is-phone.ts";
import { useTooWide } from "./use-too-wide.ts";

/** A region that scrolls must be reachable by keyboard, also where no cell holds a link. */
const scrollsByKeyboard = { tabIndex: 0 };
/** In a table that scrolls sideways the first column stays: it says whose row it is. */
const cellLook =
  "px-3 py-2 align-top first:pl-4 last:pr-4 pointer-coarse:py-2.5 " +
  "group-data-scrolls/box:first:sticky group-data-scrolls/box:first:left-0 group-data-scrolls/box:first:z-1 group-data-scrolls/box:first:bg-surface";

function cellClasses({ align, canWrap = false, isName = false }: Column<never>): string {
  const breaks = canWrap ? "min-w-48 break-words" : isName ? "max-w-80 min-w-28 break-words max-sm:max-w-40" : "whitespace-nowrap";
  return classes(cellLook, align === "end" && "text-right", breaks);
}

function Cell<Row>({ column, row, table, isFirst }: { column: Column<Row>; row: Row; table: TableProps<Row>; isFirst: boolean }) {
  const content = column.cell(row);
  if (!isFirst || table.rowPath === undefined) return <td className={cellClasses(column)}>{content}</td>;
  return (
    <th scope="row" className={classes(cellClasses(column), "text-left font-medium")}>
      <Link to={table.rowPath(row)} className="rounded-xs group-hover:text-accent after:absolute after:inset-0 hover:underline">
        {content}
      </Link>
    </th>
  );
}

function Row<Row>({ row, table }: { readonly row: Row; readonly table: TableProps<Row> }) {
  // A transform makes the row the frame of the link's stretched area in every browser; `relative` alone does not in older Safari.
  const look =
    table.rowPath === undefined ? "" : "group relative translate-x-0 hover:bg-sunken/60 has-[[data-chooses]:checked]:bg-accent-soft";
  return (
    <tr className={classes("border-t border-line", look)}>
      {table.columns.map((column, index) => (
        <Cell key={column.key} column={column} row={row} table={table} isFirst={index === 0} />
      ))}
      {table.rowActions !== undefined && (
        <td className={classes(cellLook, "text-right whitespace-nowrap")}>
          <span className="relative z-1 -my-1.5 inline-flex items-center gap-1">{table.rowActions(row)}</span>
        </td>
      )}
    </tr>
  );
}

function Foot<Row>({ table, foot }: { readonly table: TableProps<Row>; readonly foot: NonNullable<TableProps<Row>["foot"]> }) {
  return (
    <tfoot>
      <tr className="border-t border-line-strong font-semibold">
        {table.columns.map((column) => (
          <td key={column.key} className={cellClasses(column)}>
            {foot[column.key]}
          </td>
        ))}
        {table.rowActions !== undefined && <td aria-hidden className={cellLook} />}
      </tr>
    </tfoot>
  );
}

/**
 * A list as a table, and as cards on a phone. Sideways it scrolls within itself, so that the page never does; its head stays in sight.
 * Spread `usePages(...)` into it for a list endpoint.
 */
export function Table<Row>(table: TableProps<Row>) {
  const isPhone = useIsPhone();
  if (table.rows === undefined) return <TableSkeleton caption={table.caption} columns={table.columns.length} />;
  if (table.rows.length === 0) return table.empty;
  return (
    <div className="min-w-0 rounded-lg border border-line bg-surface">
      {isPhone && !staysTable(table) ? <RowCards table={table} rows={table.rows} /> : <FilledTable table={table} rows={table.rows} />}
      <TableEnd
        caption={table.caption}
        count={table.rows.length}
        file={table.file}
        hasMore={table.hasMore}
        isLoadingMore={table.isLoadingMore}
        loadMore={table.loadMore}
      />
    </div>
  );
}

/** Columns that are compared, summed or sorted are of use only side by side. */
function staysTable<Row>({ isWide, isGrid, foot, onSort }: TableProps<Row>): boolean {
  return isWide === true || isGrid === true || foot !== undefined || onSort !== undefined;
}

/** Where there is room for all columns the head stays at the page's top; where there is not, the table scrolls. */
function scrollLook(isWide: boolean, isTooWide: boolean): string {
  return isWide ? "max-h-[75dvh]" : isTooWide ? "" : "lg:overflow-visible";
}

function FilledTable<Row>({ table, rows }: { readonly table: TableProps<Row>; readonly rows: readonly Row[] }) {
  const box = useRef<HTMLDivElement>(null);
  const isTooWide = useTooWide(box);
  const isWide = table.isWide === true;
  return (
    <div
      ref={box}
      role="group"
      aria-label={table.caption}
      data-scrolls={isTooWide ? "" : undefined}
      {...(isTooWide || isWide ? scrollsByKeyboard : {})}
      className={classes("group/box relative overflow-x-auto rounded-lg", scrollLook(isWide, isTooWide))}
    >
      <table className="w-full border-collapse text-base">
        <caption className="sr-only">{table.caption}</caption>
        <TableHead table={table} />
        <tbody>
          {rows.map((row) => (
            <Row key={table.rowKey(row)} row={row} table={table} />
          ))}
        </tbody>
        {table.foot !== undefined && <Foot table={table} foot={table.foot} />}
      </table>
    </div>
  );
}
