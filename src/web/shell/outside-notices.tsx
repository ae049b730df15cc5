import type { ErrorComponentProps } from "@tanstack/react-router";
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
