import { Skeleton } from "./skeleton.tsx";

/** The place of a screen that is on its way. */
export function PageSkeleton() {
  return (
    <div role="status" aria-label="Loading" className="flex flex-col gap-6">
      <Skeleton shape="title" />
      <div className="grid gap-4 sm:grid-cols-3">
        <Skeleton shape="block" />
        <Skeleton shape="block" />
        <Skeleton shape="block" />
      </div>
      <Skeleton shape="block" />
    </div>
  );
}
