import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

interface WelcomeChoiceProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly children: ReactNode;
  readonly action: ReactNode;
}

/** One of the two ways to begin. */
export function WelcomeChoice({ icon: Icon, title, children, action }: WelcomeChoiceProps) {
  return (
    <section className="flex flex-col rounded-lg border border-line bg-surface p-5">
      <span className="inline-flex size-10 items-center justify-center rounded-full bg-accent-soft text-accent">
        <Icon aria-hidden className="size-5" />
      </span>
      <h2 className="mt-4 text-lg font-semibold">{title}</h2>
      <p className="mt-1 flex-1 text-muted">{children}</p>
      <div className="mt-5">{action}</div>
    </section>
  );
}
