import { useId, type ReactNode } from "react";

interface ProgressProps {
  /** What is under way. */
  readonly label: string;
  /** From 0 to 1; undefined while the whole is not known. */
  readonly share: number | undefined;
  /** What has been done so far, in words and numbers. */
  readonly detail?: ReactNode;
}

/** How far a long piece of work is. */
export function Progress({ label, share, detail }: ProgressProps) {
  const id = useId();
  const percent = share === undefined ? undefined : Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <div>
      <div className="flex items-baseline justify-between gap-4">
        <p id={id} className="font-medium">
          {label}
        </p>
        {percent !== undefined && <p className="shrink-0 text-muted">{percent} %</p>}
      </div>
      <progress
        aria-labelledby={id}
        max={100}
        value={percent}
        className="mt-1.5 block h-1.5 w-full appearance-none overflow-hidden rounded-full bg-line indeterminate:animate-pulse indeterminate:bg-accent/50 indeterminate:[&::-webkit-progress-bar]:bg-accent/50 [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent [&::-webkit-progress-value]:transition-[width]"
      />
      {detail !== undefined && <div className="mt-1 text-sm text-muted">{detail}</div>}
    </div>
  );
}
