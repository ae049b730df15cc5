/** What a page says to the worker that listens for all pages of the browser. */
export type PageWord =
  /** Somebody looks at this workspace; said again and again, since a page that is gone says nothing. */
  { readonly kind: "watching"; readonly workspaceId: string } | { readonly kind: "gone" };

/** What the worker says to a page: something changed in the workspace that it looks at. */
export type WorkerWord = "changed";

/** How often a page says that somebody still looks, and after how long a silence the worker takes it for gone. */
export const sayAgainMs = 20_000;
/** Browsers slow the clocks of pages down to one turn a minute. */
export const silentMs = 150_000;
