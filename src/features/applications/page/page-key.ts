import { parseShortUuid, shortUuid } from "../../../kernel/ids.ts";

/** Which page an address names. */
export interface PagePlace {
  readonly workspaceId: string;
  readonly pageId: string;
}

/**
 * The key of an application page, as it stands in its address: workspace and page, 44 characters.
 *
 * @example
 * import { pageKey, parsePageKey } from "./page-key.ts";
 * const at = { workspaceId: "0188bac7-4afa-78aa-bc3b-bd1eef28d881", pageId: "0188bac7-4afa-78aa-bc3b-bd1eef28d882" };
 * parsePageKey(pageKey(at)) // => at
 */
export const pageKey = ({ workspaceId, pageId }: PagePlace): string => shortUuid(workspaceId) + shortUuid(pageId);

/**
 * What {@link pageKey} wrote; undefined for any other text.
 *
 * @example
 * import { parsePageKey } from "./page-key.ts";
 * parsePageKey("nonsense") // => undefined
 */
export function parsePageKey(text: string): PagePlace | undefined {
  const workspaceId = parseShortUuid(text.slice(0, 22));
  const pageId = parseShortUuid(text.slice(22));
  return workspaceId === undefined || pageId === undefined ? undefined : { workspaceId, pageId };
}
