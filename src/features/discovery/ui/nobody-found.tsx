import { SearchX } from "lucide-react";
import { api } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { nobodyWords } from "./nobody-words.ts";
import type { Find } from "./use-find.ts";

/** Says why nobody is found, and offers to look again where that may help. */
export function NobodyFound({ find }: { readonly find: Find }) {
  const all = api.useQuery(
    "post",
    "/v1/creators/search",
    { body: { ...find.queryOfAll, limit: 1 } },
    { enabled: find.leavesOut, throwOnError: false },
  );
  const leftOut = find.leavesOut && all.data !== undefined ? (all.data.total ?? (all.data.data.length > 0 ? "some" : 0)) : 0;
  const lists = find.excluding.map(({ name }) => name);
  const { title, says } = nobodyWords({ text: find.text, hasFilters: find.draft.rules.length > 0, leftOut, lists });
  const action =
    leftOut !== 0 ? (
      <Button variant="primary" onClick={() => find.setEverybody("yes")}>
        Show them too
      </Button>
    ) : (
      find.isNarrowed && <Button onClick={find.clear}>Clear search</Button>
    );
  return (
    <EmptyState title={title} icon={SearchX} action={action}>
      {says}
    </EmptyState>
  );
}
