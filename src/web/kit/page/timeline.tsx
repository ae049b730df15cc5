import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import type { Tone } from "../value/badge.tsx";
import { DateTime } from "../time/date-time.tsx";

export interface TimelineEvent {
  readonly key: string;
  readonly at: string;
  readonly precision?: "ms" | "s" | "day";
  readonly icon: LucideIcon;
  readonly title: ReactNode;
  readonly detail?: ReactNode;
  readonly tone?: Tone;
}

const looks: Record<Tone, string> = {
  neutral: "bg-sunken text-muted",
  accent: "bg-accent-soft text-accent",
  good: "bg-good-soft text-good",
  warn: "bg-warn-soft text-warn",
  bad: "bg-bad-soft text-bad",
};

interface TimelineProps {
  readonly label: string;
  readonly events: readonly TimelineEvent[];
  /** It stands in a narrow column: every time goes below its title. */
  readonly isNarrow?: boolean;
}

/** What happened, one below the other, in the order in which it is given. */
export function Timeline({ label, events, isNarrow = false }: TimelineProps) {
  return (
    <ol aria-label={label} className="flex flex-col">
      {events.map(({ key, at, precision = "ms", icon: Icon, title, detail, tone = "neutral" }) => (
        <li key={key} className="group relative flex gap-3 pb-5 last:pb-0">
          <span aria-hidden className="absolute top-7 bottom-0 left-3.5 w-px bg-line group-last:hidden" />
          <span className={`inline-flex size-7 shrink-0 items-center justify-center rounded-full ${looks[tone]}`}>
            <Icon aria-hidden className="size-3.5" />
          </span>
          <div className="min-w-0 flex-1 pt-1">
            <div className={isNarrow ? "" : "flex flex-wrap items-baseline justify-between gap-x-4"}>
              <p className="min-w-0 font-medium break-words">{title}</p>
              <p className="text-sm text-muted">
                <DateTime at={at} precision={precision} />
              </p>
            </div>
            {detail !== undefined && <div className="mt-0.5 text-muted">{detail}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
