import { useId, type ReactNode } from "react";
import { classes } from "../classes.ts";

interface CardProps {
  readonly title?: string;
  /** A sentence below the title. */
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** The content brings its own inner edge: a list that runs to the border. */
  readonly isFlush?: boolean;
}

/** A part of a screen with a heading of its own. */
export function Card({ title, lead, actions, children, isFlush = false }: CardProps) {
  const id = useId();
  return (
    <section aria-labelledby={title === undefined ? undefined : id} className="min-w-0 rounded-lg border border-line bg-surface">
      {title !== undefined && (
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line px-4 py-2.5">
          <div className="min-w-0">
            <h2 id={id} className="font-semibold">
              {title}
            </h2>
            {lead !== undefined && <p className="text-sm text-muted">{lead}</p>}
          </div>
          {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
        </div>
      )}
      <div className={classes(!isFlush && "p-4")}>{children}</div>
    </section>
  );
}
