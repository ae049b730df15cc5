import { CircleAlert, CircleCheck, Info, TriangleAlert, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import type { Tone } from "../value/badge.tsx";

interface NoticeProps {
  readonly tone: Tone;
  /** What happened, as a sentence without its full stop. */
  readonly title: string;
  /** What it means and what to do next. */
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

const looks: Record<Tone, { readonly box: string; readonly mark: string; readonly icon: LucideIcon }> = {
  neutral: { box: "border-line-strong bg-surface", mark: "text-muted", icon: Info },
  accent: { box: "border-accent/40 bg-accent-soft", mark: "text-accent", icon: Info },
  good: { box: "border-good/40 bg-good-soft", mark: "text-good", icon: CircleCheck },
  warn: { box: "border-warn/40 bg-warn-soft", mark: "text-warn", icon: TriangleAlert },
  bad: { box: "border-bad/40 bg-bad-soft", mark: "text-bad", icon: CircleAlert },
};

/** How something ended, in the place where one waited for it; read aloud when it appears. */
export function Notice({ tone, title, children, actions }: NoticeProps) {
  const { box, mark, icon: Icon } = looks[tone];
  return (
    <div className={`flex gap-3 rounded-lg border p-4 ${box}`}>
      <Icon aria-hidden className={`mt-0.5 size-5 shrink-0 ${mark}`} />
      <div className="min-w-0 flex-1">
        <div role="status">
          <p className="text-lg font-semibold break-words">{title}</p>
          {children !== undefined && <div className="max-w-[72ch] break-words">{children}</div>}
        </div>
        {actions !== undefined && <div className="mt-3 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}
