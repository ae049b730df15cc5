import { byFrequency, facetFields, type CreatorQuery, type FacetCount, type FoundAccount, type FoundPage } from "../query/creator-query.ts";
import { keyOrder, textOrder, type SortKey } from "../query/place.ts";
import { placeText } from "../search/finder.ts";

/** What is found among a part of the creators: the first ones with their places in the order, and the counts. */
export interface FoundPart extends Omit<FoundPage, "found" | "next"> {
  readonly found: readonly (FoundAccount & { readonly key: SortKey })[];
  /** Whether others of this part follow. */
  readonly hasMore: boolean;
}

/** A number as PostgreSQL writes it, without an exponent; cards have at most eight decimals. */
const plainKey = (key: SortKey): SortKey => (typeof key === "number" && !Number.isInteger(key) ? key.toFixed(8) : key);

function summed(counts: readonly (readonly FacetCount[])[]): readonly FacetCount[] {
  if (counts.length === 1) return counts[0]!;
  const sums = new Map<string, number>();
  for (const { value, creators } of counts.flat()) sums.set(value, (sums.get(value) ?? 0) + creators);
  return Array.from(sums, ([value, creators]) => ({ value, creators })).toSorted(byFrequency);
}

/**
 * The page of all from those of the parts. Each creator is in one part with all of its accounts, so that counts of creators may be added up.
 *
 * @param parts what each found, at least `limit` creators where it has as many.
 * @param query its order.
 * @param limit how many creators stand on a page.
 */
export function mergedPage(parts: readonly FoundPart[], { sort: { direction } }: CreatorQuery, limit: number): FoundPage {
  const first = parts
    .flatMap((part) => part.found)
    .toSorted((one, other) => keyOrder(one.key, other.key, direction) || textOrder(one.creatorId, other.creatorId));
  const found = first.slice(0, limit);
  const last = first.length > limit || parts.some((part) => part.hasMore) ? found.at(-1) : undefined;
  return {
    found: found.map(({ creatorId, accountId }) => ({ creatorId, accountId })),
    total: parts.reduce((sum, part) => sum + part.total, 0),
    facets: Object.fromEntries(facetFields.map((field) => [field, summed(parts.map((part) => part.facets[field]))])) as FoundPage["facets"],
    next: last === undefined ? null : placeText({ key: plainKey(last.key), creatorId: last.creatorId }),
  };
}
