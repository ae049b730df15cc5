import type { ReactNode } from "react";
import type { Path } from "../../paths.ts";
import type { TableFile } from "./table-file.ts";

/** One column: what it is called and what it shows of a row. */
export interface Column<Row> {
  readonly key: string;
  readonly head: string;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers and money stand at the end, so that digits line up. */
  readonly align?: "start" | "end";
  /** The head becomes a button that sorts by this column. Only where the endpoint can sort, or all rows are here. */
  readonly isSortable?: boolean;
  /** Long text may break; everything else stays on one line. */
  readonly canWrap?: boolean;
  /** A name of any length: it breaks before it pushes other columns out of sight. */
  readonly isName?: boolean;
  /** What the row comes to: on a phone it stands beside the row's name, without its head. */
  readonly isCorner?: boolean;
  /** How the figures of this column are counted, in a popover beside the head. */
  readonly explain?: ReactNode;
}

export interface Sort {
  readonly key: string;
  readonly direction: "ascending" | "descending";
}

export interface TableProps<Row> {
  /** What is listed; read aloud, and the name of the scrolling region. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  /** Undefined while the first page is on its way: the table then shows its skeleton. */
  readonly rows: readonly Row[] | undefined;
  readonly rowKey: (row: Row) => string;
  /** Where a row leads; its first cell becomes the link, and the whole row can be pressed. */
  readonly rowPath?: (row: Row) => Path;
  /** Buttons at the end of each row. */
  readonly rowActions?: (row: Row) => ReactNode;
  /** Shown in place of the table when there is no row: an `EmptyState`. */
  readonly empty: ReactNode;
  readonly sort?: Sort | undefined;
  readonly onSort?: (sort: Sort) => void;
  /** One cell a column, keyed like the columns: totals. */
  readonly foot?: Readonly<Record<string, ReactNode>>;
  /** It has so many columns that it scrolls sideways on every screen. */
  readonly isWide?: boolean;
  /** It is read down as well as across: on a phone it stays a table and scrolls, where a list of things becomes cards. */
  readonly isGrid?: boolean;
  /** All of it as CSV or Parquet: {@link tableFile}; `usePages(...)` brings it along. */
  readonly file?: TableFile | undefined;
  readonly hasMore?: boolean;
  readonly isLoadingMore?: boolean;
  readonly loadMore?: () => void;
}

/** The sort after pressing a column's head: descending first, since the largest and newest are what one looks for. */
export function nextSort(sort: Sort | undefined, key: string): Sort {
  return { key, direction: sort?.key === key && sort.direction === "descending" ? "ascending" : "descending" };
}
