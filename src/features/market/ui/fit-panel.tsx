import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { components } from "../../../web/api.gen.d.ts";
import { api } from "../../../web/api.ts";
import { ComputationCard } from "../../../web/computations/computation-card.tsx";
import { Button } from "../../../web/kit/action/button.tsx";
import { Day } from "../../../web/kit/time/day.tsx";
import { Count } from "../../../web/kit/value/count.tsx";
import { daysLater } from "../../../web/pickers/period.ts";
import type { Preset } from "./dial-words.ts";

export type FitResult = components["schemas"]["MarketFitResult"];

interface FitPanelProps {
  readonly preset: Preset;
  readonly onFitted: (fit: FitResult) => void;
}

interface LastFitProps {
  readonly fit: Pick<FitResult, "orders" | "from" | "to">;
  readonly onTake: () => void;
}

/** What was fitted last, which may have ended while nobody was on the page: its dials can be taken again at any time. */
export function LastFit({ fit: { orders, from, to }, onTake }: LastFitProps) {
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
      <span>
        Last fitted to <Count value={orders} /> orders from <Day on={from} /> to <Day on={daysLater(to, -1)} />.
      </span>
      <Button onClick={onTake}>Take these dials</Button>
    </span>
  );
}

/** Has the dials fitted to the brand's own orders, and hands them over once that is done. */
export function FitPanel({ preset, onFitted }: FitPanelProps) {
  const { data: latest } = api.useSuspenseQuery("get", "/v1/market/fits/latest");
  const ask = api.useMutation("post", "/v1/market/fits");
  const queries = useQueryClient();
  const asked = useRef<string>(undefined);
  const { computation_id: id, result } = latest;
  useEffect(() => {
    if (asked.current === undefined || asked.current !== id || result === null) return;
    asked.current = undefined;
    onFitted(result);
  }, [id, result, onFitted]);
  const fit = () =>
    ask.mutate(
      { body: { preset } },
      {
        onSuccess: ({ computation_id }) => {
          asked.current = computation_id;
          void queries.invalidateQueries();
        },
      },
    );
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <Button onClick={fit} isBusy={ask.isPending}>
          Fit to my data
        </Button>
        <div className="max-w-[60ch] text-sm text-muted">
          {result === null ? (
            "Tells the dials from your own orders, clicks, codes and answers of the last year. What they cannot tell stays as above, and says so."
          ) : (
            <LastFit fit={result} onTake={() => onFitted(result)} />
          )}
        </div>
      </div>
      {id !== null && result === null && (
        <ComputationCard id={id} label="Fitting the dials">
          {() => null}
        </ComputationCard>
      )}
    </div>
  );
}
