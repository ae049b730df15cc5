import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

interface MoreProps {
  /** What is behind it: "Expiry and fallback". */
  readonly label: string;
  readonly isOpen?: boolean;
  readonly children: ReactNode;
}

/** What few people need, behind a line that opens it. The browser's own, so it also opens when the page is searched. */
export function More({ label, isOpen = false, children }: MoreProps) {
  return (
    <details open={isOpen} className="group rounded-md border border-line">
      <summary className="flex list-none items-center gap-1.5 rounded-md px-3 py-2 font-medium hover:bg-sunken [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-4 text-muted transition-transform group-open:rotate-90" />
        {label}
      </summary>
      <div className="flex flex-col gap-4 border-t border-line p-3">{children}</div>
    </details>
  );
}
