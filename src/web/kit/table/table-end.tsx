import { Button } from "../action/button.tsx";
import { Count } from "../value/count.tsx";
import { TableDownload } from "./table-download.tsx";
import type { TableFile } from "./table-file.ts";

interface TableEndProps {
  readonly caption: string;
  readonly count: number;
  readonly file?: TableFile | undefined;
  readonly hasMore?: boolean | undefined;
  readonly isLoadingMore?: boolean | undefined;
  readonly loadMore?: (() => void) | undefined;
}

/** Below a table: how many rows are here, the way to more, and all of them as a file. */
export function TableEnd({ caption, count, file, hasMore = false, isLoadingMore = false, loadMore }: TableEndProps) {
  const more = hasMore ? loadMore : undefined;
  if (more === undefined && file === undefined) return null;
  return (
    <div className="flex flex-wrap items-center justify-end gap-3 border-t border-line px-4 py-1.5">
      {more !== undefined && (
        <p role="status" className="mr-auto text-sm text-muted">
          <Count value={count} /> shown
        </p>
      )}
      {file !== undefined && <TableDownload file={file} caption={caption} />}
      {more !== undefined && (
        <Button size="small" isBusy={isLoadingMore} onClick={more}>
          Load more
        </Button>
      )}
    </div>
  );
}
