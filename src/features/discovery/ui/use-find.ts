import { api } from "../../../web/api.ts";
import type { components } from "../../../web/api.gen.d.ts";
import { useWorkspace } from "../../../web/session.ts";
import { useClearSearch, useSearchText } from "../../../web/search.ts";
import { conditionOf, type Draft } from "./find-query.ts";
import { draftFrom, draftText } from "./kept-filter.ts";

/** A creator as it is found. */
export type Found = components["schemas"]["FoundCreator"];

/** What found creators can be ordered by, with the direction that one looks for first. */
export const orders = [
  { value: "relevance", label: "Best match", direction: "desc" },
  { value: "followers", label: "Most followers", direction: "desc" },
  { value: "followers_asc", label: "Fewest followers", direction: "asc" },
  { value: "er_followers", label: "Most engaged followers", direction: "desc" },
  { value: "er_views", label: "Most engaged views", direction: "desc" },
  { value: "er_reach", label: "Most engaged reach", direction: "desc" },
  { value: "er_impressions", label: "Most engaged impressions", direction: "desc" },
  { value: "growth_30d", label: "Fastest growing", direction: "desc" },
  { value: "avg_views", label: "Most views a post", direction: "desc" },
  { value: "last_post_on", label: "Latest post", direction: "desc" },
  { value: "quality", label: "Best quality", direction: "desc" },
  { value: "price", label: "Lowest price", direction: "asc" },
  { value: "posts_count", label: "Most posts", direction: "desc" },
  { value: "following", label: "Following most", direction: "desc" },
  { value: "added_on", label: "Added last", direction: "desc" },
  { value: "name", label: "Name", direction: "asc" },
] as const;

/** The orders as they are offered: prices are compared in one currency alone. */
export const ordersIn = (currency: string) =>
  orders.map(({ value, label }) => ({ value, label: value === "price" ? `${label} in ${currency}` : label }));

/** The lists whose creators are left out of searches. */
export function useExcluding() {
  const lists = api.useQuery("get", "/v1/creator-lists", { params: { query: { limit: 200 } } }, { throwOnError: false });
  return (lists.data?.data ?? []).filter((list) => list.is_excluding);
}

/** What is looked for: it lives in the address. */
export function useFind() {
  const [text, search] = useSearchText("q");
  const [filter, setFilter] = useSearchText("filter");
  const [orderText, setOrder] = useSearchText("order");
  const [everybody, setEverybody] = useSearchText("everybody");
  const clear = useClearSearch(["q", "filter", "order", "everybody"]);
  const excluding = useExcluding();
  const { currency } = useWorkspace();
  const draft = draftFrom(filter);
  const order = orders.find(({ value }) => value === orderText) ?? orders[0];
  const isEverybody = everybody === "yes";
  const by = order.value.replace("_asc", "") as "relevance" | "price";
  const sort = { by, direction: order.direction, ...(by === "price" ? { currency } : {}) };
  const asked = (leftOut: readonly string[]) => {
    const where = conditionOf(draft, leftOut);
    return { ...(text === undefined ? {} : { text }), ...(where === undefined ? {} : { where }), sort };
  };
  const leavesOut = !isEverybody && excluding.length > 0;
  const query = asked(leavesOut ? excluding.map(({ id }) => id) : []);
  const change = (next: Draft) => setFilter(draftText(next));
  const isNarrowed = text !== undefined || draft.rules.length > 0;
  const narrowing = { text, search, draft, change, isNarrowed, clear };
  return { ...narrowing, order: order.value, setOrder, isEverybody, setEverybody, excluding, leavesOut, query, queryOfAll: asked([]) };
}

/** See {@link useFind}. */
export type Find = ReturnType<typeof useFind>;
