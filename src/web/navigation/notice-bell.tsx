import { Link } from "@tanstack/react-router";
import { Bell } from "lucide-react";
import { useUnreadNotices } from "../client/notices.ts";
import { usePaths } from "../session.ts";

/** The way to the notices, with how many are new. */
export function NoticeBell() {
  const to = usePaths();
  const count = useUnreadNotices().length;
  return (
    <Link
      to={to.notices()}
      className="flex items-center gap-2.5 rounded-md px-2.5 py-1.5 font-medium text-muted hover:bg-sunken hover:text-ink pointer-coarse:py-2.5"
    >
      <Bell aria-hidden className="size-4" />
      <span className="flex-1">Notices</span>
      {count > 0 && (
        <span className="rounded-full bg-warn-soft px-1.5 text-xs font-semibold text-warn">
          {count}
          <span className="sr-only"> new</span>
        </span>
      )}
    </Link>
  );
}
