import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, type ReactNode } from "react";
import type { components } from "../api.gen.d.ts";
import { api } from "../api.ts";
import { Button } from "../kit/action/button.tsx";
import { Card } from "../kit/page/card.tsx";
import { Notice } from "../kit/page/notice.tsx";
import { Progress } from "../kit/page/progress.tsx";

type Computation = components["schemas"]["Computation"];

const askAgainMs = 700;

const isUnderWay = ({ state }: Computation): boolean => state === "waiting" || state === "running";

interface ComputationStateProps {
  readonly computation: Computation;
  /** What is being worked out, as a label: "Power study". */
  readonly label: string;
  readonly onCancel: () => void;
  readonly isCancelling: boolean;
  /** What is so when it was stopped; usually nothing was kept. */
  readonly stopped?: string | undefined;
}

const nothingKept = "Nothing was kept. Ask for it again when you need it.";

/** How far a calculation is, and why it has no result. Nothing where it has one. */
export function ComputationState({ computation, label, onCancel, isCancelling, stopped = nothingKept }: ComputationStateProps) {
  const { state, progress, problem } = computation;
  if (state === "done") return null;
  if (state === "failed")
    return (
      <Notice tone="bad" title={`${label}: no result`}>
        {problem}
      </Notice>
    );
  if (state === "cancelled")
    return (
      <Notice tone="neutral" title={`${label}: stopped`}>
        {stopped}
      </Notice>
    );
  const isWaiting = state === "waiting";
  return (
    <Card>
      <Progress
        label={label}
        share={isWaiting ? undefined : progress}
        detail={isWaiting ? "Waiting for its turn." : "You may leave this page; it goes on, and its result stays here."}
      />
      <div className="mt-3">
        <Button size="small" onClick={onCancel} isBusy={isCancelling}>
          Stop
        </Button>
      </div>
    </Card>
  );
}

/** The calculation, asked for again as long as it is under way; when that ends, everything on screen is asked for anew. */
function useComputation(id: string): Computation {
  const { data } = api.useSuspenseQuery(
    "get",
    "/v1/computations/{id}",
    { params: { path: { id } } },
    { refetchInterval: (query) => (query.state.data !== undefined && isUnderWay(query.state.data) ? askAgainMs : false) },
  );
  const queries = useQueryClient();
  const wasUnderWay = useRef(false);
  useEffect(() => {
    if (wasUnderWay.current && !isUnderWay(data)) void queries.invalidateQueries();
    wasUnderWay.current = isUnderWay(data);
  }, [data, queries]);
  return data;
}

interface ComputationCardProps {
  readonly id: string;
  /** What is being worked out, as a label: "Power study". */
  readonly label: string;
  /** What is shown of the result; it is read by its kind's own words. */
  readonly children: (result: Record<string, unknown>) => ReactNode;
  /** What is so when it was stopped; usually nothing was kept. */
  readonly stopped?: string;
}

/**
 * A calculation on a page: how far it is with a way to stop it, why it failed, or its result.
 *
 * @public
 */
export function ComputationCard({ id, label, children, stopped }: ComputationCardProps) {
  const computation = useComputation(id);
  const cancel = api.useMutation("post", "/v1/computations/{id}/cancel");
  const queries = useQueryClient();
  const stop = () => cancel.mutate({ params: { path: { id } } }, { onSuccess: () => void queries.invalidateQueries() });
  if (computation.result !== null) return children(computation.result);
  return <ComputationState computation={computation} label={label} onCancel={stop} isCancelling={cancel.isPending} stopped={stopped} />;
}
