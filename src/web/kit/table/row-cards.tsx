import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { classes } from "../classes.ts";
import type { Column, TableProps } from "./column.ts";

interface CardProps<Row> {
  readonly row: Row;
  readonly table: TableProps<Row>;
}

function CardTitle<Row>({ row, table }: CardProps<Row>) {
  const title = table.columns[0]?.cell(row);
  if (table.rowPath === undefined) return <>{title}</>;
  return (
    <Link to={table.rowPath(row)} className="rounded-xs group-hover:text-accent after:absolute after:inset-0">
      {title}
    </Link>
  );
}

function Fact<Row>({ column, children }: { readonly column: Column<Row>; readonly children: ReactNode }) {
  return (
    <div className={classes("flex min-w-0 items-baseline gap-1.5", column.canWrap === true && "basis-full")}>
      <dt className="shrink-0 text-sm text-muted">{column.head}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </div>
  );
}

const isNothing = (content: ReactNode): boolean => content === undefined || content === null || content === false || content === "";

function RowCard<Row>({ row, table }: CardProps<Row>) {
  const [, ...others] = table.columns;
  const corner = others.find((column) => column.isCorner === true);
  const facts = others.filter((column) => column !== corner).map((column) => ({ column, content: column.cell(row) }));
  return (
    <li
      className={classes(
        "px-4 py-3",
        table.rowPath !== undefined && "group relative hover:bg-sunken/60 has-[[data-chooses]:checked]:bg-accent-soft",
      )}
    >
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0 font-medium wrap-anywhere">
          <CardTitle row={row} table={table} />
        </div>
        {corner !== undefined && <div className="shrink-0 text-right font-medium">{corner.cell(row)}</div>}
        {table.rowActions !== undefined && (
          <div className="relative z-1 -my-2 -mr-2 flex shrink-0 items-center">{table.rowActions(row)}</div>
        )}
      </div>
      <dl className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
        {facts
          .filter(({ content }) => !isNothing(content))
          .map(({ column, content }) => (
            <Fact key={column.key} column={column}>
              {content}
            </Fact>
          ))}
      </dl>
    </li>
  );
}

/** The rows of a list on a phone: each a card, with the heads of its columns beside their values. */
export function RowCards<Row>({ table, rows }: { readonly table: TableProps<Row>; readonly rows: readonly Row[] }) {
  return (
    <ul aria-label={table.caption} className="divide-y divide-line">
      {rows.map((row) => (
        <RowCard key={table.rowKey(row)} row={row} table={table} />
      ))}
    </ul>
  );
}
