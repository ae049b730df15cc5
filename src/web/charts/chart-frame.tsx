import { useId, type ReactNode } from "react";
import { TableDownload } from "../kit/table/table-download.tsx";
import type { TableFile } from "../kit/table/table-file.ts";
import { Legend } from "./legend.tsx";
import type { Series } from "./series.ts";
import { useWidth } from "./use-width.ts";

/** What every chart says about itself. */
export interface ChartCaption {
  /** The finding, as a sentence without a full stop: "Ana brought in twice as much as last-click says". */
  readonly title: string;
  /** What the lengths mean: "revenue in EUR, before refunds". */
  readonly unit: string;
  /** Where the figures come from and as of when. */
  readonly source: string;
  /** What the bands or whiskers are: "95 % interval". */
  readonly interval?: string | undefined;
  /** The figures as CSV or Parquet, where there is a file of them. */
  readonly file?: TableFile | undefined;
}

/** The chart's figures as a table, for those who cannot or do not want to read a picture. */
export interface ChartTable {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

interface ChartFrameProps {
  readonly caption: ChartCaption;
  readonly series: readonly Series[];
  readonly table: ChartTable;
  /** Draws the picture at a width in CSS pixels; `labelledBy` goes onto the `svg`. */
  readonly children: (plot: { readonly width: number; readonly labelledBy: string }) => ReactNode;
}

function FallbackTable({ table, title }: { readonly table: ChartTable; readonly title: string }) {
  return (
    <details className="mt-2 text-sm">
      <summary className="w-fit rounded-xs text-accent hover:underline">Show as a table</summary>
      <div className="relative mt-2 overflow-x-auto">
        <table className="w-full border-collapse">
          <caption className="sr-only">{title}</caption>
          <thead>
            <tr className="text-muted">
              {table.heads.map((head, index) => (
                <th
                  key={head}
                  scope="col"
                  className={`px-2 py-1 font-medium whitespace-nowrap ${index === 0 ? "text-left" : "text-right"}`}
                >
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row) => (
              <tr key={row[0]} className="border-t border-line">
                {row.map((cell, index) => (
                  <td key={table.heads[index]} className={`px-2 py-1 whitespace-nowrap ${index === 0 ? "text-left" : "text-right"}`}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** The frame of a chart: the finding above, the unit, the picture, its source, and the same figures as a table. */
export function ChartFrame({ caption, series, table, children }: ChartFrameProps) {
  const [place, width] = useWidth();
  const id = useId();
  const unit = caption.interval === undefined ? caption.unit : `${caption.unit} · ${caption.interval}`;
  return (
    <figure className="min-w-0">
      <figcaption>
        <p id={`${id}-title`} className="font-semibold text-balance">
          {caption.title}
        </p>
        <p id={`${id}-unit`} className="text-sm text-muted">
          {unit}
        </p>
      </figcaption>
      {series.length > 1 && <Legend series={series} />}
      <div ref={place} className="mt-3 min-w-0 overflow-hidden">
        {children({ width, labelledBy: `${id}-title ${id}-unit` })}
      </div>
      <div className="mt-2 flex items-start justify-between gap-2">
        <p className="text-sm text-muted">Source: {caption.source}</p>
        {caption.file !== undefined && <TableDownload file={caption.file} caption={caption.unit} />}
      </div>
      <FallbackTable table={table} title={caption.title} />
    </figure>
  );
}
