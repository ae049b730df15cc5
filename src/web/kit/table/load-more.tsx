import { Button } from "../action/button.tsx";
import { Count } from "../value/count.tsx";

interface LoadMoreProps {
  readonly count: number;
  readonly hasMore?: boolean | undefined;
  readonly isLoadingMore?: boolean | undefined;
  readonly loadMore?: (() => void) | undefined;
}

/** How many rows are here, and the way to more. */
export function LoadMore({ count, hasMore = false, isLoadingMore = false, loadMore }: LoadMoreProps) {
  if (!hasMore || loadMore === undefined) return null;
  return (
    <div className="flex items-center justify-between gap-3 border-t border-line px-4 py-2">
      <p role="status" className="text-sm text-muted">
        <Count value={count} /> shown
      </p>
      <Button size="small" isBusy={isLoadingMore} onClick={loadMore}>
        Load more
      </Button>
    </div>
  );
}
