import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

interface EmptyStateProps {
  /** What is not there yet: "No links yet". */
  readonly title: string;
  /** What it is for and what to do next, in one or two sentences. */
  readonly children: ReactNode;
  readonly icon?: LucideIcon;
  /** The button that does it. */
  readonly action?: ReactNode;
}

/** In place of an empty list: says what to do next, and offers it. */
export function EmptyState({ title, children, icon: Icon, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center rounded-lg border border-dashed border-line-strong px-6 py-10 text-center">
      {Icon && (
        <span className="mb-3 inline-flex size-10 items-center justify-center rounded-full bg-accent-soft text-accent">
          <Icon aria-hidden className="size-5" />
        </span>
      )}
      <h2 className="text-lg font-semibold">{title}</h2>
      <div className="mt-1 max-w-[56ch] text-pretty text-muted">{children}</div>
      {action !== undefined && <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
