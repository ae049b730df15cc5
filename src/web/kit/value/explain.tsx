import { CircleHelp } from "lucide-react";
import type { ReactNode } from "react";
import { Popover } from "../overlay/popover.tsx";

interface ExplainProps {
  /** The name of the number: "Return on investment". */
  readonly of: string;
  /** An `Explanation`, or any words. */
  readonly children: ReactNode;
}

/** "How is this counted?": a small mark beside a number that opens its explanation. */
export function Explain({ of, children }: ExplainProps) {
  return (
    <Popover
      title="How is this counted?"
      trigger={(wiring) => (
        <button
          {...wiring}
          type="button"
          aria-label={`How is this counted? ${of}`}
          className="-m-1 inline-flex size-6 items-center justify-center rounded-full text-muted hover:text-accent"
        >
          <CircleHelp aria-hidden className="size-3.5" />
        </button>
      )}
    >
      {children}
    </Popover>
  );
}
