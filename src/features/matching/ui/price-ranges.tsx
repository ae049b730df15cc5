import { Pencil, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { platformLabel } from "../../../web/pickers/platforms.ts";
import { numberText, priceWords, shareText, type PriceRules } from "./words.ts";

/** A range of prices of one piece, and of a use. */
export type ContentRange = PriceRules["content"][number];
export type UseRange = PriceRules["uses"][number];

/** Followers that a range is for, in words. */
export const sizeText = ({ from_followers: from, to_followers: to }: Pick<ContentRange, "from_followers" | "to_followers">): string =>
  to === null ? `from ${numberText(from)}` : `${numberText(from)} to ${numberText(to)}`;

/** A content range's name: for whom it is. */
export const contentName = (range: ContentRange): string =>
  `${range.platform === null ? "Any platform" : platformLabel(range.platform)}, ${sizeText(range)} followers`;

/** A use range's name. */
export const useName = ({ kind, by }: UseRange): string =>
  `${priceWords[kind]}, ${by === "share" ? "of the content’s price" : "an amount"}`;

const source = { key: "source", head: "Source", canWrap: true, cell: ({ source: from }: { readonly source: string }) => from };

const contentColumns = (currency: string): Column<ContentRange>[] => [
  { key: "platform", head: "Platform", isName: true, cell: ({ platform }) => (platform === null ? "Any" : platformLabel(platform)) },
  { key: "size", head: "Followers", align: "end", cell: sizeText },
  {
    key: "range",
    head: `A piece, ${currency}`,
    align: "end",
    isCorner: true,
    cell: ({ low, high }) => `${numberText(low)} to ${numberText(high)}`,
  },
  source,
];

const useColumns = (currency: string): Column<UseRange>[] => [
  { key: "kind", head: "What for", isName: true, cell: ({ kind }) => priceWords[kind] },
  {
    key: "range",
    head: "A piece and month",
    align: "end",
    isCorner: true,
    cell: ({ by, low, high }) =>
      by === "share" ? `${shareText(low)} to ${shareText(high)} of the content` : `${numberText(low)} to ${numberText(high)} ${currency}`,
  },
  source,
];

interface RangesProps<R> {
  readonly rows: readonly R[];
  readonly currency: string;
  /** Undefined: whoever looks may not change them. */
  readonly onPick: ((at: number, isRemoval: boolean) => void) | undefined;
}

function actionsFor<R>({ rows, onPick }: RangesProps<R>, nameOf: (row: R) => string): { readonly rowActions?: (row: R) => ReactNode } {
  if (onPick === undefined) return {};
  return {
    rowActions: (row) => (
      <>
        <IconButton icon={Pencil} label={`Change: ${nameOf(row)}`} onClick={() => onPick(rows.indexOf(row), false)} />
        <IconButton icon={Trash2} label={`Remove: ${nameOf(row)}`} onClick={() => onPick(rows.indexOf(row), true)} />
      </>
    ),
  };
}

/** What sources say of one piece. */
export function ContentRanges(props: RangesProps<ContentRange>) {
  return (
    <Table
      caption="Prices of one piece"
      columns={contentColumns(props.currency)}
      rows={props.rows}
      rowKey={(row) => `${contentName(row)} ${row.source} ${row.low}`}
      {...actionsFor(props, contentName)}
      empty={<p className="text-muted">No range: prices of content are not known until deals of your own are.</p>}
    />
  );
}

/** What sources say of uses and exclusivity. */
export function UseRanges(props: RangesProps<UseRange>) {
  return (
    <Table
      caption="Prices of uses"
      columns={useColumns(props.currency)}
      rows={props.rows}
      rowKey={(row) => `${useName(row)} ${row.source} ${row.low}`}
      {...actionsFor(props, useName)}
      empty={<p className="text-muted">No range: prices of uses are not known until deals of your own are.</p>}
    />
  );
}
