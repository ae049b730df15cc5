import { useQueryClient } from "@tanstack/react-query";
import { CloudOff } from "lucide-react";
import { useSyncExternalStore } from "react";
import { DateTime } from "../kit/time/date-time.tsx";
import { isFigure } from "./use-live-figures.ts";

/** When the oldest of the figures on screen was read, milliseconds since 1970; 0: none is on screen. */
function useFiguresReadAt(): number {
  const cache = useQueryClient().getQueryCache();
  const readAt = (): number => {
    const shown = cache.findAll({ type: "active", predicate: isFigure }).map(({ state }) => state.dataUpdatedAt);
    return shown.filter((at) => at > 0).reduce((oldest, at) => (oldest === 0 ? at : Math.min(oldest, at)), 0);
  };
  return useSyncExternalStore((onChange) => cache.subscribe(onChange), readAt);
}

function Lost() {
  const readAt = useFiguresReadAt();
  return (
    <p className="flex items-center gap-3 border-b border-line bg-surface px-4 py-1.5 sm:px-6">
      <CloudOff aria-hidden className="size-4 shrink-0 text-warn" />
      <span className="min-w-0 flex-1">
        Not live: the connection is lost, trying again.{" "}
        {readAt > 0 && (
          <span className="text-muted">
            Figures as of <DateTime at={new Date(readAt).toISOString()} />.
          </span>
        )}
      </span>
    </p>
  );
}

/** Says so while nobody tells the page of changes, and from when the figures on screen are; it is read out when it comes. */
export function LiveNotice({ isLost }: { readonly isLost: boolean }) {
  return <div role="status">{isLost && <Lost />}</div>;
}
