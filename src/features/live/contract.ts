import { z } from "zod";
import { endpoint } from "../../platform/schema/endpoint.ts";

/** Tells a page when to look again. */
export const watchChanges = endpoint({
  id: "watchChanges",
  method: "GET",
  path: "/v1/live",
  tag: "Reports",
  summary: "Be told when something changes in the workspace",
  description:
    "A stream of server-sent events. `changed` says that figures may be other ones than before, at most once a second: ask for those that you show again. It names nothing, and after a disturbance it may come without a change. The stream ends by itself after five minutes; open it anew.",
  access: "workspace:read",
  output: z.string(),
  download: { mediaTypes: ["text/event-stream"] },
});
