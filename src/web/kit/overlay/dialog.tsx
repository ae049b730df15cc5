import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { useRef, type ReactNode } from "react";
import { classes } from "../classes.ts";

interface DialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children: ReactNode;
  readonly isWide?: boolean;
}

/** The veil behind whatever lies over the page. */
export const scrimLook = "fixed inset-0 z-40 bg-scrim transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0";
const closeLook = "-m-1 inline-flex size-8 shrink-0 items-center justify-center rounded-md text-muted hover:bg-sunken hover:text-ink";

/** One can begin to write at once; under a finger not, so that the keyboard does not cover what there is to read. */
function firstField(content: HTMLElement | null, openedBy: string): HTMLElement | true {
  if (openedBy === "touch") return true;
  return content?.querySelector<HTMLElement>("input:enabled, select:enabled, textarea:enabled") ?? true;
}

/** A task over the page. On a phone it fills the width from below. Escape and the veil close it. */
export function Dialog({ isOpen, onClose, title, lead, children, isWide = false }: DialogProps) {
  const content = useRef<HTMLDivElement>(null);
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={scrimLook} />
        <Base.Popup
          initialFocus={(openedBy) => firstField(content.current, openedBy)}
          className={classes(
            "fixed z-40 flex max-h-[calc(100dvh-2rem)] flex-col overflow-hidden border border-line-strong bg-raised text-ink shadow-overlay outline-none",
            "inset-x-0 bottom-0 rounded-t-xl sm:inset-auto sm:top-[10dvh] sm:left-1/2 sm:max-h-[80dvh] sm:-translate-x-1/2 sm:rounded-xl",
            "transition-[opacity,translate] data-ending-style:translate-y-2 data-ending-style:opacity-0 data-starting-style:translate-y-2 data-starting-style:opacity-0",
            isWide ? "sm:w-3xl sm:max-w-[calc(100vw-2rem)]" : "sm:w-lg sm:max-w-[calc(100vw-2rem)]",
          )}
        >
          <div className="flex items-start justify-between gap-4 border-b border-line px-5 py-3.5">
            <div className="min-w-0">
              <Base.Title className="text-lg font-semibold break-words">{title}</Base.Title>
              {lead !== undefined && <Base.Description className="text-muted">{lead}</Base.Description>}
            </div>
            <Base.Close aria-label="Close" className={closeLook}>
              <X aria-hidden className="size-4" />
            </Base.Close>
          </div>
          <div ref={content} data-dialog-body className="min-h-0 overflow-y-auto px-5 py-4">
            {children}
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
