import type { ReactNode } from "react";
import { Wordmark } from "./wordmark.tsx";

interface OutsideFrameProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children: ReactNode;
  /** Below the card: other ways. */
  readonly foot?: ReactNode;
  readonly isWide?: boolean;
}

/** The frame of the pages outside of a workspace: signing in, joining, the first choice. */
export function OutsideFrame({ title, lead, children, foot, isWide = false }: OutsideFrameProps) {
  return (
    <main className="flex min-h-dvh flex-col items-center px-4 py-10 sm:py-20">
      <title>{`${title} · Vouch`}</title>
      <div className={isWide ? "w-full max-w-3xl" : "w-full max-w-sm"}>
        <Wordmark />
        <h1 className="mt-8 text-xl font-semibold tracking-tight">{title}</h1>
        {lead !== undefined && <div className="mt-1 text-muted">{lead}</div>}
        <div className="mt-6">{children}</div>
        {foot !== undefined && <div className="mt-6 text-muted">{foot}</div>}
      </div>
    </main>
  );
}
