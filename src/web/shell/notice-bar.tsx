import { BellRing, X } from "lucide-react";
import { api } from "../api.ts";
import { IconButton } from "../kit/action/icon-button.tsx";
import { DateTime } from "../kit/time/date-time.tsx";
import { useUnreadNotices } from "../client/notices.ts";

const mostShown = 3;

/** What the workspace should know and nobody has marked as read: an endpoint switched off, an import that failed. */
export function NoticeBar() {
  const read = api.useMutation("post", "/v1/notices/{id}/read");
  const unread = useUnreadNotices().slice(0, mostShown);
  if (unread.length === 0) return null;
  return (
    <aside aria-label="Notices" className="border-b border-line bg-surface">
      <ul className="divide-y divide-line">
        {unread.map((notice) => (
          <li key={notice.id} className="flex items-center gap-3 px-4 py-1.5 sm:px-6">
            <BellRing aria-hidden className="size-4 shrink-0 text-warn" />
            <p className="min-w-0 flex-1 break-words">
              {notice.message}{" "}
              <span className="text-sm text-muted">
                <DateTime at={notice.created_at} />
              </span>
            </p>
            <IconButton icon={X} label="Mark as read" onClick={() => read.mutate({ params: { path: { id: notice.id } } })} />
          </li>
        ))}
      </ul>
    </aside>
  );
}
