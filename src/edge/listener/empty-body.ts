import type { EdgeRequest } from "./edge-request.ts";

/**
 * Requests for a link have no body, yet Node gives each a body stream, lets it end, and cleans it up: about a twelfth of a redirect.
 * Node 22.21 and 24.10 leave that out when the server asks for `optimizeEmptyRequests`. Node 20 has no such option and,
 * being past its end, no internals that still change: there the same marks are set by hand.
 */
export const emptyBodies = { optimizeEmptyRequests: true } as const;

type Internals = { _dumped: boolean; _readableState: Record<"ended" | "endEmitted" | "destroyed" | "closed" | "closeEmitted", boolean> };

const isMarkedByHand = process.versions.node.startsWith("20.");

/** Marks a request's body as ended where it has none and Node has not done so. */
export function endEmptyBody(request: EdgeRequest): void {
  const { headers } = request;
  if (!isMarkedByHand || headers["content-length"] !== undefined || headers["transfer-encoding"] !== undefined) return;
  const internals = request as unknown as Internals;
  const state = internals._readableState;
  internals._dumped = true;
  state.ended = true;
  state.endEmitted = true;
  state.destroyed = true;
  state.closed = true;
  state.closeEmitted = true;
}
