import { useQuery } from "@tanstack/react-query";
import type { components, paths } from "../../../web/api.gen.d.ts";
import { client } from "../../../web/api.ts";
import { Skeleton } from "../../../web/kit/page/skeleton.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { Count } from "../../../web/kit/value/count.tsx";

/** A run as it would be started. */
export type WantedRun = NonNullable<paths["/v1/platform-runs"]["post"]["requestBody"]>["content"]["application/json"];
type Budget = components["schemas"]["PlatformRunBudget"];

/** What a run would use; undefined while it is not known. */
export function useBudget(wanted: WantedRun): Budget | undefined {
  const { data } = useQuery({
    queryKey: ["platform run budget", wanted],
    queryFn: async ({ signal }) => {
      const { data: budget, error } = await client.POST("/v1/platform-runs/budget", { body: wanted, signal });
      if (error !== undefined) throw error as unknown as Error;
      return budget;
    },
  });
  return data;
}

const whenDone = ({ days }: Budget): string =>
  days === 1 ? "It can be done today." : `It goes on by itself on the following days, ${days} days in all at most.`;

/** When it can be asked for: hashtags that are used up are not waited for, everything else is. */
function When({ budget }: { readonly budget: Budget }) {
  const full = budget.quotas.find(({ unit, needed, left }) => unit === "hashtags" && needed > left);
  if (full === undefined) return whenDone(budget);
  return (
    <>
      No further hashtag may be asked for before <DateTime at={full.resets_at} />; those of the last seven days may be asked for again.
    </>
  );
}

/** What a run uses at most, and what is left, before it is started. */
export function RunBudget({ budget, unit }: { readonly budget: Budget | undefined; readonly unit: string }) {
  if (budget === undefined) return <Skeleton />;
  return (
    <div className="rounded-md border border-line bg-sunken p-3" role="status">
      <p>
        <Count value={budget.accounts ?? budget.steps} /> {unit}. At most:
      </p>
      <ul className="my-1 list-disc pl-5">
        {budget.quotas.map((quota) => (
          <li key={quota.key}>
            <Count value={quota.needed} /> {quota.needed === 1 ? quota.unit.replace(/s$/, "") : quota.unit} of <Count value={quota.left} />{" "}
            that are left ({quota.name})
          </li>
        ))}
      </ul>
      <p className="text-muted">
        <When budget={budget} />
      </p>
    </div>
  );
}
