import { RefreshCw, UsersRound } from "lucide-react";
import { useState, type ReactNode } from "react";
import { api } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { Notice } from "../../../web/kit/page/notice.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { Progress } from "../../../web/kit/page/progress.tsx";
import { CustomersWorth } from "./customers-worth.tsx";
import { WorthDialog } from "./worth-dialog.tsx";
import { askedAgain, worthBody, type Worth } from "./worth.ts";

const pollMs = 1_000;

const isOpen = (worth: Worth | null): boolean => worth?.state === "waiting" || worth?.state === "running";

/** The newest answer; while it is being worked out it is asked for again every second. */
function useWorth() {
  return api.useSuspenseQuery(
    "get",
    "/v1/customers-worth",
    {},
    { refetchInterval: ({ state }) => (isOpen(state.data?.newest ?? null) ? pollMs : false) },
  ).data.newest;
}

function Outcome({ worth }: { readonly worth: Worth }): ReactNode {
  if (isOpen(worth)) return <Progress label="Working out what customers are worth" share={worth.progress} />;
  if (worth.state === "cancelled")
    return (
      <Notice tone="neutral" title="It was stopped">
        Ask for it again.
      </Notice>
    );
  if (worth.result === null)
    return (
      <Notice tone="bad" title="It could not be worked out">
        {worth.problem}
      </Notice>
    );
  return <CustomersWorth result={worth.result} worth={worth} />;
}

/** What customers are worth: those whom creators brought beside all others. */
export function CustomersPage() {
  const worth = useWorth();
  const request = api.useMutation("post", "/v1/customers-worth");
  const [isChoosing, setChoosing] = useState(false);
  const ask = (
    <Button
      variant={worth === null ? "primary" : "plain"}
      icon={RefreshCw}
      isBusy={request.isPending || isOpen(worth)}
      onClick={() => request.mutate({ body: worthBody(askedAgain(worth?.result)) })}
    >
      {worth === null ? "Work it out" : "Work it out again"}
    </Button>
  );
  const choose = (
    <Button isDisabled={isOpen(worth)} onClick={() => setChoosing(true)}>
      Another span
    </Button>
  );
  return (
    <>
      <PageHeader
        title="What are customers worth?"
        lead="Customers whom creators brought beside all others: who comes back, and what they will bring from now on."
        actions={
          worth !== null && (
            <>
              {choose}
              {ask}
            </>
          )
        }
      />
      {isChoosing && <WorthDialog result={worth?.result} onClose={() => setChoosing(false)} />}
      {worth === null ? (
        <EmptyState title="Not worked out yet" icon={UsersRound} action={ask}>
          It takes a few seconds for ten thousand orders, and runs in the background. Every order with a known customer counts; import the
          past first, so that first orders are known as such.
        </EmptyState>
      ) : (
        <Outcome worth={worth} />
      )}
    </>
  );
}
