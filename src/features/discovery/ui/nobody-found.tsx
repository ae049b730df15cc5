import { FileUp, SearchX } from "lucide-react";
import { api } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { ButtonLink } from "../../../web/kit/action/button-link.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { nobodyWords } from "./nobody-words.ts";
import type { Find } from "./use-find.ts";

/** The ways to somebody, where nobody is known at all. */
function BringIn() {
  const to = usePaths();
  const canWrite = useIsAtLeast("manager");
  if (!canWrite) return null;
  return (
    <>
      <ButtonLink to={to.newImport()} search={{ kind: "creators" }} variant="primary" icon={FileUp}>
        Import
      </ButtonLink>
      <ButtonLink to={to.creators()}>All creators</ButtonLink>
    </>
  );
}

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
    ) : find.isNarrowed ? (
      <Button onClick={find.clear}>Clear search</Button>
    ) : (
      <BringIn />
    );
  return (
    <EmptyState title={title} icon={SearchX} action={action}>
      {says}
    </EmptyState>
  );
}
