import { MutationCache, QueryClient } from "@tanstack/react-query";
import { showProblem } from "../kit/overlay/toast-store.ts";
import { problemOf } from "./problem.ts";

const mostRetries = 2;

/** No answer, or one that says "not now", is worth another try; a refusal is not. */
function isWorthRetrying(failures: number, thrown: unknown): boolean {
  const { status } = problemOf(thrown);
  return failures < mostRetries && (status === 0 || status === 502 || status === 503 || status === 504);
}

/**
 * A cache of answers. Each workspace has its own, so that nothing of one is ever shown in another.
 *
 * A first load that fails goes to the page's boundary; a refresh that fails leaves what is on screen. After any change everything on
 * screen is asked for again: one number often hangs on another, and a stale one here is a wrong one.
 */
export function makeQueryClient(): QueryClient {
  const queries: QueryClient = new QueryClient({
    defaultOptions: {
      queries: { staleTime: 10_000, retry: isWorthRetrying, throwOnError: (_problem, query) => query.state.data === undefined },
    },
    mutationCache: new MutationCache({
      onError: (thrown, _variables, _result, mutation) => {
        if (mutation.meta?.["problem"] !== "form") showProblem(problemOf(thrown));
      },
      onSuccess: () => queries.invalidateQueries(),
    }),
  });
  return queries;
}
