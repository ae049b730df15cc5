import { useQueryErrorResetBoundary } from "@tanstack/react-query";
import { useRouter, type ErrorComponentProps } from "@tanstack/react-router";
import { CloudOff, SearchX, TriangleAlert } from "lucide-react";
import { problemOf, type Problem } from "../../client/problem.ts";
import { paths } from "../../paths.ts";
import { Button } from "../action/button.tsx";
import { ButtonLink } from "../action/button-link.tsx";

function NoticeIcon({ status }: { readonly status: number }) {
  if (status === 0) return <CloudOff aria-hidden className="size-6" />;
  return status === 404 ? <SearchX aria-hidden className="size-6" /> : <TriangleAlert aria-hidden className="size-6" />;
}

/** What is not there or not allowed is not so the next time either. */
const mayPass = (status: number): boolean => status < 400 || status >= 500 || status === 408 || status === 429;

/** A page that could not be shown: what happened, what to do, and the id to quote. */
export function ProblemNotice({ problem, onRetry }: { readonly problem: Problem; readonly onRetry?: () => void }) {
  const canRetry = onRetry !== undefined && mayPass(problem.status);
  return (
    <div className="mx-auto flex max-w-xl flex-col items-center px-4 py-16 text-center">
      <title>{`${problem.title} · Vouch`}</title>
      <span className="mb-4 inline-flex size-12 items-center justify-center rounded-full bg-sunken text-muted">
        <NoticeIcon status={problem.status} />
      </span>
      <h1 className="text-xl font-semibold">{problem.title}</h1>
      {problem.detail !== undefined && <p className="mt-1 text-muted">{problem.detail}</p>}
      {problem.request_id !== undefined && <p className="mt-3 font-mono text-xs break-all text-muted">Request {problem.request_id}</p>}
      <div className="mt-6 flex flex-wrap justify-center gap-2">
        {canRetry && (
          <Button variant="primary" onClick={onRetry}>
            Try again
          </Button>
        )}
        <ButtonLink to={paths.home()} variant={canRetry ? "plain" : "primary"}>
          Go to the start
        </ButtonLink>
      </div>
    </div>
  );
}

/** The boundary of a screen: whatever its data or its code threw. */
export function ProblemPage({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const queries = useQueryErrorResetBoundary();
  const retry = () => {
    queries.reset();
    reset();
    void router.invalidate();
  };
  return <ProblemNotice problem={problemOf(error)} onRetry={retry} />;
}

/** For an address that leads nowhere. */
export function NotFoundPage() {
  return (
    <ProblemNotice
      problem={{
        type: "about:blank",
        title: "There is no such page",
        status: 404,
        detail: "The address leads nowhere. It may be mistyped, or what it showed is no longer here.",
      }}
    />
  );
}
