import type { ErrorComponentProps } from "@tanstack/react-router";
import { PageSkeleton } from "../kit/page/page-skeleton.tsx";
import { NotFoundPage, ProblemPage } from "../kit/page/problem-page.tsx";

/** For an address that leads nowhere, outside of a workspace's frame. */
export function OutsideNotFound() {
  return (
    <main>
      <NotFoundPage />
    </main>
  );
}

/** For whatever no inner boundary took up. */
export function OutsideProblem(props: ErrorComponentProps) {
  return (
    <main>
      <ProblemPage {...props} />
    </main>
  );
}

/** The place of a workspace that is on its way, with the edges that it will have. */
export function OutsideSkeleton() {
  return (
    <div className="mx-auto max-w-7xl px-4 py-16 sm:px-6 lg:pl-62">
      <PageSkeleton />
    </div>
  );
}
