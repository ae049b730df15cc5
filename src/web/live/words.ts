/** What a page says to the worker that listens for all pages of the browser. */
export type PageWord =
  /** Somebody looks at this workspace; said again and again, since a page that is gone says nothing. */
  { readonly kind: "watching"; readonly workspaceId: string } | { readonly kind: "gone" };

/**
 * What the worker says to a page of the workspace that it looks at: something changed; the server tells of changes; or it could not be
 * reached, so that nobody knows what changed.
 */
export type WorkerWord = "changed" | "live" | "lost";

/** How often a page says that somebody still looks, and after how long a silence the worker takes it for gone. */
export const sayAgainMs = 20_000;
/** Browsers slow the clocks of pages down to one turn a minute. */
export const silentMs = 150_000;
/** The server says something every 20 s; whoever is silent for longer than two of its turns is gone without a word. */
export const streamSilentMs = 50_000;
