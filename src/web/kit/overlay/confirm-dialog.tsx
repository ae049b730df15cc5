import { AlertDialog as Base } from "@base-ui/react/alert-dialog";
import type { ReactNode } from "react";
import { Button } from "../action/button.tsx";
import { scrimLook } from "./dialog.tsx";

interface ConfirmDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** The question: "Revoke the key “Shop”?" */
  readonly title: string;
  /** What will happen, and whether it can be taken back. */
  readonly children: ReactNode;
  /** The verb and object on the button: "Revoke key". */
  readonly confirmLabel: string;
  readonly onConfirm: () => void;
  readonly isBusy?: boolean;
  readonly isDangerous?: boolean;
}

/** Asks before something that cannot simply be undone. Only its buttons close it. */
export function ConfirmDialog({
  isOpen,
  onClose,
  title,
  children,
  confirmLabel,
  onConfirm,
  isBusy = false,
  isDangerous = false,
}: ConfirmDialogProps) {
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={scrimLook} />
        <Base.Popup className="fixed top-[20dvh] left-1/2 z-40 w-md max-w-[calc(100vw-2rem)] -translate-x-1/2 rounded-xl border border-line-strong bg-raised p-5 text-ink shadow-overlay outline-none transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0">
          <Base.Title className="text-lg font-semibold break-words">{title}</Base.Title>
          <Base.Description render={<div />} className="mt-1 text-muted">
            {children}
          </Base.Description>
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <Button onClick={onClose}>Cancel</Button>
            <Button variant={isDangerous ? "danger" : "primary"} isBusy={isBusy} onClick={onConfirm}>
              {confirmLabel}
            </Button>
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
