import { api } from "../api.ts";
import type { components } from "../api.gen.d.ts";

type Notice = components["schemas"]["Notice"];

const everyMinute = 60_000;

/** What the workspace should know and nobody has marked as read, newest first; asked again every minute. */
export function useUnreadNotices(): Notice[] {
  const notices = api.useQuery(
    "get",
    "/v1/notices",
    { params: { query: { limit: 50 } } },
    { throwOnError: false, refetchInterval: everyMinute },
  );
  return (notices.data?.data ?? []).filter((notice) => notice.read_at === null);
}
