import { useState, type ReactNode } from "react";
import { Button } from "../action/button.tsx";
import type { ButtonSize, ButtonVariant } from "../action/button-look.ts";
import { ConfirmDialog } from "./confirm-dialog.tsx";

interface ConfirmButtonProps {
  /** What is done, on the button and again in the question: "Lock plan". */
  readonly label: string;
  /** The question. */
  readonly title: string;
  /** Does it; the question is closed by calling `close`, whether it was done or not. */
  readonly onConfirm: (close: () => void) => void;
  readonly isBusy: boolean;
  readonly variant?: ButtonVariant;
  readonly size?: ButtonSize;
  /** What follows from it. */
  readonly children: ReactNode;
}

/** A button for what cannot be undone, or should not be done by mistake: it asks first. */
export function ConfirmButton({ label, title, onConfirm, isBusy, children, ...look }: ConfirmButtonProps) {
  const [isAsking, setAsking] = useState(false);
  const close = () => setAsking(false);
  return (
    <>
      <Button {...look} onClick={() => setAsking(true)}>
        {label}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={close}
        title={title}
        confirmLabel={label}
        onConfirm={() => onConfirm(close)}
        isBusy={isBusy}
      >
        {children}
      </ConfirmDialog>
    </>
  );
}
