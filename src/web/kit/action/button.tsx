import { LoaderCircle, type LucideIcon } from "lucide-react";
import type { ReactNode, Ref } from "react";
import { buttonLook, type ButtonSize, type ButtonVariant } from "./button-look.ts";

interface ButtonProps {
  readonly children: ReactNode;
  readonly onClick?: () => void;
  readonly variant?: ButtonVariant;
  readonly size?: ButtonSize;
  readonly icon?: LucideIcon;
  readonly type?: "button" | "submit";
  /** The work it started is under way: it says so and cannot be pressed again. */
  readonly isBusy?: boolean | undefined;
  readonly isDisabled?: boolean | undefined;
  /** The id of a form elsewhere on the page, for a submit button in a dialog's foot. */
  readonly form?: string;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button. What it does is a verb and an object: "Create program". */
export function Button({ children, variant, size, icon: Icon, type = "button", isBusy = false, isDisabled = false, ...rest }: ButtonProps) {
  return (
    <button {...rest} type={type} className={buttonLook(variant, size)} disabled={isDisabled || isBusy} aria-busy={isBusy || undefined}>
      {isBusy ? <LoaderCircle aria-hidden className="size-4 animate-spin" /> : Icon && <Icon aria-hidden className="size-4" />}
      {children}
    </button>
  );
}
