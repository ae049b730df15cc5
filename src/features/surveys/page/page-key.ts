import { parseShortUuid, shortUuid } from "../../../kernel/ids.ts";

/** Which survey an address names. */
export interface SurveyAddress {
  readonly workspaceId: string;
  readonly surveyId: string;
}

/**
 * The key of a survey's page, as it stands in its address: workspace and survey, 44 characters.
 *
 * @example
 * import { pageKey, parsePageKey } from "./page-key.ts";
 * const at = { workspaceId: "0188bac7-4afa-78aa-bc3b-bd1eef28d881", surveyId: "0188bac7-4afa-78aa-bc3b-bd1eef28d882" };
 * parsePageKey(pageKey(at)) // => at
 */
export const pageKey = ({ workspaceId, surveyId }: SurveyAddress): string => shortUuid(workspaceId) + shortUuid(surveyId);

/**
 * What {@link pageKey} wrote; undefined for any other text.
 *
 * @example
 * import { parsePageKey } from "./page-key.ts";
 * parsePageKey("nonsense") // => undefined
 */
export function parsePageKey(text: string): SurveyAddress | undefined {
  const workspaceId = parseShortUuid(text.slice(0, 22));
  const surveyId = parseShortUuid(text.slice(22));
  return workspaceId === undefined || surveyId === undefined ? undefined : { workspaceId, surveyId };
}
