import { Skeleton } from "../page/skeleton.tsx";

const rows = ["a", "b", "c", "d", "e", "f"];

/** The place of a table that is on its way. */
export function TableSkeleton({ caption, columns }: { readonly caption: string; readonly columns: number }) {
  return (
    <div role="status" aria-label={`Loading: ${caption}`} className="overflow-hidden rounded-lg border border-line bg-surface">
      <div className="h-9 bg-sunken" />
      {rows.map((row) => (
        <div key={row} className="flex items-center gap-6 border-t border-line px-4 py-3">
          {Array.from({ length: Math.min(columns, 5) }, (_cell, index) => (
            <Skeleton key={`${row}${index}`} shape={index === 0 ? "wide" : "line"} />
          ))}
        </div>
      ))}
    </div>
  );
}
